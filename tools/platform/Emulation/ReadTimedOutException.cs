using System.IO;

namespace nanoDer.Platform;

/// <summary>Nothing came in time. An <see cref="IOException"/>, because .NET's TLS passes these on as they are.</summary>
internal sealed class ReadTimedOutException : IOException
{
}
