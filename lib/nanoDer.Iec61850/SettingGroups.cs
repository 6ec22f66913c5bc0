using System;
using nanoDer.Core;
using nanoDer.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The setting group control block (IEC 61850-7-2 clause 16, IEC 61850-8-2 clause 15): selects the active group, and lets one client at a
    /// time edit a group. The values of SG and SE lie in the model; those of all groups lie here, in the order of the model.
    /// </summary>
    internal sealed class SettingGroups : ObjectHandler
    {
        private const int Measure = 0;
        private const int Save = 1;
        private const int Load = 2;

        private readonly ModelAccess _access;
        private readonly DataModel _model;
        private readonly int _groups;
        private readonly int _active;
        private readonly int _edited;
        private readonly int _confirm;
        private readonly int _activated;
        private readonly int _reserve;
        private readonly int[] _numbers;
        private readonly byte[] _texts;
        private int _number;
        private int _text;
        private Association _editor;
        private long _now;
        private long _time;

        internal SettingGroups(ModelAccess access, DataModel model, bool measureOnly)
        {
            _access = access;
            _model = model;
            int count = Child("NumOfSG");
            _active = Child("ActSG");
            _edited = Child("EditSG");
            _confirm = Child("CnfEdit");
            _activated = Child("LActTm");
            _reserve = Child("ResvTms");
            _groups = count < 0 ? 0 : Get(count);
            Copy(0, true, Measure);
            int numbers = _number * _groups;
            int texts = _text * _groups;
            if (measureOnly)
            {
                _number = numbers;
                _text = texts;
                return;
            }

            _numbers = new int[numbers];
            _texts = new byte[texts];
            for (int group = 0; group < _groups; group++)
            {
                Copy(group, true, Save);
            }
        }

        internal static int RequiredBytes(DataModel model)
        {
            SettingGroups sample = new SettingGroups(null, model, true);
            return HeapSize.Object(18) + HeapSize.Array(sample._number, 4) + HeapSize.Array(sample._text, 1);
        }

        internal override int Write(Association client, int node, MmsTree request, int data)
        {
            bool isControl = _model.IsIn(node, _model.Tables.SettingControl);
            if (!isControl && _model.Constraint(node) != Constraint.SE)
            {
                return MmsError.ObjectAccessDenied;
            }

            if (_editor != null && _editor != client && node != _active)
            {
                return MmsError.TemporarilyUnavailable;
            }

            if (!isControl)
            {
                return _editor == null || !_model.IsWritable(node) ? MmsError.ObjectAccessDenied : _access.Write(node, request, data);
            }

            if (node != _active && node != _edited && node != _confirm)
            {
                return MmsError.ObjectAccessDenied;
            }

            int error = _access.Check(node, request, data);
            if (error >= 0)
            {
                return error;
            }

            if (node == _confirm)
            {
                return Confirm(request.Boolean(data));
            }

            int group = request.Int32(data);
            if (group > _groups || (group == 0 && node == _active))
            {
                return MmsError.ObjectValueInvalid;
            }

            _access.Store(node, request, data);
            if (node == _active)
            {
                Copy(group - 1, true, Load);
                if (_activated >= 0)
                {
                    _model.Values.SetLarge(_model.Slot(_activated), _time);
                }
            }
            else
            {
                Edit(group, client);
            }

            return -1;
        }

        internal override void Tick(long nowMs, long utcTime)
        {
            _now = nowMs;
            _time = utcTime;
            if (nowMs >= Deadline)
            {
                Edit(0, null);
            }
        }

        internal override void Closed(Association client)
        {
            if (_editor == client)
            {
                Edit(0, null);
            }
        }

        private int Child(string name)
        {
            int control = _model.Tables.SettingControl;
            return control < 0 ? -1 : _model.FindChild(control, Bytes.Of(name), 0, name.Length);
        }

        private int Get(int node)
        {
            return _model.Values.GetSmall(_model.Slot(node));
        }

        /// <summary>Begins to edit a group, or ends without a trace for group 0.</summary>
        private void Edit(int group, Association client)
        {
            int seconds = _reserve < 0 ? 0 : Get(_reserve);
            _editor = group == 0 ? null : client;
            Deadline = group == 0 || seconds == 0 ? long.MaxValue : _now + (seconds * 1000L);
            if (_edited >= 0)
            {
                _model.Values.SetSmall(_model.Slot(_edited), group);
            }

            if (group > 0)
            {
                Copy(group - 1, false, Load);
            }
        }

        private int Confirm(bool confirmed)
        {
            if (_editor == null)
            {
                return MmsError.ObjectAccessDenied;
            }

            if (confirmed)
            {
                int group = Get(_edited);
                Copy(group - 1, false, Save);
                if (group == Get(_active))
                {
                    Copy(group - 1, true, Load);
                }

                Edit(0, null);
            }

            return -1;
        }

        /// <summary>Copies all values of a group: from SG (the active ones) or SE into the group, or the other way.</summary>
        private void Copy(int group, bool active, int way)
        {
            if (way != Measure)
            {
                _number = _numbers.Length / _groups * group;
                _text = _texts.Length / _groups * group;
            }

            for (int i = 0; i < _model.Tables.SettingCount; i++)
            {
                ModelWalk walk = _model.Walk;
                walk.Start(active ? _model.Tables.SettingNode(i) : _model.Tables.SettingEditNode(i));
                while (walk.Next())
                {
                    ValueType type = _model.Type(walk.Node);
                    if (type != ValueType.Constructed && type != ValueType.Array)
                    {
                        CopyValue(walk.Node, type, way);
                    }
                }
            }
        }

        private void CopyValue(int node, ValueType type, int way)
        {
            ModelValues values = _model.Values;
            int slot = _model.Slot(node);
            if (type >= ValueType.VisibleString)
            {
                int size = _model.Size(node);
                if (way == Save)
                {
                    _texts[_text] = (byte)values.TextLength(slot);
                    Array.Copy(values.Text, values.TextOffset(slot), _texts, _text + 1, _texts[_text]);
                }
                else if (way == Load)
                {
                    values.SetText(slot, size, _texts, _text + 1, _texts[_text]);
                }

                _text += size + 1;
                return;
            }

            if (type >= ValueType.Integer64)
            {
                if (way == Save)
                {
                    long value = values.GetLarge(slot);
                    _numbers[_number] = (int)(value >> 32);
                    _numbers[_number + 1] = (int)value;
                }
                else if (way == Load)
                {
                    values.SetLarge(slot, ((long)_numbers[_number] << 32) | ((long)_numbers[_number + 1] & 0xFFFFFFFFL));
                }

                _number += 2;
                return;
            }

            if (way == Save)
            {
                _numbers[_number] = values.GetSmall(slot);
            }
            else if (way == Load)
            {
                values.SetSmall(slot, _numbers[_number]);
            }

            _number++;
        }
    }
}
