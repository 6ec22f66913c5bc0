using System.Text;
using nanoDer.Tools;

namespace nanoDer.Pki;

/// <summary>
/// Writes several files as one: all are complete on disk under temporary names before the first gets its own,
/// and a failure takes back what this set brought. A key is readable by its owner only, from its first byte.
/// </summary>
internal sealed class FileSet(bool overwrite)
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly List<(string Path, string Text, UnixFileMode Mode)> _files = [];

    public FileSet Add(string path, string text)
    {
        _files.Add((path, text, Public));
        return this;
    }

    public FileSet AddSecret(string path, string text)
    {
        _files.Add((path, text, Secret));
        return this;
    }

    /// <summary>Writes them all, or none.</summary>
    /// <exception cref="UserError">A file stands in the way, or the folder cannot be written.</exception>
    public void Commit()
    {
        Refuse(_files.Select(f => f.Path).FirstOrDefault(p => !overwrite && File.Exists(p)));
        var temporary = new List<string>();
        var placed = new List<string>();
        try
        {
            foreach (var file in _files)
            {
                string path = $"{file.Path}.{Guid.NewGuid():N}.tmp";
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                temporary.Add(path);
                Write(path, file.Text, file.Mode);
            }

            for (int i = 0; i < _files.Count; i++)
            {
                bool isNew = !File.Exists(_files[i].Path);
                File.Move(temporary[i], _files[i].Path, overwrite);
                if (isNew)
                {
                    placed.Add(_files[i].Path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            temporary.Concat(placed).ToList().ForEach(File.Delete);
            throw new UserError(_files[0].Path, e.Message, "check that the folder exists, is yours and has room");
        }
    }

    private static void Refuse(string? path)
    {
        if (path is not null)
        {
            throw new UserError(path, "the file exists already", "give another name, or --force to replace it");
        }
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
