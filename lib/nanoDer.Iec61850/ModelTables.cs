using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// What a model holds besides its data: static data sets, report and log control blocks, logs, setting groups and controllable objects.
    /// All of them are also nodes of the <see cref="DataModel"/>, so that reading, naming and describing them needs nothing special; the
    /// tables say which nodes they are. Everything is counted from zero in the order of the model.
    /// </summary>
    public sealed class ModelTables
    {
        private readonly int[] _dataSets;
        private readonly int[] _members;
        private readonly int[] _reports;
        private readonly int[] _logControls;
        private readonly int[] _logs;
        private readonly int[] _settings;
        private readonly int[] _controls;
        private readonly int _settingControl;

        internal ModelTables(int[] dataSets, int[] members, int[] reports, int[] logControls, int[] logs, int[] settings, int[] controls, int settingControl)
        {
            _dataSets = dataSets;
            _members = members;
            _reports = reports;
            _logControls = logControls;
            _logs = logs;
            _settings = settings;
            _controls = controls;
            _settingControl = settingControl;
        }

        /// <summary>Number of data sets.</summary>
        public int DataSetCount
        {
            get { return _dataSets.Length / 3; }
        }

        /// <summary>Number of report control blocks, each indexed one counted (<c>urcb01</c>, <c>urcb02</c>).</summary>
        public int ReportControlCount
        {
            get { return _reports.Length / 3; }
        }

        /// <summary>Number of log control blocks.</summary>
        public int LogControlCount
        {
            get { return _logControls.Length / 3; }
        }

        /// <summary>Number of logs.</summary>
        public int LogCount
        {
            get { return _logs.Length / 2; }
        }

        /// <summary>Number of logical nodes that have settings in setting groups.</summary>
        public int SettingCount
        {
            get { return _settings.Length / 2; }
        }

        /// <summary>Number of controllable data objects.</summary>
        public int ControlCount
        {
            get { return _controls.Length / 4; }
        }

        /// <summary>The setting group control block (<c>LLN0$SP$SGCB</c>), or -1. A server has at most one.</summary>
        public int SettingControl
        {
            get { return _settingControl; }
        }

        /// <summary>Bytes of the tables on the device's heap.</summary>
        public int HeapBytes
        {
            get
            {
                return HeapSize.Object(8) + HeapSize.Array(_dataSets.Length, 4) + HeapSize.Array(_members.Length, 4) + HeapSize.Array(_reports.Length, 4)
                    + HeapSize.Array(_logControls.Length, 4) + HeapSize.Array(_logs.Length, 4) + HeapSize.Array(_settings.Length, 4)
                    + HeapSize.Array(_controls.Length, 4);
            }
        }

        /// <summary>The logical node in which a data set is defined.</summary>
        /// <param name="dataSet">Its number.</param>
        /// <returns>Node.</returns>
        public int DataSetNode(int dataSet)
        {
            return _dataSets[dataSet * 3];
        }

        /// <summary>The name of a data set within its logical node: see <see cref="DataModel.PutText"/>.</summary>
        /// <param name="dataSet">Its number.</param>
        /// <returns>Offset among the names.</returns>
        public int DataSetName(int dataSet)
        {
            return _dataSets[(dataSet * 3) + 1];
        }

        /// <summary>How many members a data set has.</summary>
        /// <param name="dataSet">Its number.</param>
        /// <returns>Number of members.</returns>
        public int DataSetMembers(int dataSet)
        {
            int next = (dataSet * 3) + 5;
            return (next < _dataSets.Length ? _dataSets[next] : _members.Length) - _dataSets[(dataSet * 3) + 2];
        }

        /// <summary>A member of a data set: a data object with a functional constraint (FCD), or an attribute of one (FCDA).</summary>
        /// <param name="dataSet">Number of the data set.</param>
        /// <param name="member">Number of the member.</param>
        /// <returns>Node.</returns>
        public int DataSetMember(int dataSet, int member)
        {
            return _members[_dataSets[(dataSet * 3) + 2] + member];
        }

        /// <summary>The structure of a report control block, whose attributes carry the values of the configuration at first.</summary>
        /// <param name="report">Its number.</param>
        /// <returns>Node: <c>LLN0$BR$brcb01</c>.</returns>
        public int ReportControlNode(int report)
        {
            return _reports[report * 3];
        }

        /// <summary>The data set that the configuration gives to a report control block.</summary>
        /// <param name="report">Its number.</param>
        /// <returns>Number of the data set, or -1.</returns>
        public int ReportControlDataSet(int report)
        {
            return _reports[(report * 3) + 1];
        }

        /// <summary>Says whether a report control block is a buffered one.</summary>
        /// <param name="report">Its number.</param>
        /// <returns>True for a BRCB.</returns>
        public bool IsBuffered(int report)
        {
            return _reports[(report * 3) + 2] != 0;
        }

        /// <summary>The structure of a log control block.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Node: <c>LLN0$LG$lcb</c>.</returns>
        public int LogControlNode(int control)
        {
            return _logControls[control * 3];
        }

        /// <summary>The data set that the configuration gives to a log control block.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Number of the data set, or -1.</returns>
        public int LogControlDataSet(int control)
        {
            return _logControls[(control * 3) + 1];
        }

        /// <summary>The log that a log control block writes to.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Number of the log, or -1.</returns>
        public int LogControlLog(int control)
        {
            return _logControls[(control * 3) + 2];
        }

        /// <summary>The logical node that has a log.</summary>
        /// <param name="log">Its number.</param>
        /// <returns>Node.</returns>
        public int LogNode(int log)
        {
            return _logs[log * 2];
        }

        /// <summary>The name of a log within its logical node: see <see cref="DataModel.PutText"/>.</summary>
        /// <param name="log">Its number.</param>
        /// <returns>Offset among the names.</returns>
        public int LogName(int log)
        {
            return _logs[(log * 2) + 1];
        }

        /// <summary>The values of the active setting group in a logical node (<c>SG</c>). It has the same shape as <see cref="SettingEditNode"/>.</summary>
        /// <param name="setting">Number of the logical node among those that have settings.</param>
        /// <returns>Node.</returns>
        public int SettingNode(int setting)
        {
            return _settings[setting * 2];
        }

        /// <summary>The values under edit in a logical node (<c>SE</c>).</summary>
        /// <param name="setting">Number of the logical node among those that have settings.</param>
        /// <returns>Node.</returns>
        public int SettingEditNode(int setting)
        {
            return _settings[(setting * 2) + 1];
        }

        /// <summary>The structure with <c>Oper</c> and, by control model, <c>SBO</c>, <c>SBOw</c>, <c>Cancel</c> of a controllable object.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Node: <c>DWMX1$CO$WMaxSptPct</c>.</returns>
        public int ControlNode(int control)
        {
            return _controls[control * 4];
        }

        /// <summary>The status of a controllable object, with <c>stVal</c> or <c>mxVal</c>, <c>q</c>, <c>t</c> and perhaps <c>origin</c>, <c>stSeld</c>.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Node: <c>DWMX1$MX$WMaxSptPct</c> or <c>…$ST$…</c>; -1 when it has none.</returns>
        public int ControlStatusNode(int control)
        {
            return _controls[(control * 4) + 1];
        }

        /// <summary>The configuration of a controllable object, with <c>ctlModel</c> and perhaps <c>sboTimeout</c>, <c>sboClass</c>, <c>operTimeout</c>.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Node: <c>DWMX1$CF$WMaxSptPct</c>; -1 when it has none.</returns>
        public int ControlConfigNode(int control)
        {
            return _controls[(control * 4) + 2];
        }

        /// <summary>The logical node of a controllable object.</summary>
        /// <param name="control">Its number.</param>
        /// <returns>Node.</returns>
        public int ControlLogicalNode(int control)
        {
            return _controls[(control * 4) + 3];
        }
    }
}
