using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace nanoDer.TestAdapter;

/// <summary>Finds where methods are in the source, from the portable symbols beside an assembly.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly MetadataReaderProvider? _symbols;

    internal SourceLines(string assemblyPath)
    {
        string path = Path.ChangeExtension(assemblyPath, ".pdb");
        if (File.Exists(path))
        {
            _symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path));
        }
    }

    public void Dispose() => _symbols?.Dispose();

    internal (string File, int Line)? Find(MethodInfo method)
    {
        if (_symbols == null)
        {
            return null;
        }

        MetadataReader reader = _symbols.GetMetadataReader();
        var handle = (MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken);
        foreach (SequencePoint point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (!point.IsHidden)
            {
                return (reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);
            }
        }

        return null;
    }
}
