using System.Text;
using nanoDer.Client;
using nanoDer.Core;
using nanoDer.Firmware;
using nanoDer.Grid;
using nanoDer.HostTests.Gateway;
using nanoDer.HostTests.Peers;
using nanoDer.HostTests.Requirements;
using nanoDer.Pki;
using nanoDer.Shield;
using nanoDer.Tools;
using Xunit;

namespace nanoDer.HostTests.EndToEnd;

/// <summary>Emulated gateway and grid side through a real Prosody, with end-to-end security.</summary>
public sealed class EndToEndGatewayTests
{
    private const string Device = "der1@der.local", Grid = "grid@der.local";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Certificates of another authority than that for TLS, as it should be; or the same ones.
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    [Shows("R6a", "the grid side reads through a real server, with credentials apart from those of TLS or the same")]
    public async Task The_grid_side_reads_with_other_credentials_or_the_same(bool same)
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync((pki, _) => pki.ProsodyOptions());
        await server.DuringAsync(async () =>
        {
            string authority = server.Pki.Authority.CertificateFile;
            IssuedCertificate own = server.Pki.Device("der1"), grid = server.Pki.Device("grid");
            using CertificateAuthority other = server.Pki.Stranger();
            IssuedCertificate ownPeer = same ? own : other.Issue(CertificateProfile.Device(Device), name: "der1-e2e");
            IssuedCertificate gridPeer = same ? grid : other.Issue(CertificateProfile.Device(Grid), name: "grid-e2e");
            string peers = same ? authority : other.CertificateFile;
            await using RunningGateway gateway = RunningGateway.Start(
                server.Endpoint, own, authority, new FixedInverter(), change: o => o with { Shield = Settings(ownPeer, peers) });
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            BareJid name = BareJid.Parse(Grid);
            GridOptions options = new(server.Endpoint, name, Load(grid, authority, name), Patience) { EndToEnd = Load(gridPeer, peers, name) };
            using CancellationTokenSource end = new(Patience);
            await using (GridClient client = await GridClient.ConnectAsync(options, jid, end.Token))
            {
                Assert.NotEmpty((await client.IdentifyAsync(end.Token)).Vendor);
                for (int i = 0; i < 3; i++)
                {
                    GridReading reading = Assert.Single(await client.ReadAsync([ObjectReference.Parse("DER1LD0/MMXU1$MX$TotW$mag$f")], end.Token));
                    Assert.NotNull(reading.Value);
                }

                Assert.NotEmpty(await client.NamesAsync(0, "DER1LD0", end.Token));

                // Reports come unasked, and protected too: this client takes nothing else.
                TaskCompletionSource reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await client.SubscribeAsync(
                    new ReportSubscription { Interrogates = true }, ObjectReference.Parse("DER1LD0/LLN0$RP$urcb01"), _ => reported.TrySetResult(), end.Token);
                await reported.Task.WaitAsync(end.Token);
            }

            await gateway.NextAsync(GatewayEvent.Released);

            // Whoever comes without it is sent away, and says so.
            UserError refused = await Assert.ThrowsAsync<UserError>(() => GridClient.ConnectAsync(options with { EndToEnd = null, Resource = "clear" }, jid, end.Token));
            Assert.Contains("PolicyViolation", refused.Message, StringComparison.Ordinal);
            Assert.Equal(DerStatus.EndToEndClear, (await gateway.NextAsync(GatewayEvent.Rejected)).Status);
        });
    }

    [SkippableFact]
    public async Task A_client_that_wants_it_does_not_do_without()
    {
        await using ProsodyServer server = await ProsodyServer.StartAsync((pki, _) => pki.ProsodyOptions());
        await server.DuringAsync(async () =>
        {
            string authority = server.Pki.Authority.CertificateFile;
            IssuedCertificate grid = server.Pki.Device("grid");
            await using RunningGateway gateway = RunningGateway.Start(server.Endpoint, server.Pki.Device("der1"), authority, new FixedInverter());
            string jid = (await gateway.NextAsync(GatewayEvent.Online)).Text!;
            BareJid name = BareJid.Parse(Grid);
            GridOptions options = new(server.Endpoint, name, Load(grid, authority, name), Patience) { EndToEnd = Load(grid, authority, name) };
            using CancellationTokenSource end = new(Patience);
            UserError refused = await Assert.ThrowsAsync<UserError>(() => GridClient.ConnectAsync(options, jid, end.Token));
            Assert.Contains("ServiceUnavailable", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(gateway.Told, t => t.What == GatewayEvent.Associated);
        });
    }

    private static ShieldSettings Settings(IssuedCertificate own, string authority) => new()
    {
        Certificate = File.ReadAllText(own.CertificateFile, Encoding.Latin1), PrivateKey = File.ReadAllText(own.KeyFile, Encoding.Latin1),
        Authority = File.ReadAllText(authority, Encoding.Latin1),
    };

    private static PemCredentials Load(IssuedCertificate own, string authority, BareJid jid) => PemCredentials.Load(own.CertificateFile, own.KeyFile, authority, jid);
}
