namespace nanoDer.Field;

/// <summary>A login cut after every so many bytes.</summary>
public static class LoginCuts
{
    /// <summary>One cut for each offset, first to the server, then from it.</summary>
    /// <param name="up">Bytes of a login to the server.</param>
    /// <param name="down">Bytes from it.</param>
    /// <param name="step">Bytes between two cuts; 1: at each.</param>
    public static IEnumerable<Fault> All(long up, long down, int step)
    {
        for (long at = 0; at < up; at += step)
        {
            yield return new Fault { CutUp = at };
        }

        for (long at = 0; at < down; at += step)
        {
            yield return new Fault { CutDown = at };
        }
    }
}
