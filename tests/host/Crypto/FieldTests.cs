using System.Numerics;
using nanoDer.Crypto;
using Xunit;

namespace nanoDer.HostTests.Crypto;

/// <summary>The field code against .NET's big integers, with the values at which carries go wrong.</summary>
public class FieldTests
{
    private static readonly string[] Moduli =
    [
        "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF",
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        "A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377",
        "A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7",
    ];

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void Every_operation_agrees_with_big_integers(int modulus, bool special)
    {
        BigInteger p = BigInteger.Parse("0" + Moduli[modulus], System.Globalization.NumberStyles.HexNumber);
        BigInteger r = (BigInteger.One << 261) % p;
        BigInteger rInverse = BigInteger.ModPow(r, p - 2, p);
        var inverter = new ModularInverse(PrimeField.Limbs, 256);
        PrimeField field = special
            ? new P256Field(inverter)
            : new MontgomeryField(Word(0), Word(1), Word(2), Word(3), inverter);
        ulong Word(int i) => Convert.ToUInt64(Moduli[modulus].Substring(16 * i, 16), 16);
        var random = new Random(modulus);
        long[] product = new long[9];
        long[] loose = new long[9];
        for (int i = 0; i < CryptoData.Rounds(3000); i++)
        {
            BigInteger a = Value(random, p);
            BigInteger b = Value(random, p);
            long[] x = Limbs(a);
            long[] y = Limbs(b);
            field.Multiply(product, x, y);
            Check(a * b * rInverse, product, p);
            field.Square(product, x);
            Check(a * a * rInverse, product, p);
            field.ToMontgomery(product, x);
            Check(a * r, product, p);
            field.Add(loose, x, y);
            field.Subtract(product, x, y);
            field.Multiply(product, product, loose);
            Check((a - b) * (a + b) * rInverse, product, p);
            field.TwiceMinus(loose, x, y);
            field.Combine(product, loose, 9, y, -8);
            Check((9 * ((2 * a) - b)) - (8 * b), product, p);
            field.Combine(product, x, 3, y, -8);
            Check((3 * a) - (8 * b), product, p);
            field.Normalize(product);
            Assert.Equal((((3 * a) - (8 * b)) % p + p) % p, Number(product));
            Assert.Equal(Number(product).IsZero ? -1L : 0L, field.IsZero(product, loose));
            if (i % 10 == 0)
            {
                field.Invert(product, x, loose, y);
                Check(BigInteger.ModPow(a, p - 2, p) * r * r, product, p);
            }
        }
    }

    [Fact]
    public void Long_inverses_agree_with_big_integers()
    {
        var random = new Random(5);
        foreach (int bits in new[] { 1024, 2048 })
        {
            int limbs = (bits + 31) / 29;
            var inverter = new ModularInverse(limbs, bits);
            for (int i = 0; i < 5; i++)
            {
                byte[] bytes = new byte[(bits / 8) + 1];
                random.NextBytes(bytes.AsSpan(0, bits / 8));
                bytes[0] |= 1;
                var modulus = new BigInteger(bytes);
                random.NextBytes(bytes.AsSpan(0, bits / 8));
                BigInteger a = new BigInteger(bytes) % modulus;
                if (BigInteger.GreatestCommonDivisor(a, modulus) != 1)
                {
                    continue;
                }

                long[] d = new long[limbs];
                inverter.Invert(Limbs(modulus, limbs), d, Limbs(a, limbs), new long[limbs], new long[limbs]);
                Assert.Equal(BigInteger.One, Number(d) * a % modulus);
            }
        }
    }

    // Tight: between -p/8 and 9p/8, and the right residue.
    private static void Check(BigInteger expected, long[] actual, BigInteger p)
    {
        BigInteger value = Number(actual);
        Assert.True(((value - expected) % p).IsZero);
        Assert.True(value * 8 >= -p && value * 8 <= 9 * p);
        for (int i = 0; i < 8; i++)
        {
            Assert.InRange(actual[i], 0, PrimeField.LimbMask);
        }
    }

    // Random, near 0, near p, or made of runs of ones and zeros.
    private static BigInteger Value(Random random, BigInteger p)
    {
        byte[] bytes = new byte[33];
        random.NextBytes(bytes.AsSpan(0, 32));
        switch (random.Next(4))
        {
            case 0:
                return random.Next(4);
            case 1:
                return p - random.Next(1, 4);
            case 2:
                for (int i = 0; i < 32; i++)
                {
                    bytes[i] = (byte)(random.Next(2) * 255);
                }

                break;
        }

        return new BigInteger(bytes) % p;
    }

    private static long[] Limbs(BigInteger value, int count = 9)
        => [.. Enumerable.Range(0, count).Select(i => (long)((value >> (29 * i)) & PrimeField.LimbMask))];

    private static BigInteger Number(long[] limbs)
    {
        BigInteger value = 0;
        foreach (long limb in limbs.Reverse())
        {
            value = (value << 29) + limb;
        }

        return value;
    }
}
