namespace nanoDer.Field;

/// <summary>What happens to one connection on its way. Offsets count the bytes of one direction from the connection's first; the largest number is never.</summary>
public sealed record Fault
{
    /// <summary>Nothing happens.</summary>
    public static readonly Fault None = new();

    /// <summary>After how many bytes to the server the connection is cut, without a goodbye.</summary>
    public long CutUp { get; init; } = long.MaxValue;

    /// <summary>After how many bytes from the server it is cut.</summary>
    public long CutDown { get; init; } = long.MaxValue;

    /// <summary>After how many bytes from the server nothing passes any more in either direction, while the connection stays open.</summary>
    public long SilentDown { get; init; } = long.MaxValue;

    /// <summary>Which byte from the server has one bit changed.</summary>
    public long CorruptDown { get; init; } = long.MaxValue;

    /// <summary>Which byte to the server has one bit changed.</summary>
    public long CorruptUp { get; init; } = long.MaxValue;

    /// <summary>Which byte from the server is lost.</summary>
    public long DropDown { get; init; } = long.MaxValue;

    /// <summary>Bytes a second in each direction; 0: as many as go.</summary>
    public int Rate { get; init; }

    /// <summary>How long each piece is held back.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>One fault, or none, by chance: the same seed and number give the same.</summary>
    /// <param name="seed">Of the whole run.</param>
    /// <param name="number">Of the connection.</param>
    /// <param name="bytes">Within how many bytes of a direction it happens.</param>
    public static Fault Random(int seed, int number, int bytes)
    {
        var random = new Random(HashCode(seed, number));
        long at = random.Next(bytes);
        return random.Next(8) switch
        {
            0 or 1 => new Fault { CutDown = at },
            2 or 3 => new Fault { CutUp = at },
            4 => new Fault { CorruptDown = at },
            5 => new Fault { CorruptUp = at },
            6 => new Fault { DropDown = at },
            _ => new Fault { Delay = TimeSpan.FromMilliseconds(random.Next(1, 5)), CutDown = at },
        };
    }

    // Not System.HashCode, which differs from run to run.
    private static int HashCode(int seed, int number) => unchecked((seed * 1_000_003) ^ (number * 7919));
}
