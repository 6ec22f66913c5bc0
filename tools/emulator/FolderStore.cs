using nanoDer.Iec61850;

namespace nanoDer.Emulator;

/// <summary>A board's storage in a folder: an image of a buffer is a file.</summary>
/// <param name="folder">The folder; it is made if it is not there.</param>
/// <param name="period">What passes between two images of a buffer at least.</param>
public sealed class FolderStore(string folder, TimeSpan period) : IEntryStore
{
    int IEntryStore.Period() => (int)period.TotalMilliseconds;

    void IEntryStore.Save(int place, byte[] head, byte[] entries, int count)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream file = File.Create(Name(place));
            file.Write(head);
            file.Write(entries, 0, count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A storage that is full or gone: the image before is in the other place.
        }
    }

    int IEntryStore.Load(int place, byte[] head, byte[] entries)
    {
        byte[] image;
        try
        {
            image = File.ReadAllBytes(Name(place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }

        int count = image.Length - head.Length;
        if (count < 0 || count > entries.Length)
        {
            return -1;
        }

        image.AsSpan(0, head.Length).CopyTo(head);
        image.AsSpan(head.Length).CopyTo(entries);
        return count;
    }

    private string Name(int place) => Path.Combine(folder, $"image{place}");
}
