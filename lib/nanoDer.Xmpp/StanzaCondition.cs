namespace nanoDer.Xmpp
{
    /// <summary>Conditions of stanza errors in the order of RFC 6120 clause 8.3.3.</summary>
    public enum StanzaCondition
    {
        /// <summary>No error, or one without a condition that RFC 6120 defines.</summary>
        None = -1,

        /// <summary>bad-request.</summary>
        BadRequest = 0,

        /// <summary>conflict.</summary>
        Conflict = 1,

        /// <summary>feature-not-implemented.</summary>
        FeatureNotImplemented = 2,

        /// <summary>forbidden.</summary>
        Forbidden = 3,

        /// <summary>gone.</summary>
        Gone = 4,

        /// <summary>internal-server-error.</summary>
        InternalServerError = 5,

        /// <summary>item-not-found.</summary>
        ItemNotFound = 6,

        /// <summary>jid-malformed.</summary>
        JidMalformed = 7,

        /// <summary>not-acceptable.</summary>
        NotAcceptable = 8,

        /// <summary>not-allowed.</summary>
        NotAllowed = 9,

        /// <summary>not-authorized.</summary>
        NotAuthorized = 10,

        /// <summary>policy-violation.</summary>
        PolicyViolation = 11,

        /// <summary>recipient-unavailable.</summary>
        RecipientUnavailable = 12,

        /// <summary>redirect.</summary>
        Redirect = 13,

        /// <summary>registration-required.</summary>
        RegistrationRequired = 14,

        /// <summary>remote-server-not-found.</summary>
        RemoteServerNotFound = 15,

        /// <summary>remote-server-timeout.</summary>
        RemoteServerTimeout = 16,

        /// <summary>resource-constraint.</summary>
        ResourceConstraint = 17,

        /// <summary>service-unavailable.</summary>
        ServiceUnavailable = 18,

        /// <summary>subscription-required.</summary>
        SubscriptionRequired = 19,

        /// <summary>undefined-condition.</summary>
        UndefinedCondition = 20,

        /// <summary>unexpected-request.</summary>
        UnexpectedRequest = 21,
    }
}
