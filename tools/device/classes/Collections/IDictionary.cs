namespace System.Collections
{
    public interface IDictionary : ICollection
    {
        object this[object key] { get; set; }
        ICollection Keys
        {
            get;
        }
        ICollection Values
        {
            get;
        }
        bool IsReadOnly
        {
            get;
        }
        bool IsFixedSize
        {
            get;
        }
        bool Contains(object key);
        void Add(object key, object value);
        void Clear();
        void Remove(object key);
    }

    public interface IDictionaryEnumerator : IEnumerator
    {
        object Key
        {
            get;
        }
        object Value
        {
            get;
        }
        DictionaryEntry Entry
        {
            get;
        }
    }

    public struct DictionaryEntry
    {
        public object Key;
        public object Value;

        public DictionaryEntry(object key, object value)
        {
            Key = key;
            Value = value;
        }
    }
}
