using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using nanoDer.Core;
using nanoDer.Crypto;
using AesGcm = System.Security.Cryptography.AesGcm;
using nanoDer.HostTests.Requirements;
using nanoDer.Multicast;
using Xunit;

namespace nanoDer.HostTests.Multicast;

/// <summary>Group messages read and written a second time, from the profile's text and with .NET's cryptography.</summary>
public sealed class GroupMessageTests
{
    private const long Now = 1780000000000;
    private const string Room = "fleet@rooms.grid.local";

    private static readonly byte[] s_authentication = RandomNumberGenerator.GetBytes(36);
    private static readonly byte[] s_encryption = RandomNumberGenerator.GetBytes(36);

    public static TheoryData<int, int, bool> Suites()
    {
        TheoryData<int, int, bool> suites = [];
        foreach (bool isSigned in new[] { false, true })
        {
            suites.Add(1, 4, isSigned);
            suites.Add(1, 5, isSigned);
            for (int authentication = 2; authentication <= 5; authentication++)
            {
                for (int encryption = 1; encryption <= 3; encryption++)
                {
                    suites.Add(authentication, encryption, isSigned);
                }
            }
        }

        return suites;
    }

    [Theory]
    [MemberData(nameof(Suites))]
    [Shows("R6b", "messages are those of an independent calculation")]
    public void Another_reader_opens_what_is_protected(int authentication, int encryption, bool isSigned)
    {
        using ECDsa publisher = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        GroupProtection sender = New(authentication, encryption, isSigned ? publisher : null);
        sender.StartSending(0x1234);
        byte[] text = RandomNumberGenerator.GetBytes(301);
        byte[] buffer = new byte[text.Length + GroupMessage.MaximumOverhead];
        KeyMaterial? signingKey = isSigned ? Key(publisher.ExportParameters(true).D!, 32) : null;
        for (int counter = 1; counter <= 3; counter++)
        {
            text.CopyTo(buffer, GroupMessage.HeadBytes);
            Assert.Equal(DerStatus.Ok, sender.Protect(buffer, 0, text.Length, Now, signingKey));
            byte[] message = buffer[..sender.Count];
            Assert.Equal([1, (byte)(isSigned ? 1 : 0), 0, 0, 0, 7, .. SHA256.HashData(Encoding.UTF8.GetBytes(Room))[..8], 0x12, 0x34, 0, 0, 0, 0, 0, (byte)counter], message[..22]);
            Assert.Equal(Now, BinaryPrimitives.ReadInt64BigEndian(message.AsSpan(22)));
            byte[] inside = Reveal(message, authentication, encryption);
            Assert.Equal(text, inside[..text.Length]);
            if (isSigned)
            {
                Assert.True(publisher.VerifyData((byte[])[.. message[..30], .. text], inside[text.Length..], HashAlgorithmName.SHA256));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void What_another_writer_protects_is_opened(int authentication, int encryption, bool isSigned)
    {
        using ECDsa publisher = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        GroupProtection receiver = New(authentication, encryption, isSigned ? publisher : null);
        receiver.StartReceiving(Now - 600000);
        byte[] text = RandomNumberGenerator.GetBytes(97);
        byte[] head = [1, (byte)(isSigned ? 1 : 0), 0, 0, 0, 7, .. SHA256.HashData(Encoding.UTF8.GetBytes(Room))[..8], 0, 2, 0, 0, 0, 0, 0, 9, .. new byte[8]];
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(22), Now);
        byte[] inside = isSigned ? [.. text, .. publisher.SignData([.. head, .. text], HashAlgorithmName.SHA256)] : text;
        byte[] message = Conceal(head, inside, authentication, encryption);
        Assert.Equal(DerStatus.Ok, receiver.Open(message, 0, message.Length, Now + 1));
        Assert.Equal(text, message[30..(30 + receiver.Count)]);
    }

    [Property(MaxTest = 300)]
    public void What_is_no_message_does_no_harm(byte[] octets, bool hasHead, byte suite)
    {
        (int authentication, int encryption) = suite % 3 == 0 ? (1, 4) : suite % 3 == 1 ? (2, 2) : (4, 1);
        GroupProtection receiver = New(authentication, encryption, null);
        receiver.StartReceiving(Now - 600000);
        byte[] head = [1, 0, 0, 0, 0, 7, .. SHA256.HashData(Encoding.UTF8.GetBytes(Room))[..8], 0, 2, 0, 0, 0, 0, 0, 9, .. new byte[8]];
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(22), Now);
        byte[] message = hasHead ? [.. head, .. octets] : octets;
        Assert.NotEqual(DerStatus.Ok, receiver.Open(message, 0, message.Length, Now));
        Assert.Equal(0, receiver.Count);
    }

    /// <summary>Any order of sending, restarts of both ends, new keys, clock steps: the nonce of a key never comes twice, no message is taken twice.</summary>
    [Property(MaxTest = 200)]
    [Shows("R4b", "no message is taken twice, whoever restarts")]
    public void No_nonce_and_no_message_comes_twice(int[] steps)
    {
        GroupProtection sender = New(1, 4, null);
        GroupProtection receiver = New(1, 4, null);
        int keyId = 7, senderId = 1;
        long now = Now;
        receiver.StartReceiving(now - 600000);
        sender.StartSending(senderId);
        HashSet<string> nonces = [];
        HashSet<string> taken = [];
        List<byte[]> sent = [];
        foreach (int step in steps)
        {
            switch (Math.Abs(step % 8))
            {
                case 0:
                    SetKey(sender, ++keyId, 1, 4);
                    break;
                case 1:
                    sender = New(1, 4, null);
                    SetKey(sender, keyId, 1, 4);
                    sender.StartSending(++senderId);
                    break;
                case 2:
                    receiver = New(1, 4, null);
                    receiver.StartReceiving(now);
                    break;
                case 3:
                    now += step % 20000;
                    break;
                default:
                    byte[] buffer = new byte[200];
                    Assert.Equal(DerStatus.Ok, sender.Protect(buffer, 0, 10, now, null));
                    Assert.True(nonces.Add(Convert.ToHexString(buffer, 2, 4) + Convert.ToHexString(buffer, 14, 8)));
                    sent.Add(buffer[..sender.Count]);
                    break;
            }

            foreach (byte[] message in sent)
            {
                SetKey(receiver, GroupMessage.ReadKeyId(message, 0, message.Length), 1, 4);
                byte[] copy = [.. message];
                if (receiver.Open(copy, 0, copy.Length, now) == DerStatus.Ok)
                {
                    // A clock that steps back makes a restarted receiver believe that less time has passed: that case is the Floor's, kept in storage.
                    Assert.True(taken.Add(Convert.ToHexString(message)) || steps.Any(s => Math.Abs(s % 8) == 3 && s % 20000 < 0));
                }
            }
        }
    }

    private static GroupProtection New(int authentication, int encryption, ECDsa? publisher)
    {
        GroupProfile profile = new() { Authentication = authentication, Encryption = encryption };
        if (publisher != null)
        {
            ECPoint point = publisher.ExportParameters(false).Q;
            profile.PublisherKey = [4, .. point.X!, .. point.Y!];
        }

        GroupProtection protection = new(new CryptoProvider(false), profile, Encoding.UTF8.GetBytes(Room), new Ecdsa(EllipticCurve.P256(), new Hmac(new Sha256())));
        SetKey(protection, 7, authentication, encryption);
        return protection;
    }

    private static void SetKey(GroupProtection protection, int keyId, int authentication, int encryption)
    {
        Assert.Equal(DerStatus.Ok, protection.SetKey(
            keyId, authentication, Key(s_authentication, AuthenticationBytes(authentication)), encryption, Key(s_encryption, EncryptionBytes(encryption))));
    }

    private static KeyMaterial Key(byte[] octets, int count)
    {
        KeyMaterial key = new(36);
        key.Set(octets, 0, count);
        return key;
    }

    private static int AuthenticationBytes(int algorithm) => algorithm switch { 1 => 0, 2 or 3 => 32, 4 => 20, _ => 36 };

    private static int EncryptionBytes(int algorithm) => algorithm switch { 1 => 0, 2 => 16, 3 => 32, 4 => 20, _ => 36 };

    private static byte[] Reveal(byte[] message, int authentication, int encryption)
    {
        int mac = authentication == 3 ? 32 : 16;
        byte[] head = message[..30], body = message[30..^mac], tag = message[^mac..];
        if (authentication == 1)
        {
            (AesGcm gcm, byte[] nonce) = Gcm(s_encryption, EncryptionBytes(encryption), head);
            byte[] text = new byte[body.Length];
            gcm.Decrypt(nonce, body, tag, text, head);
            return text;
        }

        Assert.Equal(Mac([.. head, .. body], head, authentication), tag);
        return encryption == 1 ? body : Cbc(encryption).DecryptCbc(body, Vector(head, encryption));
    }

    private static byte[] Conceal(byte[] head, byte[] inside, int authentication, int encryption)
    {
        if (authentication == 1)
        {
            (AesGcm gcm, byte[] nonce) = Gcm(s_encryption, EncryptionBytes(encryption), head);
            byte[] sealedText = new byte[inside.Length], tag = new byte[16];
            gcm.Encrypt(nonce, inside, sealedText, tag, head);
            return [.. head, .. sealedText, .. tag];
        }

        byte[] body = encryption == 1 ? inside : Cbc(encryption).EncryptCbc(inside, Vector(head, encryption));
        return [.. head, .. body, .. Mac([.. head, .. body], head, authentication)];
    }

    private static byte[] Mac(byte[] covered, byte[] head, int authentication)
    {
        if (authentication < 4)
        {
            return HMACSHA256.HashData(s_authentication[..32], covered)[..(authentication == 2 ? 16 : 32)];
        }

        (AesGcm gcm, byte[] nonce) = Gcm(s_authentication, AuthenticationBytes(authentication), head);
        byte[] tag = new byte[16];
        gcm.Encrypt(nonce, Array.Empty<byte>(), Array.Empty<byte>(), tag, covered);
        return tag;
    }

    private static (AesGcm Gcm, byte[] Nonce) Gcm(byte[] key, int count, byte[] head) => (new AesGcm(key[..(count - 4)], 16), [.. key[(count - 4)..count], .. head[14..22]]);

    private static Aes Cbc(int encryption)
    {
        Aes aes = Aes.Create();
        aes.Key = s_encryption[..EncryptionBytes(encryption)];
        return aes;
    }

    private static byte[] Vector(byte[] head, int encryption) => Cbc(encryption).EncryptEcb(head[14..30], PaddingMode.None);
}
