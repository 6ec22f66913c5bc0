namespace nanoDer.Iec61850
{
    /// <summary>The lines of a list that somebody has written: each ended by a line feed; empty ones and those that begin with # say nothing.</summary>
    internal static class RuleLines
    {
        /// <summary>The next line that says something, without blanks around it; at start-up.</summary>
        /// <param name="text">The list.</param>
        /// <param name="at">Where to go on; moved behind the line.</param>
        /// <returns>Null when there is none.</returns>
        internal static string Next(string text, ref int at)
        {
            while (at < text.Length)
            {
                int end = text.IndexOf('\n', at);
                end = end < 0 ? text.Length : end;
                string line = text.Substring(at, end - at).Trim();
                at = end + 1;
                if (line.Length > 0 && line[0] != '#')
                {
                    return line;
                }
            }

            return null;
        }
    }
}
