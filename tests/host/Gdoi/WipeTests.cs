using System.Reflection;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Gcks;
using nanoDer.Gdoi;
using Xunit;

namespace nanoDer.HostTests.Gdoi;

/// <summary>Keys leave nothing behind: every array of bytes that a member or its store can reach is looked through.</summary>
public sealed class WipeTests
{
    [Fact]
    public void Stop_wipes_all_keys()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1", "CN=der2") with { UseLkh = true, Ack = 2 });
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        member.Push(site.Group.PushTeks(0, site.Group.Rekey(0)));
        Assert.Equal(GdoiEvent.KeysPushed, member.Events[^1].What);
        List<byte[]> secrets = [.. site.Group.Teks.SelectMany(t => new[] { t.AuthenticationKey, t.EncryptionKey }), Copy(member.Keys.Kek.Key), .. SessionKeys(member)];
        Assert.Equal(7, secrets.Count);
        Assert.All(secrets, s => Assert.True(Holds(member, s)));
        member.Engine.Stop();
        Assert.All(secrets, s => Assert.False(Holds(member, s)));
        Assert.Equal(0, member.Keys.LastEnd());
    }

    [Fact]
    public void A_key_is_wiped_when_its_grace_is_over()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1") with { TekSeconds = 600, OverlapSeconds = 60 });
        GroupSite.Member member = site.Join("CN=der1", new GdoiProfile { GraceSeconds = 30 });
        member.Pull();
        byte[] key = site.Group.Teks[0].EncryptionKey;
        member.Network = static (_, _) => null;
        member.Keys.Tick(629_999);
        Assert.True(Holds(member, key));
        member.Keys.Tick(630_000);
        Assert.False(Holds(member, key));
    }

    [Fact]
    public void A_key_that_the_server_deletes_and_one_that_is_refused_leave_nothing()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        GroupSite.Member member = site.Join("CN=der1");
        member.Pull();
        byte[] key = site.Group.Teks[0].EncryptionKey, kek = Copy(member.Keys.Kek.Key);
        member.Push(site.Group.PushDelete(false, site.Group.Teks[0].KeyId));
        Assert.False(Holds(member, key));
        Assert.True(Holds(member, kek));
        member.Push(site.Group.PushKek(0));
        Assert.False(Holds(member, kek));

        // A push that is signed right and does not fit: one TEK more than there is room for.
        GroupTek[] many = [.. Enumerable.Range(0, 5).Select(_ => site.Group.Rekey(0))];
        member.Push(site.Group.PushTeks(0, many));
        Assert.Equal((GdoiEvent.PushRefused, DerStatus.BufferFull, 0), member.Events[^1]);
        Assert.All(many, t => Assert.False(Holds(member, t.EncryptionKey)));
    }

    [Fact]
    public void A_pull_that_is_refused_leaves_no_key()
    {
        using GroupSite site = new(GroupSite.Plain("CN=der1"));
        site.Group.Rekey(0);
        GroupSite.Member member = site.Join("CN=der1", null, null, new KeyStore(1));
        member.Pull();
        Assert.Equal(DerStatus.BufferFull, member.Engine.Status);
        Assert.All(site.Group.Teks, t => Assert.False(Holds(member, t.EncryptionKey)));
        Assert.Empty(SessionKeys(member));
    }

    // SKEYID and SKEYID_a.
    private static IEnumerable<byte[]> SessionKeys(GroupSite.Member member)
    {
        object session = Field(member.Engine, "_session");
        return new[] { "_skeyid", "_skeyidA" }.Select(n => (KeyMaterial)Field(session, n)).Where(k => k.Count > 0).Select(Copy).ToArray();
    }

    private static byte[] Copy(KeyMaterial key) => key.Buffer[..key.Count];

    private static object Field(object owner, string name) => owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;

    private static bool Holds(GroupSite.Member member, byte[] secret)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new([member.Engine, member.Keys]);
        while (open.TryPop(out object? thing))
        {
            if (!seen.Add(thing))
            {
                continue;
            }

            switch (thing)
            {
                case byte[] bytes:
                    if (bytes.AsSpan().IndexOf(secret) >= 0)
                    {
                        return true;
                    }

                    break;
                case Array { Length: > 0 } array when !array.GetType().GetElementType()!.IsPrimitive:
                    foreach (object? element in array)
                    {
                        Push(element);
                    }

                    break;
                default:
                    for (Type? type = thing.GetType(); type?.Namespace?.StartsWith("nanoDer.") == true; type = type.BaseType)
                    {
                        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        {
                            Push(field.GetValue(thing));
                        }
                    }

                    break;
            }
        }

        return false;

        // Not back to the test itself.
        void Push(object? value)
        {
            if (value is not null and not GroupSite.Member && !value.GetType().IsValueType)
            {
                open.Push(value);
            }
        }
    }
}
