using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Core;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>What somebody on the way, or a member gone bad, may try.</summary>
public sealed class AttackTests
{
    [Fact]
    public void APushOfAnotherKeyIsRefusedThoughItsKekIsRight()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1", "CN=der2"));
        GroupSite.Member victim = site.Join("CN=der1"), traitor = site.Join("CN=der2");
        victim.Pull();
        traitor.Pull();
        GroupTek forged = new(0xBAD, 0, 3600, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(16));

        // The traitor knows the KEK, and signs with the key of its own certificate, or any other; or not at all.
        byte[] genuine = site.Group.PushTeks(0, forged);
        using ECDsa own = Key(traitor), any = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (ECDsa? signer in new[] { own, any, null })
        {
            victim.Push(Sign(genuine, traitor, signer));
            Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiBadSignature, 0), victim.Events[^1]);
            Assert.Null(victim.Keys.Find(0xBAD, victim.NowMs));
        }

        // The way the forgeries are made is right: without a forgery the push is taken, and its number was not used up.
        victim.Push(genuine);
        Assert.Equal(GdoiEvent.KeysPushed, victim.Events[^1].What);
    }

    [Fact]
    public void ANumberIsUsedOnceUnderEachKek()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        member.Push(site.Group.PushTeks(0, site.Group.Rekey(0)));
        byte[] later = site.Group.PushTeks(0, site.Group.Rekey(0));
        member.Push(site.Group.PushKek(0));
        byte[] first = site.Group.PushTeks(0, site.Group.Rekey(0)), second = site.Group.PushTeks(0, site.Group.Rekey(0));
        member.Push(second);
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
        foreach (byte[] replay in new[] { first, second })
        {
            member.Push(replay);
            Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiReplay, 0), member.Events[^1]);
        }

        // What was under the old KEK is nobody's.
        int events = member.Events.Count;
        member.Push(later);
        Assert.Equal(events, member.Events.Count);
    }

    [Fact]
    public void APullDoesNotBringBackAnOldNumber()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        byte[] push = site.Group.PushTeks(0, site.Group.Rekey(0));

        // The push overtakes the last answer of a pull, which was written before it.
        byte[]? kept = null;
        member.Network = (datagram, isIncoming) =>
        {
            kept = isIncoming && datagram[18] == Isakmp.GroupKeyPull ? datagram : kept;
            return datagram;
        };
        member.Push(push);
        member.Engine.Start();
        member.Run();
        Assert.NotNull(kept);
        member.Push(push);
        Assert.Equal((GdoiEvent.PushRefused, DerStatus.GdoiReplay, 0), member.Events[^1]);
    }

    [Fact]
    public void ReflectedMessagesAreIgnored()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        int reflected = 0;
        member.Network = (datagram, isIncoming) =>
        {
            if (!isIncoming)
            {
                reflected++;
                Assert.False(member.Engine.Feed(datagram, 0, datagram.Length));
            }

            return datagram;
        };
        member.Pull();
        Assert.Equal(5, reflected);
        Assert.NotNull(member.Keys.Sending(member.NowMs));
    }

    [Fact]
    public void AProposalSentBackWithACookieCostsTheExchangeButNoMore()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1", new GdoiProfile { Attempts = 2, RetryMs = 1000 });
        member.Network = (datagram, isIncoming) =>
        {
            // Nothing in message 2 is authentic: anybody on the way can name a cookie. The key server never hears of it.
            if (!isIncoming && datagram[8] == 0)
            {
                byte[] named = [.. datagram];
                named[8] = 1;
                member.Engine.Feed(named, 0, named.Length);
                return null;
            }

            return datagram;
        };
        member.Pull();
        Assert.True(member.Engine.IsBusy);
        for (; member.Engine.IsBusy; member.NowMs += 500)
        {
            member.Run();
        }

        Assert.Equal(DerStatus.GdoiSilent, member.Engine.Status);
        Assert.Null(member.Keys.Sending(member.NowMs));
        member.Network = (datagram, _) => datagram;
        member.NowMs += 1000;
        member.Run();
        Assert.NotNull(member.Keys.Sending(member.NowMs));
    }

    [Fact]
    public void ADowngradeInTheAnswerIsIgnored()
    {
        foreach ((string sent, string answered) in new[]
        {
            ("80010007", "80010005"), // 3DES
            ("800E0100", "800E0080"), // half the key
            ("80020004", "80020002"), // SHA-1
            ("80030009", "80030001"), // pre-shared key
            ("80040013", "80040002"), // 1,024 bits
            ("800B0001", "800B0002"), // kilobytes
            ("80010007", "80100007"), // an attribute that nobody asked for
        })
        {
            using GroupSite site = new(GroupSite.Plain("CN=der1"));
            GroupSite.Member member = site.Join("CN=der1", new GdoiProfile { KeyBits = 256 });
            int changed = 0;
            member.Network = (datagram, isIncoming) =>
            {
                int at = datagram.AsSpan().IndexOf(Convert.FromHexString(sent));
                if (isIncoming && at > 0)
                {
                    datagram = [.. datagram];
                    Convert.FromHexString(answered).CopyTo(datagram, at);
                    changed++;
                }

                return datagram;
            };
            member.Pull();
            Assert.Equal((1, true), (changed, member.Engine.IsBusy));
            Assert.DoesNotContain(member.Events, e => e.What == GdoiEvent.KeyServerAuthenticated);

            // The genuine answer still counts.
            member.Network = (datagram, _) => datagram;
            member.NowMs = 2000;
            member.Run();
            Assert.NotNull(member.Keys.Sending(member.NowMs));
        }
    }

    [Fact]
    public void ForgedNotificationsAndDeletesEndNothing()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        int forged = 0;
        member.Network = (datagram, isIncoming) =>
        {
            if (!isIncoming)
            {
                foreach ((int type, byte[] body) in new (int, byte[])[]
                {
                    (Isakmp.Notify, [0, 0, 0, 2, 1, 0, 0, 14]),
                    (Isakmp.Delete, [0, 0, 0, 2, 1, 16, 0, 1, .. datagram[..16]]),
                })
                {
                    // In clear text, and as if it were encrypted.
                    foreach (int flags in new[] { 0, Isakmp.Encrypted })
                    {
                        IsakmpBuilder b = new();
                        b.Payload(type, body);
                        byte[] message = IsakmpBuilder.Message(
                            IsakmpBuilder.Header(datagram.AsSpan(0, 16), Isakmp.Informational, flags, 0x11111111), b.First, b.ToArray(), flags == 0 ? 1 : 16, flags == 0 ? null : x => x);
                        member.Engine.Feed(message, 0, message.Length);
                        forged++;
                    }
                }
            }

            return datagram;
        };
        member.Pull();
        Assert.Equal(20, forged);
        Assert.NotNull(member.Keys.Sending(member.NowMs));
        Assert.All(member.Events.Where(e => e.What == GdoiEvent.Notified), e => Assert.NotEqual(DerStatus.Ok, e.Status));

        // Phase 1 is still there: the next pull needs no other.
        int authenticated = member.Events.Count(e => e.What == GdoiEvent.KeyServerAuthenticated);
        member.Pull();
        Assert.Equal(authenticated, member.Events.Count(e => e.What == GdoiEvent.KeyServerAuthenticated));
    }

    [Fact]
    public void ACertificateOfAnotherAuthorityIsRefusedThoughItsNameIsRight()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1")), foreign = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        using KeyServer impostor = new(
            new KeyServerIdentity
            {
                Certificate = foreign.ServerCertificate,
                Authorities = [X509CertificateLoader.LoadCertificate(site.CaDer)],
                Now = () => site.Time.UtcDateTime,
            },
            [foreign.Group]);
        member.Network = (datagram, isIncoming) =>
        {
            if (!isIncoming && impostor.Handle("der1", datagram, 0) is { } answer)
            {
                member.Engine.Feed(answer, 0, answer.Length);
            }

            return null;
        };
        member.Pull();
        Assert.InRange((int)member.Engine.Status, 500, 599);
        Assert.Null(member.Keys.Sending(member.NowMs));
    }

    [Fact]
    public void AStrangerDoesNotEndTheSessionOfAMember()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1"), other = site.Join("CN=der1");
        member.Pull();

        // A first message from the member's address, and a fifth that is garbage.
        other.Network = (datagram, _) => datagram[18] == Isakmp.MainMode && datagram[19] == 0 ? datagram : null;
        other.Pull();
        byte[] garbage = RandomNumberGenerator.GetBytes(108);
        other.Engine.Output.AsSpan(0, Isakmp.HeaderBytes).CopyTo(garbage);
        BinaryPrimitives.WriteInt32BigEndian(garbage.AsSpan(24), garbage.Length);
        Assert.Null(site.Server.Handle("CN=der1", garbage, 0));
        int before = member.Events.Count(e => e.What == GdoiEvent.KeyServerAuthenticated);
        member.Pull();
        Assert.Equal((GdoiEvent.KeysPulled, DerStatus.Ok, 1), member.Events[^1]);
        Assert.Equal(before, member.Events.Count(e => e.What == GdoiEvent.KeyServerAuthenticated));

        // The other one's fifth message, when it comes, counts in spite of the garbage.
        other.Network = (datagram, _) => datagram;
        other.NowMs = 2000;
        other.Run();
        Assert.NotNull(other.Keys.Sending(other.NowMs));
        Assert.InRange(site.Server.SessionCount, 1, 2);
    }

    [Fact]
    public void FirstMessagesWithoutEndDoNotFillTheServer()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        byte[]? first = null;
        GroupSite.Member member = site.Join("CN=der1");
        member.Network = (datagram, _) =>
        {
            first ??= datagram;
            return null;
        };
        member.Pull();
        for (int i = 0; i < 1000; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(first, i);
            site.Server.Handle($"stranger {i}", first!, 0);
        }

        Assert.InRange(site.Server.SessionCount, 1, 256);
        Assert.Null(site.Server.Handle("late", first!, 30));
        Assert.NotNull(site.Server.Handle("later", first!, 100));
    }

    private static ECDsa Key(GroupSite.Member member) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256, D = member.PrivateKey!.Buffer[..32],
    });

    // Signs a push anew, as somebody who has the KEK can.
    private static byte[] Sign(byte[] push, GroupSite.Member member, ECDsa? signer)
    {
        Kek kek = member.Keys.Kek;
        using Aes aes = Aes.Create();
        aes.Key = kek.Key.Buffer[..kek.Key.Count];
        byte[] plain = [.. push[..Isakmp.HeaderBytes], .. aes.DecryptCbc(push[Isakmp.HeaderBytes..], kek.Iv, PaddingMode.None)];
        PayloadReader r = new();
        r.Reset(plain, Isakmp.HeaderBytes, plain.Length, plain[16]);
        while (r.Read() && r.Type != Isakmp.Sig)
        {
        }

        byte[] signature = signer is null ? new byte[64]
            : signer.SignData([.. "rekey"u8, .. plain[..(r.Body - 4)]], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        signature.CopyTo(plain, r.Body);
        return [.. push[..Isakmp.HeaderBytes], .. aes.EncryptCbc(plain[Isakmp.HeaderBytes..], kek.Iv, PaddingMode.None)];
    }
}
