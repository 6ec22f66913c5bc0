namespace nanoDer.Device.Natives;

/// <summary>All natives by the full name of the method: <c>Namespace.Type::Name(ParameterTypes)</c>.</summary>
internal static class NativeTable
{
    private static readonly Dictionary<string, NativeHandler> Handlers = Collect();

    public static NativeHandler? Find(string fullName) => Handlers.GetValueOrDefault(fullName);

    private static Dictionary<string, NativeHandler> Collect()
    {
        var table = new Dictionary<string, NativeHandler>();
        ObjectNatives.Add(new Registrar(table));
        StringNatives.Add(new Registrar(table));
        NumberNatives.Add(new Registrar(table));
        ArrayNatives.Add(new Registrar(table));
        TimeNatives.Add(new Registrar(table));
        ThreadNatives.Add(new Registrar(table));
        ReflectionNatives.Add(new Registrar(table));
        MathNatives.Add(new Registrar(table));
        CryptographyNatives.Add(new Registrar(table));
        NetworkNatives.Add(new Registrar(table));
        CertificateNatives.Add(new Registrar(table));
        return table;
    }
}

/// <summary>Adds natives of one type after another. Parameter types of namespace System are written without it.</summary>
internal sealed class Registrar(Dictionary<string, NativeHandler> table)
{
    private string _type = "";

    public Registrar Of(string type)
    {
        _type = type;
        return this;
    }

    public Registrar Add(string method, NativeHandler handler)
    {
        int open = method.IndexOf('(');
        string parameters = string.Join(',', method[(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Contains('.') ? p : "System." + p));
        table.Add($"{_type}::{method[..open]}({parameters})", handler);
        return this;
    }
}
