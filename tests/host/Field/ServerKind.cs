namespace nanoDer.HostTests.Field;

/// <summary>The servers that everything is tried on.</summary>
public enum ServerKind
{
    Prosody,
    Ejabberd,
}
