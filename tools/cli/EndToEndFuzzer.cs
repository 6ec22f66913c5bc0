using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Core;
using nanoDer.EndToEnd;

namespace nanoDer.Cli;

/// <summary>
/// Feeds mutated security PDUs to an engine: handshakes to a server and to a client that waits, messages encrypted or with an ICV, ends. Each
/// message is followed by the one that it was made of, which must still arrive.
/// </summary>
internal sealed class EndToEndFuzzer
{
    private static readonly byte[] Pdu = EndToEndParty.Pdu;

    private readonly ByteMutator _mutator;
    private readonly byte[] _buffer = new byte[8192];
    private readonly (EndToEndParty Client, EndToEndParty Server)[] _open;
    private readonly EndToEndParty _server;
    private readonly EndToEndParty _client;
    private readonly byte[] _request;
    private readonly byte[] _answer;
    private readonly byte[] _abort;
    private long _turn;

    public EndToEndFuzzer(int seed)
    {
        _mutator = new ByteMutator(seed, "<>/=\"'& 0123456789ABCDEFxyz:;#,\0\x7F\x80\xFF"u8.ToArray());
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=fuzz", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(EndToEndParty.Utc);
        using X509Certificate2 authority = request.CreateSelfSigned(time.AddDays(-1), time.AddDays(1));
        EndToEndParty[] parties = [.. new[] { EndToEndProfile.Aes128Gcm, EndToEndProfile.HmacSha256 }.SelectMany(
            a => new[] { new EndToEndParty("grid@x", a, authority), new EndToEndParty("der@x", a, authority) })];
        _open = [(parties[0], parties[1]), (parties[2], parties[3])];
        foreach ((EndToEndParty client, EndToEndParty server) in _open)
        {
            server.Shake(client.Connect(server), client);
            client.Take(server.Message(), server);
        }

        (_server, _client) = (new("der@x", EndToEndProfile.Aes128Gcm, authority), new("grid@x", EndToEndProfile.Aes128Gcm, authority));
        _request = _client.Connect(_server);
        EndToEndParty other = new("der@x", EndToEndProfile.Aes128Gcm, authority);
        other.Shake(_request, _client);

        // Its signature is wrong from the beginning, so that the client goes on waiting.
        _answer = other.Message();
        int digit = _answer.AsSpan().LastIndexOf("</sign></sign>"u8) - 1;
        _answer[digit] = (byte)(_answer[digit] == '0' ? '1' : '0');
        EndToEndParty third = new("der@x", EndToEndProfile.Aes128Gcm, authority);
        third.Shake(_request, _client);
        third.Engine.Abort(third.With(_client)!);
        third.Finish(EndToEndResult.Busy);
        _abort = third.Message();
        _open[0].Client.Check(_open[0].Server, Pdu);
    }

    /// <summary>Mutants that still were what they were made of.</summary>
    public long Harmless { get; private set; }

    /// <summary>Mutants that did what they must not: none, if all is well.</summary>
    public long Wrong { get; private set; }

    /// <summary>Feeds so many mutants.</summary>
    public void Run(long count)
    {
        for (long i = 0; i < count; i++)
        {
            long turn = _turn++;
            switch (turn % 16)
            {
                case 0:
                    Handshake(_server, _client, _request);
                    break;
                case 1:
                    Handshake(_client, _server, _answer);
                    break;
                case 2:
                    Handshake(_open[0].Client, _open[0].Server, _abort);
                    break;
                default:
                    (EndToEndParty client, EndToEndParty server) = _open[turn & 1];
                    (EndToEndParty from, EndToEndParty to) = (turn & 2) == 0 ? (client, server) : (server, client);
                    Transfer(from, to);
                    break;
            }
        }
    }

    // What is signed is taken as it was or not at all, and does not disturb what is open.
    private void Handshake(EndToEndParty at, EndToEndParty from, byte[] good)
    {
        int length = Mutant(good, good.Length);
        EndToEndResult result = at.Take(_buffer, length, from);
        bool isGood = result is EndToEndResult.Deliver && at == _server && at.HasDelivered(Pdu);
        Harmless += isGood ? 1 : 0;
        Wrong += !isGood && result is EndToEndResult.Closed or EndToEndResult.Deliver ? 1 : 0;
    }

    private void Transfer(EndToEndParty from, EndToEndParty to)
    {
        ByteWriter window = from.Protect(to, Pdu);
        int length = Mutant(window.Buffer, window.Count);
        if (to.Take(_buffer, length, from) == EndToEndResult.Deliver)
        {
            Harmless++;
            Wrong += to.HasDelivered(Pdu) ? 0 : 1;
        }
        else
        {
            Wrong += to.Take(window.Buffer, window.Count, from) == EndToEndResult.Deliver && to.HasDelivered(Pdu) ? 0 : 1;
        }
    }

    private int Mutant(byte[] good, int count)
    {
        Array.Copy(good, _buffer, count);
        return _mutator.Mutate(_buffer, count, _buffer.Length);
    }
}
