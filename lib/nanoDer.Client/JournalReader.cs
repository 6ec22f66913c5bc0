using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>Walks the entries of an answer to readJournal, and the variables of each (IEC 61850-8-1 clause 18.3.2). All are nodes of the PDU.</summary>
    public sealed class JournalReader
    {
        /// <summary>The entry's EntryID.</summary>
        public int EntryId;

        /// <summary>Its time, a binary-time.</summary>
        public int Time;

        /// <summary>The variable's reference, or <c>ReasonCode</c> for the bits that say why the variable before it is there.</summary>
        public int Tag;

        /// <summary>The variable's Data.</summary>
        public int Value;

        private MmsTree _tree;
        private int _next;
        private int _end;
        private int _variable;
        private int _variables;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(9);
        }

        /// <summary>Goes before the first entry.</summary>
        /// <param name="tree">The PDU.</param>
        /// <param name="response">Node of the service's response.</param>
        [DataPath]
        public void Open(MmsTree tree, int response)
        {
            int list = tree.Child(response, Kind.ListOfJournalEntry);
            _tree = tree;
            _next = tree.First(list);
            _end = tree.End(list);
            _variable = 0;
            _variables = 0;
        }

        /// <summary>Goes to the next entry, before its first variable. An annotation has none.</summary>
        /// <returns>False when there is none.</returns>
        [DataPath]
        public bool NextEntry()
        {
            if (_next >= _end)
            {
                return false;
            }

            int content = _tree.Child(_next, Kind.EntryContent);
            EntryId = _tree.Child(_next, Kind.EntryIdentifier);
            Time = _tree.Child(content, Kind.OccurrenceTime);
            int form = _tree.First(_tree.Child(content, Kind.EntryForm));
            int list = _tree.Kind(form) == Kind.Data ? _tree.Child(form, Kind.JournalVariables) : -1;
            _variable = list < 0 ? 0 : _tree.First(list);
            _variables = list < 0 ? 0 : _tree.End(list);
            _next = _tree.Next(_next);
            return true;
        }

        /// <summary>Goes to the entry's next variable.</summary>
        /// <returns>False when there is none.</returns>
        [DataPath]
        public bool NextVariable()
        {
            if (_variable >= _variables)
            {
                return false;
            }

            Tag = _tree.Child(_variable, Kind.VariableTag);
            Value = _tree.First(_tree.Child(_variable, Kind.ValueSpecification));
            _variable = _tree.Next(_variable);
            return true;
        }
    }
}
