using System;

namespace nanoFramework.TestFramework;

/// <summary>What a launcher of tests needs.</summary>
public static class Helper
{
    /// <summary>Leaves out the test attribute where there are data rows: these are the tests then.</summary>
    /// <param name="attribs">Attributes of a method.</param>
    /// <returns>The same array, or a new one without the test attribute.</returns>
    public static object[] RemoveTestMethodIfDataRowExists(object[] attribs)
    {
        bool rows = Array.Exists(attribs, a => a.GetType() == typeof(DataRowAttribute));
        return rows ? Array.FindAll(attribs, a => a.GetType() != typeof(TestMethodAttribute)) : attribs;
    }
}
