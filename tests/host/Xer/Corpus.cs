using nanoDer.Mms;

namespace nanoDer.HostTests.Xer;

/// <summary>The test PDUs under <c>data/xer</c>; its README tells where they come from.</summary>
public static class Corpus
{
    public static readonly string Root = Path.Combine(AppContext.BaseDirectory, "data", "xer");

    public static readonly XerForm[] Forms = [XerForm.Scsm82, XerForm.Basic, XerForm.Canonical];

    /// <summary>Every good document of one form, by file name.</summary>
    public static IEnumerable<string> Good(XerForm form) =>
        Directory.GetFiles(Path.Combine(Root, "good")).Where(f => FormOf(f) == form).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The form in which a file is written, by its name; null for a file of another kind.</summary>
    public static XerForm? FormOf(string file) =>
        file.EndsWith(".scsm82.xml", StringComparison.Ordinal) ? XerForm.Scsm82
        : file.EndsWith(".cxer", StringComparison.Ordinal) ? XerForm.Canonical
        : file.EndsWith(".xer", StringComparison.Ordinal) ? XerForm.Basic
        : null;

    public static byte[] Read(string folder, string file) => File.ReadAllBytes(Path.Combine(Root, folder, file));

    /// <summary>What the codec has to write for a good document, where the corpus has it.</summary>
    public static byte[]? Expected(string file, XerForm form)
    {
        string name = file[..file.IndexOf('.', StringComparison.Ordinal)] + (form == XerForm.Scsm82 ? ".scsm82.xml" : ".strict.cxer");
        string path = Path.Combine(Root, "good", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>Bad documents of the corpus: file, why it is wrong, class, form.</summary>
    public static IEnumerable<(string File, string Wrong, string Class, XerForm Form)> Bad() =>
        File.ReadLines(Path.Combine(Root, "bad", "INDEX.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Where(f => f[4] != "ber")
            .Select(f => (f[0], f[1], f[3], f[4] == "scsm82" ? XerForm.Scsm82 : XerForm.Basic));
}
