namespace nanoDer.Iec61850
{
    /// <summary>Why a control was refused or has failed (IEC 61850-7-2 clause 20.5.2.9). Numbers go over the wire.</summary>
    public enum AddCause
    {
        /// <summary>Not known.</summary>
        Unknown = 0,

        /// <summary>The object cannot be controlled, or not by this service.</summary>
        NotSupported = 1,

        /// <summary>Local and remote: the originator has no authority at present.</summary>
        BlockedBySwitchingHierarchy = 2,

        /// <summary>The selection could not be made.</summary>
        SelectFailed = 3,

        /// <summary>The present position does not allow it.</summary>
        InvalidPosition = 4,

        /// <summary>The object is there already.</summary>
        PositionReached = 5,

        /// <summary>A parameter change is in execution.</summary>
        ParameterChangeInExecution = 6,

        /// <summary>The last step is reached.</summary>
        StepLimit = 7,

        /// <summary>The mode of the logical node (Beh) does not allow it.</summary>
        BlockedByMode = 8,

        /// <summary>The process does not allow it.</summary>
        BlockedByProcess = 9,

        /// <summary>An interlock does not allow it.</summary>
        BlockedByInterlocking = 10,

        /// <summary>The synchrocheck does not allow it.</summary>
        BlockedBySynchrocheck = 11,

        /// <summary>A command to this object is in execution.</summary>
        CommandAlreadyInExecution = 12,

        /// <summary>The health of the device does not allow it.</summary>
        BlockedByHealth = 13,

        /// <summary>Too many other controls are in progress.</summary>
        OneOfNControl = 14,

        /// <summary>Ended by Cancel.</summary>
        AbortionByCancel = 15,

        /// <summary>It took too long, or its time is over.</summary>
        TimeLimitOver = 16,

        /// <summary>Ended by a trip.</summary>
        AbortionByTrip = 17,

        /// <summary>The object is not selected.</summary>
        ObjectNotSelected = 18,

        /// <summary>The client has selected it already.</summary>
        ObjectAlreadySelected = 19,

        /// <summary>The client may not control it.</summary>
        NoAccessAuthority = 20,

        /// <summary>Ended behind the wanted position.</summary>
        EndedWithOvershoot = 21,

        /// <summary>Ended because actual and wanted position differ too much.</summary>
        AbortionDueToDeviation = 22,

        /// <summary>Ended because the link to what executes it is lost.</summary>
        AbortionByCommunicationLoss = 23,

        /// <summary>CmdBlk is set.</summary>
        BlockedByCommand = 24,

        /// <summary>No cause: it is allowed, or done.</summary>
        None = 25,

        /// <summary>Parameters out of range, or not those of the selection.</summary>
        InconsistentParameters = 26,

        /// <summary>Another client has selected it.</summary>
        LockedByOtherClient = 27,
    }
}
