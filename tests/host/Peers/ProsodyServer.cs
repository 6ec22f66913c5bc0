using nanoDer.Peers;
using nanoDer.Tools;
using Xunit;
using Xunit.Sdk;

namespace nanoDer.HostTests.Peers;

/// <summary>
/// A Prosody of a test's own, with its certificates. Use it as
/// <code>
/// await using var server = await ProsodyServer.StartAsync();                                  // the good one
/// await using var server = await ProsodyServer.StartAsync(o => o with { StartTls = false });  // one thing different
/// await server.DuringAsync(async () => { ... });                                              // its log is shown when this fails
/// </code>
/// </summary>
internal sealed class ProsodyServer : IAsyncDisposable
{
    private ProsodyServer(Prosody prosody, TestPki pki)
    {
        Prosody = prosody;
        Pki = pki;
    }

    public Prosody Prosody { get; }

    public TestPki Pki { get; }

    public Endpoint Endpoint => Prosody.Endpoint;

    /// <summary>Starts one whose options are the good ones but for what <paramref name="change"/> changes.</summary>
    public static async Task<ProsodyServer> StartAsync(Func<ProsodyOptions, ProsodyOptions>? change = null)
        => await StartAsync((_, options) => change is null ? options : change(options));

    /// <summary>As above, with certificates from the test's authority at hand.</summary>
    public static async Task<ProsodyServer> StartAsync(Func<TestPki, ProsodyOptions, ProsodyOptions> change)
    {
        RequiredPeer.Present(Prosody.Missing());
        var pki = new TestPki();
        try
        {
            return new ProsodyServer(await Prosody.StartAsync(change(pki, pki.ProsodyOptions())), pki);
        }
        catch
        {
            pki.Dispose();
            throw;
        }
    }

    /// <summary>Runs <paramref name="test"/>; when it fails, the message ends with the server's log.</summary>
    public async Task DuringAsync(Func<Task> test)
    {
        try
        {
            await test();
        }
        catch (Exception e) when (e is not Xunit.SkipException)
        {
            throw new XunitException($"{e.GetType().Name}: {e.Message}\n\nProsody's log:\n{Prosody.Log}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Prosody.DisposeAsync();
        Pki.Dispose();
    }
}
