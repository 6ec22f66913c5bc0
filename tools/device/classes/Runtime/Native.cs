using System;
using System.Runtime.CompilerServices;

namespace nanoFramework.Runtime.Native
{
    /// <summary>The collector.</summary>
    public class GC
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern uint Run(bool compactHeap);

        public static void EnableGCMessages(bool enable)
        {
        }
    }

    public delegate void RebootEventHandler();

    public enum RebootOption
    {
        NormalReboot = 0, EnterNanoBooter = 1, ClrOnly = 2, EnterProprietaryBooter = 8
    }

    public class Power
    {
        public static event RebootEventHandler OnRebootEvent;

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void NativeReboot();

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            RebootDevice(-1, rebootOption);
        }

        public static void RebootDevice(int exitWaitTime, RebootOption rebootOption = RebootOption.NormalReboot)
        {
            if (OnRebootEvent != null)
            {
                OnRebootEvent();
            }
            NativeReboot();
        }
    }

    public class Rtc
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern void SetTicks(long ticks);

        public static bool SetSystemTime(DateTime time)
        {
            SetTicks(time.Ticks);
            return true;
        }
    }

    public class SystemInfo
    {
        public enum FloatingPoint
        {
            None = 0, SinglePrecisionSoftware = 1, SinglePrecisionHardware = 2, DoublePrecisionSoftware = 3, DoublePrecisionHardware = 4
        }

        public static string OEMString
        {
            get
            {
                return "nanoDer";
            }
        }

        public static byte OEM
        {
            get
            {
                return 0;
            }
        }

        public static byte Model
        {
            get
            {
                return 0;
            }
        }

        public static ushort SKU
        {
            get
            {
                return 0;
            }
        }

        public static string TargetName
        {
            get
            {
                return "Virtual nanoDevice";
            }
        }

        public static string Platform
        {
            get
            {
                return "Linux";
            }
        }

        public static Version Version
        {
            get
            {
                return new Version(1, 16, 0, 0);
            }
        }

        public static FloatingPoint FloatingPointSupport
        {
            get
            {
                return FloatingPoint.DoublePrecisionHardware;
            }
        }
    }
}
