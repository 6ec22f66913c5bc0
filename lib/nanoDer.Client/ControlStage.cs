namespace nanoDer.Client
{
    /// <summary>How far a <see cref="ControlSequence"/> has come.</summary>
    public enum ControlStage
    {
        /// <summary>It asks for ctlModel.</summary>
        Model = 0,

        /// <summary>It asks how Oper is made.</summary>
        Shape = 1,

        /// <summary>It selects.</summary>
        Select = 2,

        /// <summary>It operates.</summary>
        Operate = 3,

        /// <summary>The server has taken the command and will tell its end (enhanced security).</summary>
        Execute = 4,

        /// <summary>It cancels.</summary>
        Cancel = 5,
    }
}
