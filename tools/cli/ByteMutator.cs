namespace nanoDer.Cli;

/// <summary>
/// Changes bytes: flips bits, puts in values that mean something, adds and subtracts, cuts out, doubles, moves. The sequence is a
/// function of the seed. It allocates nothing.
/// </summary>
/// <param name="seed">Start of the sequence.</param>
/// <param name="interesting">Values of the format that is tried.</param>
internal sealed class ByteMutator(int seed, byte[] interesting)
{
    private readonly Random _random = new(seed);

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Next(int count) => _random.Next(count);

    /// <summary>Makes one to four changes.</summary>
    /// <param name="buffer">What is changed.</param>
    /// <param name="length">How many bytes of it count.</param>
    /// <param name="limit">How many may count afterwards.</param>
    /// <returns>How many count afterwards: one at least.</returns>
    public int Mutate(byte[] buffer, int length, int limit)
    {
        for (int changes = _random.Next(1, 5); changes > 0; changes--)
        {
            int at = _random.Next(length);
            int size = Math.Min(_random.Next(1, 17), length - at);
            switch (_random.Next(6))
            {
                case 0:
                    buffer[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    buffer[at] = interesting[_random.Next(interesting.Length)];
                    break;
                case 2:
                    buffer[at] = (byte)(buffer[at] + _random.Next(-3, 4));
                    break;
                case 3 when length - size > 1:
                    Array.Copy(buffer, at + size, buffer, at, length - at - size);
                    length -= size;
                    break;
                case 4 when length + size <= limit:
                    Array.Copy(buffer, at, buffer, at + size, length - at);
                    length += size;
                    break;
                default:
                    Array.Copy(buffer, _random.Next(length - size + 1), buffer, at, size);
                    break;
            }
        }

        return length;
    }
}
