using System;
using nanoDer.Platform;

namespace nanoFramework.Runtime.Native;

/// <summary>Restarts the device.</summary>
public class Power
{
    /// <summary>Raised before a restart; what its handlers throw is ignored.</summary>
    public static event RebootEventHandler? OnRebootEvent;

    /// <summary>Restarts. Does not return.</summary>
    /// <param name="rebootOption">How.</param>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => RebootDevice(-1, rebootOption);

    /// <summary>Restarts. Does not return.</summary>
    /// <param name="exeConstraintTimeout">Milliseconds that the handlers may take; -1 for no limit.</param>
    /// <param name="rebootOption">How.</param>
    public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot)
    {
        try
        {
            ExecutionConstraint.Install(exeConstraintTimeout, 4);
            OnRebootEvent?.Invoke();
        }
        catch (Exception)
        {
            // As on the device, no handler can prevent the restart.
        }

        EmulatedBoard.Current.Reboot(rebootOption);
    }
}
