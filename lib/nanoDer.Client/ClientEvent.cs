namespace nanoDer.Client
{
    /// <summary>What a PDU was, or what the clock has brought.</summary>
    public enum ClientEvent
    {
        /// <summary>Nothing that was waited for.</summary>
        None = 0,

        /// <summary>A request has ended: <see cref="MmsClient.Service"/> says which, <see cref="MmsClient.Status"/> how.</summary>
        Answer = 1,

        /// <summary>A report: <see cref="ReportReader"/> reads it at <see cref="MmsClient.Node"/>.</summary>
        Report = 2,

        /// <summary>LastApplError or CommandTermination: <see cref="ControlSequence.Inform"/> knows its own.</summary>
        Control = 3,

        /// <summary>Another informationReport, at <see cref="MmsClient.Node"/>.</summary>
        Information = 4,
    }
}
