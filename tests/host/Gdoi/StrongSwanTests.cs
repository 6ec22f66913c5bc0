using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Gdoi;
using nanoDer.HostTests.Peers;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Phase 1 with strongSwan's IKEv1 as the key server: it authenticates us, and we authenticate it. Of group keys it knows nothing.</summary>
public sealed class StrongSwanTests
{
    [SkippableTheory]
    [InlineData(false, 19, 128, "aes128-sha256-ecp256")]
    [InlineData(false, 28, 256, "aes256-sha256-ecp256bp")]
    [InlineData(true, 14, 256, "aes256-sha256-modp2048")]
    [InlineData(true, 19, 128, "aes128-sha256-ecp256")]
    public async Task Phase_1_completes(bool rsa, int group, int bits, string proposal)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "a network namespace needs root");
        Skip.IfNot(File.Exists("/usr/sbin/charon-systemd") && File.Exists("/usr/sbin/swanctl"), "strongswan-swanctl or charon-systemd is not installed");
        using TemporaryFolder folder = new();
        using GroupSite site = new(GroupSite.Plain("CN=der1"), rsa, null, DateTimeOffset.UtcNow);
        Configure(folder, site, proposal);
        using RunningProcess charon = new("/bin/bash", Path.Combine(AppContext.BaseDirectory, "Gdoi", "charon.sh"), folder["."]);
        string? first = await charon.ReadLineAsync();
        Skip.If(first is null && charon.Error.Contains("Operation not permitted"), "namespaces are not allowed here");
        Assert.True(first == "ready", charon.Error + Log(folder));
        GroupSite.Member member = site.Join("CN=der1", new GdoiProfile
        {
            Group = group, KeyBits = bits, Authentication = rsa ? GdoiAuthentication.RsaSignatures : GdoiAuthentication.Ecdsa256, Doi = 1, PlainEcdsa = true,
        });
        member.Network = (datagram, isIncoming) =>
        {
            if (!isIncoming)
            {
                charon.WriteLine(Convert.ToHexString(datagram));
            }

            return isIncoming ? datagram : null;
        };
        member.Pull();
        while (member.Engine.IsBusy && !member.Events.Exists(e => e.What == GdoiEvent.KeyServerAuthenticated))
        {
            string? line = await charon.ReadLineAsync().ContinueWith(t => t.IsCompletedSuccessfully ? t.Result : null);
            Assert.True(line is not null, string.Join("; ", member.Events) + Log(folder));
            member.Deliver(Convert.FromHexString(line));
            member.Run();
        }

        Assert.True(member.Events.Exists(e => e.What == GdoiEvent.KeyServerAuthenticated), string.Join("; ", member.Events) + Log(folder));
    }

    private static string Log(TemporaryFolder folder) => File.Exists(folder["charon.log"]) ? "\n" + File.ReadAllText(folder["charon.log"]) : "";

    private static void Configure(TemporaryFolder folder, GroupSite site, string proposal)
    {
        foreach (string name in new[] { "x509", "x509ca", "private" })
        {
            Directory.CreateDirectory(folder[name]);
        }

        AsymmetricAlgorithm key = (AsymmetricAlgorithm?)site.ServerCertificate.GetRSAPrivateKey() ?? site.ServerCertificate.GetECDsaPrivateKey()!;
        File.WriteAllText(folder["private/gcks.pem"], key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(folder["x509/gcks.pem"], site.ServerCertificate.ExportCertificatePem());
        File.WriteAllText(folder["x509ca/ca.pem"], PemEncoding.WriteString("CERTIFICATE", site.CaDer));
        File.WriteAllText(folder["strongswan.conf"], """
            charon-systemd {
              journal {
                default = -1
              }
              filelog {
                stderr {
                  default = 1
                }
              }
            }
            """);
        File.WriteAllText(folder["swanctl.conf"], $$"""
            connections {
              group {
                version = 1
                send_cert = always
                proposals = {{proposal}}
                local {
                  auth = pubkey
                  certs = gcks.pem
                  id = "CN=gcks"
                }
                remote {
                  auth = pubkey
                  id = "CN=der1"
                }
                children {
                  none {
                  }
                }
              }
            }
            """);
    }
}
