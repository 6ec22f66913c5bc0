extern alias nano;

using nano::nanoDer.Platform;
using nano::nanoFramework.Runtime.Native;
using Xunit;
using NanoGC = nano::nanoFramework.Runtime.Native.GC;

namespace nanoDer.HostTests.Platform;

/// <summary>What device code learns from and does to its board.</summary>
public class EmulatedBoardTests
{
    private const int Long = 20_000;

    [Fact]
    public void Each_board_is_its_own_and_follows_into_new_threads()
    {
        string? inside = null;
        string? nested = null;
        var gateway = new Thread(() =>
        {
            new EmulatedBoard { TargetName = "ESP32_OLIMEX", Platform = "ESP32", Oem = 3, Sku = 65535, Version = new Version(1, 17, 2, 3) }.Enter();
            inside = SystemInfo.TargetName + SystemInfo.Platform + SystemInfo.OEM + SystemInfo.SKU + SystemInfo.Version;
            var child = new Thread(() => nested = SystemInfo.TargetName);
            child.Start();
            child.Join();
        });
        gateway.Start();
        Assert.True(gateway.Join(Long));
        Assert.Equal("ESP32_OLIMEXESP323655351.17.2.3", inside);
        Assert.Equal("ESP32_OLIMEX", nested);
        Assert.NotEqual("ESP32_OLIMEX", SystemInfo.TargetName);
    }

    [Fact]
    public void The_engine_that_counts_a_heap_answers_for_it()
    {
        var board = new EmulatedBoard { HeapBytes = 65536 };
        board.Enter();
        Assert.Equal(65536u, NanoGC.Run(true));
        board.CollectGarbage = compact => compact ? 1000u : 900u;
        Assert.Equal(1000u, NanoGC.Run(true));
        Assert.Equal(900u, NanoGC.Run(false));
    }

    [Fact]
    public void The_clock_runs_on_from_what_it_was_set_to()
    {
        var board = new EmulatedBoard();
        board.Enter();
        Assert.True(Rtc.SetSystemTime(new DateTime(2031, 2, 3, 4, 5, 6, 789)));
        DateTime set = new(2031, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        Assert.InRange(board.UtcNow, set, set.AddMinutes(5));
    }

    [Fact]
    public void A_restart_is_seen_by_the_host_and_ends_the_code_that_asked_for_it()
    {
        var board = new EmulatedBoard();
        using var rebooted = new ManualResetEventSlim();
        RebootOption? option = null;
        bool wentOn = false;
        bool handled = false;
        board.Rebooting += how =>
        {
            option = how;
            rebooted.Set();
        };
        void Handler()
        {
            handled = true;
            throw new InvalidOperationException("no handler can prevent it");
        }

        Power.OnRebootEvent += Handler;
        try
        {
            var device = new Thread(() =>
            {
                board.Enter();
                Power.RebootDevice(RebootOption.ClrOnly);
                wentOn = true;
            })
            { IsBackground = true };
            device.Start();
            Assert.True(rebooted.Wait(Long));
            Assert.Equal(RebootOption.ClrOnly, option);
            Assert.True(handled);
            Assert.False(device.Join(50));
            Assert.False(wentOn);
        }
        finally
        {
            Power.OnRebootEvent -= Handler;
        }
    }

    [Fact]
    public void A_restart_that_nobody_would_notice_is_an_error()
    {
        new EmulatedBoard().Enter();
        Assert.Throws<InvalidOperationException>(() => Power.RebootDevice());
    }

    [Fact]
    public void A_thread_over_its_time_limit_is_told_at_its_next_call()
    {
        new EmulatedBoard().Enter();
        ExecutionConstraint.Install(0, 4);
        SpinWait.SpinUntil(() => false, 20);
        Assert.Throws<ConstraintException>(() => NanoGC.Run(false));
        NanoGC.Run(false);
        ExecutionConstraint.Install(Long, 4);
        NanoGC.Run(false);
        ExecutionConstraint.Install(-1, 4);
    }
}
