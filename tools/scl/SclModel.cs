namespace nanoDer.Scl;

/// <summary>A model that was read from SCL and found right.</summary>
public sealed class SclModel
{
    /// <summary>The logical devices.</summary>
    public List<ModelNode> Devices { get; } = [];

    /// <summary>Data sets: logical node, name, members.</summary>
    public List<(ModelNode Node, string Name, List<ModelNode> Members)> DataSets { get; } = [];

    /// <summary>Report control blocks: structure, number of the data set or -1, whether buffered.</summary>
    public List<(ModelNode Node, int DataSet, bool Buffered)> Reports { get; } = [];

    /// <summary>Log control blocks: structure, number of the data set or -1, number of the log or -1.</summary>
    public List<(ModelNode Node, int DataSet, int Log)> LogControls { get; } = [];

    /// <summary>Logs: logical node and name.</summary>
    public List<(ModelNode Node, string Name)> Logs { get; } = [];

    /// <summary>Logical nodes' active settings and those under edit.</summary>
    public List<(ModelNode Active, ModelNode Edit)> Settings { get; } = [];

    /// <summary>Controllable objects: in CO, in ST or MX, in CF, and the logical node.</summary>
    public List<(ModelNode Control, ModelNode? Status, ModelNode? Config, ModelNode LogicalNode)> Controls { get; } = [];

    /// <summary>The setting group control block.</summary>
    public ModelNode? SettingControl { get; set; }

    /// <summary>What the file says of the IED: manufacturer, type, configuration version.</summary>
    public (string Vendor, string Type, string Version) Identity { get; set; }
}
