using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// What the model has around a controlled object. A name here is its place in one text, times 16, plus its length: a name of its own each
    /// would cost heap.
    /// </summary>
    internal sealed class ControlModel
    {
        internal const int Oper = (0 << 4) | 4;
        internal const int SelectWithValue = (4 << 4) | 4;
        internal const int Select = (4 << 4) | 3;
        internal const int Cancel = (8 << 4) | 6;
        internal const int CtlModel = (14 << 4) | 8;
        internal const int SelectTimeout = (22 << 4) | 10;
        internal const int SelectClass = (32 << 4) | 8;
        internal const int OperateTimeout = (40 << 4) | 11;
        internal const int Selected = (51 << 4) | 6;
        internal const int Category = (57 << 4) | 12;
        internal const int Identity = (69 << 4) | 14;
        internal const int Number = (83 << 4) | 6;
        internal const int Minimum = (89 << 4) | 6;
        internal const int Maximum = (95 << 4) | 6;
        internal const int Behaviour = (101 << 4) | 12;
        internal const int Local = (113 << 4) | 12;
        internal const int Blocked = (125 << 4) | 15;
        internal const int Mode = (140 << 4) | 6;
        internal const int FirstNode = (146 << 4) | 4;
        internal const int Received = (150 << 4) | 6;
        internal const int Accepted = (156 << 4) | 4;
        internal const int AcceptedTime = (160 << 4) | 5;
        internal const int Operative = (165 << 4) | 2;
        internal const int LastApplError = (167 << 4) | 13;

        internal readonly DataModel Data;
        internal readonly byte[] Text = Bytes.Of("OperSBOwCancelctlModelsboTimeoutsboClassoperTimeoutstSeldorigin$orCatorigin$orIdentctlNumminValmaxValST$Beh$stVal"
            + "ST$Loc$stValST$CmdBlk$stValCO$ModLLN0opRcvdopOktOpOkORLastApplError");

        private readonly ByteWriter _name;

        internal ControlModel(DataModel data, ByteWriter name)
        {
            Data = data;
            _name = name;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(3) + HeapSize.Array(180, 1);
        }

        /// <summary>Number of a controlled object; -1 when it is none.</summary>
        internal int Of(int node)
        {
            int control = Data.Tables.ControlCount - 1;
            while (control >= 0 && Data.Tables.ControlNode(control) != node)
            {
                control--;
            }

            return control;
        }

        /// <summary>Finds a node below another one; -1 when either is missing.</summary>
        internal int Find(int node, int name)
        {
            return node < 0 ? -1 : Data.FindItem(node, Text, name >> 4, name & 15);
        }

        /// <summary>A small value below a node, or of its first member when it is a structure.</summary>
        internal int Get(int node, int name, int missing)
        {
            node = Find(node, name);
            while (node >= 0 && Data.Type(node) == ValueType.Constructed)
            {
                node = Data.First(node);
            }

            return node < 0 ? missing : Data.Values.GetSmall(Data.Slot(node));
        }

        /// <summary>Changes a small value below a node, if it is there.</summary>
        internal void Set(int node, int name, int value)
        {
            node = Find(node, name);
            if (node >= 0)
            {
                Data.Values.SetSmall(Data.Slot(node), value);
            }
        }

        /// <summary>The controlled object under functional constraint OR (operative values), or -1.</summary>
        internal int OperativeOf(int control)
        {
            int node = Find(Data.Tables.ControlLogicalNode(control), Operative);
            _name.Clear();
            Data.PutName(Data.Tables.ControlNode(control), _name);
            return node < 0 ? -1 : Data.FindChild(node, _name.Buffer, 0, _name.Count);
        }
    }
}
