namespace nanoDer.Gdoi
{
    /// <summary>What happens to a group member; each with the status that explains it.</summary>
    public enum GdoiEvent
    {
        /// <summary>A pull begins.</summary>
        PullStarted = 0,

        /// <summary>The key server has proved who it is.</summary>
        KeyServerAuthenticated = 1,

        /// <summary>Policy and keys have arrived by a pull.</summary>
        KeysPulled = 2,

        /// <summary>A push was carried out.</summary>
        KeysPushed = 3,

        /// <summary>A push was refused: replay, signature, form.</summary>
        PushRefused = 4,

        /// <summary>An exchange failed; another attempt follows.</summary>
        Failed = 5,

        /// <summary>The key server has told to delete keys.</summary>
        Deleted = 6,

        /// <summary>The key server sent a notification that nobody vouches for; its number is the status of ISAKMP.</summary>
        Notified = 7,
    }
}
