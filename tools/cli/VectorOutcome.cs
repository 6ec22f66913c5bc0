namespace nanoDer.Cli;

/// <summary>What the library did with a test vector.</summary>
internal enum VectorOutcome
{
    /// <summary>Not tried: the library does not have it.</summary>
    Skipped,

    /// <summary>Refused with a status.</summary>
    Refused,

    /// <summary>Accepted, with the result that the vector names.</summary>
    Accepted,

    /// <summary>Accepted, with another result.</summary>
    Wrong,
}
