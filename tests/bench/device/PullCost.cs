using System;
using nanoDer.UnitTests.Gdoi;

namespace nanoDer.Benchmarks
{
    /// <summary>
    /// A program for the device: prints what registering with a key server and taking a push costs, by phase, in empty-loop steps. Compile it
    /// with PullScript.cs and PullTranscript.cs of tests/unit/Gdoi; run it with a heap of 64 KiB, several times.
    /// </summary>
    public static class PullCost
    {
        private static readonly string[] Phases = new string[]
        {
            "message 1: proposal", "message 3: key pair", "message 5: shared secret, signature", "key server's certificate and signature, PULL 1",
            "PULL 3: policy", "keys", "PUSH: signature, key, acknowledgement",
        };

        public static void Main()
        {
            double step = Step();
            PullScript script = new PullScript(true, PullTranscript.All());
            for (int phase = 0; phase < Phases.Length; phase++)
            {
                long start = DateTime.UtcNow.Ticks;
                if (phase == 6)
                {
                    script.Push();
                }
                else
                {
                    script.Run(phase < 5 ? phase + 1 : 99);
                }

                Console.WriteLine(Phases[phase] + ": " + ((DateTime.UtcNow.Ticks - start) * 100 / step).ToString("F0"));
            }

            Console.WriteLine("pulled " + script.Pulled + ", pushed " + script.Pushed + ", failure " + (int)script.Failure);
            Console.WriteLine("free: " + nanoFramework.Runtime.Native.GC.Run(true));
            Console.WriteLine("step: " + step.ToString("F1") + " ns, afterwards " + Step().ToString("F1"));
        }

        private static double Step()
        {
            double best = 1e9;
            for (int k = 0; k < 20; k++)
            {
                long t = DateTime.UtcNow.Ticks;
                for (int i = 0; i < 100000; i++)
                {
                }

                double ns = (DateTime.UtcNow.Ticks - t) / 1000.0;
                if (ns < best)
                {
                    best = ns;
                }
            }

            return best;
        }
    }
}
