using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace nanoDer.HostTests.Peers;

/// <summary>A program that goes on until it is told to end; its output line by line.</summary>
internal sealed class RunningProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    public RunningProcess(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>Writes a line to its standard input.</summary>
    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The next line of standard output, or null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        try
        {
            return await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no line within {Limit.TotalSeconds} s; standard error:\n{Error}");
        }
    }

    /// <summary>Sends a signal, waits for the end, and returns the exit code.</summary>
    public async Task<int> EndAsync(PosixSignal signal)
    {
        Assert(SendSignal(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15) == 0);
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int pid, int signal);

    private static void Assert(bool sent) => Xunit.Assert.True(sent, "the process had ended already");
}
