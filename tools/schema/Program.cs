using nanoDer.Schema;

// nanoder-schema [FOLDER]: rewrites Mms.cs and MmsTables.cs beside mms.schema.
string folder = args.Length > 0 ? args[0] : Path.Combine("lib", "nanoDer.Mms");
string schema = Path.Combine(folder, "mms.schema");
if (args.Length > 1 || !File.Exists(schema))
{
    Console.Error.WriteLine("usage: nanoder-schema [FOLDER of mms.schema]");
    return 2;
}

try
{
    var writer = new TableWriter(MmsSchema.Read(schema));
    File.WriteAllText(Path.Combine(folder, "MmsTables.cs"), writer.Tables());
    File.WriteAllText(Path.Combine(folder, "Mms.cs"), writer.Constants());
    return 0;
}
catch (Exception e) when (e is FormatException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
