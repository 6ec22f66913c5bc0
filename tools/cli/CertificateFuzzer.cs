using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.Cli;

/// <summary>
/// Feeds mutated certificates and CRLs to the parsers: bits flipped, bytes replaced, ranges cut, doubled or exchanged, lengths
/// changed. The sequence is a function of the seed. Whatever comes, the answer is a status: no exception, no allocation.
/// </summary>
internal sealed class CertificateFuzzer(IReadOnlyList<byte[]> samples, int seed)
{
    private readonly ByteMutator _mutator = new(seed, [0x00, 0x01, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xFF, 0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0xA0, 0xA3]);
    private readonly byte[] _buffer = new byte[samples.Max(s => s.Length) * 2];
    private readonly Certificate _certificate = new();
    private readonly CertificateList _list = new();
    private readonly CertificateNames _names = new();
    private readonly CertificateRoles _roles = new();
    private readonly PublicKeyInfo _key = new();
    private readonly byte[] _host = "gw.example.net"u8.ToArray();

    /// <summary>Mutants that a parser accepted, of all that were fed.</summary>
    public long Accepted { get; private set; }

    /// <summary>Feeds so many mutants.</summary>
    /// <param name="count">How many.</param>
    public void Run(long count)
    {
        for (long i = 0; i < count; i++)
        {
            Feed(Mutate());
        }
    }

    private void Feed(int length)
    {
        DerStatus status = _certificate.Parse(_buffer, 0, length);
        if (status == DerStatus.Ok)
        {
            Accepted++;
            _names.MatchHost(_certificate, _host, 0, _host.Length);
            _names.MatchXmppAddress(_certificate, _host, 0, _host.Length);
            _roles.Find(_certificate, 1, 0);
        }

        if (_list.Parse(_buffer, 0, length) == DerStatus.Ok)
        {
            Accepted++;
            _list.Lists(_certificate);
        }

        _key.Parse(_buffer, 0, length);
        EcdsaSignature.FromDer(_buffer, 0, Math.Min(length, 80), _buffer, _buffer.Length - 64);
    }

    private int Mutate()
    {
        byte[] sample = samples[_mutator.Next(samples.Count)];
        sample.CopyTo(_buffer, 0);
        return _mutator.Mutate(_buffer, sample.Length, _buffer.Length - 64);
    }
}
