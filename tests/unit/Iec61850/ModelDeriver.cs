using System;
using System.Text;
using nanoDer.Core;
using nanoDer.Iec61850;

namespace nanoDer.UnitTests
{
    /// <summary>
    /// Finds in a model what its <see cref="ModelTables"/> are to say of it: control blocks by their functional constraints, controllable objects by
    /// CO; data sets and logs come from the description.
    /// </summary>
    internal sealed class ModelDeriver
    {
        private readonly DataModel _model;
        private readonly byte[] _source;
        private readonly ModelReader _reader;
        private readonly ModelPacker _packer;
        private readonly int[] _reports = new int[96];
        private readonly int[] _logControls = new int[96];
        private readonly int[] _settings = new int[96];
        private readonly int[] _controls = new int[128];
        private int[] _dataSets = new int[0];
        private int[] _members = new int[0];
        private int[] _logs = new int[0];
        private int _reportCount;
        private int _logControlCount;
        private int _settingCount;
        private int _controlCount;
        private int _settingControl = -1;

        internal ModelDeriver(DataModel model, ModelReader reader, ModelPacker packer)
        {
            _model = model;
            _source = reader.Source;
            _reader = reader;
            _packer = packer;
        }

        /// <summary>The tables in the order of <see cref="ModelLoader"/>; the last has the setting group control block.</summary>
        internal int[][] Derive()
        {
            Sets();
            for (int domain = _model.First(-1); domain >= 0; domain = _model.Next(domain))
            {
                for (int logicalNode = _model.First(domain); logicalNode >= 0; logicalNode = _model.Next(logicalNode))
                {
                    for (int constraint = _model.First(logicalNode); constraint >= 0; constraint = _model.Next(constraint))
                    {
                        Constraint(logicalNode, constraint);
                    }
                }
            }

            return new int[][]
            {
                _dataSets, _members, Part(_reports, _reportCount), Part(_logControls, _logControlCount), _logs, Part(_settings, _settingCount),
                Part(_controls, _controlCount), new int[] { _settingControl },
            };
        }

        private static int[] Part(int[] source, int count)
        {
            int[] part = new int[count];
            Array.Copy(source, 0, part, 0, count);
            return part;
        }

        private void Sets()
        {
            int[] dataSets = new int[_reader.SetCount * 3];
            int[] logs = new int[_reader.SetCount * 2];
            int[] members = new int[256];
            int setCount = 0;
            int logCount = 0;
            int memberCount = 0;
            for (int i = 0; i < _reader.SetCount; i++)
            {
                int start = _reader.Sets[i];
                int stop = Stop(start, '$');
                int node = Find(start, stop);
                int end = Stop(stop, '=');
                int name = _packer.Name(stop + 1, end - stop - 1);
                if (_source[end] == ';')
                {
                    logs[logCount] = node;
                    logs[logCount + 1] = name;
                    logCount += 2;
                    continue;
                }

                dataSets[setCount] = node;
                dataSets[setCount + 1] = name;
                dataSets[setCount + 2] = memberCount;
                setCount += 3;
                while (_source[end] != ';')
                {
                    start = end + 1;
                    end = Stop(start, ',');
                    members[memberCount] = Find(start, end);
                    memberCount++;
                }
            }

            _dataSets = Part(dataSets, setCount);
            _members = Part(members, memberCount);
            _logs = Part(logs, logCount);
        }

        private int Stop(int from, char mark)
        {
            while (_source[from] != mark && _source[from] != ';')
            {
                from++;
            }

            return from;
        }

        private int Find(int start, int stop)
        {
            int slash = Stop(start, '/');
            int domain = _model.FindDomain(_source, start, slash - start);
            int node = domain < 0 ? -1 : _model.FindItem(domain, _source, slash + 1, stop - slash - 1);
            if (node < 0)
            {
                throw new ArgumentException();
            }

            return node;
        }

        private void Constraint(int logicalNode, int constraint)
        {
            ByteWriter name = new ByteWriter(DataModel.MaxName);
            _model.PutName(constraint, name);
            string fc = Encoding.UTF8.GetString(name.Buffer, 0, 2);
            byte[] sgcb = Bytes.Of("SGCB");
            if (fc == "SP" && _model.FindChild(constraint, sgcb, 0, 4) >= 0)
            {
                _settingControl = _model.FindChild(constraint, sgcb, 0, 4);
            }

            if (fc == "SG")
            {
                _settings[_settingCount] = constraint;
                _settings[_settingCount + 1] = _model.FindChild(logicalNode, Bytes.Of("SE"), 0, 2);
                _settingCount += 2;
            }

            for (int node = _model.First(constraint); node >= 0; node = _model.Next(node))
            {
                if (fc == "RP" || fc == "BR")
                {
                    _reports[_reportCount] = node;
                    _reports[_reportCount + 1] = Named(node, "DatSet", false);
                    _reports[_reportCount + 2] = fc == "BR" ? 1 : 0;
                    _reportCount += 3;
                }
                else if (fc == "LG")
                {
                    _logControls[_logControlCount] = node;
                    _logControls[_logControlCount + 1] = Named(node, "DatSet", false);
                    _logControls[_logControlCount + 2] = Named(node, "LogRef", true);
                    _logControlCount += 3;
                }
                else if (fc == "CO")
                {
                    int status = Sibling(logicalNode, "MX", node);
                    _controls[_controlCount] = node;
                    _controls[_controlCount + 1] = status < 0 ? Sibling(logicalNode, "ST", node) : status;
                    _controls[_controlCount + 2] = Sibling(logicalNode, "CF", node);
                    _controls[_controlCount + 3] = logicalNode;
                    _controlCount += 4;
                }
            }
        }

        private int Sibling(int logicalNode, string fc, int node)
        {
            int constraint = _model.FindChild(logicalNode, Bytes.Of(fc), 0, 2);
            ByteWriter name = new ByteWriter(DataModel.MaxName);
            _model.PutName(node, name);
            return constraint < 0 ? -1 : _model.FindChild(constraint, name.Buffer, 0, name.Count);
        }

        /// <summary>The data set or log that an attribute names: <c>LD0/LLN0$ds</c>.</summary>
        private int Named(int node, string attribute, bool log)
        {
            int value = _model.FindChild(node, Bytes.Of(attribute), 0, attribute.Length);
            if (value < 0)
            {
                return -1;
            }

            int slot = _model.Slot(value);
            int length = _model.Values.TextLength(slot);
            int[] table = log ? _logs : _dataSets;
            int stride = log ? 2 : 3;
            for (int i = 0; i < table.Length; i += stride)
            {
                ByteWriter name = new ByteWriter(256);
                _model.PutName(_model.DomainOf(table[i]), name);
                name.Put((byte)'/');
                _model.PutItem(table[i], name);
                name.Put((byte)'$');
                _model.PutText(table[i + 1], name);
                if (name.Count == length && Bytes.Equal(name.Buffer, 0, _model.Values.Text, _model.Values.TextOffset(slot), length))
                {
                    return i / stride;
                }
            }

            return -1;
        }
    }
}
