namespace System.Collections
{
    internal sealed class Bucket
    {
        internal object _key;
        internal object _value;
        internal uint _hash;
    }

    /// <summary>Keys and values in buckets, probed one after another; removed ones stay as tombstones.</summary>
    public class Hashtable : IDictionary, ICloneable
    {
        private static object s_syncLock = new object();
        private Bucket[] _buckets;
        private int _loadsize;
        private float _loadFactor;
        private int _count;
        private int _version;

        public Hashtable() : this(0, 1.0f) { }

        public Hashtable(int capacity) : this(capacity, 1.0f) { }

        public Hashtable(int capacity, float loadFactor)
        {
            if (capacity < 0 || loadFactor < 0.1f || loadFactor > 1.0f)
            {
                throw new ArgumentOutOfRangeException();
            }
            _loadFactor = 0.72f * loadFactor;
            int size = Prime(capacity > 3 ? (int)(capacity / _loadFactor) : 7);
            _buckets = new Bucket[size];
            _loadsize = (int)(_loadFactor * size);
        }

        public virtual int Count
        {
            get
            {
                return _count;
            }
        }

        public virtual bool IsFixedSize
        {
            get
            {
                return false;
            }
        }

        public virtual bool IsReadOnly
        {
            get
            {
                return false;
            }
        }

        public virtual bool IsSynchronized
        {
            get
            {
                return false;
            }
        }

        public virtual object SyncRoot
        {
            get
            {
                return s_syncLock;
            }
        }

        public virtual ICollection Keys
        {
            get
            {
                return new View(this, true);
            }
        }

        public virtual ICollection Values
        {
            get
            {
                return new View(this, false);
            }
        }

        public virtual object this[object key]
        {
            get
            {
                int at = Find(key);
                return at < 0 ? null : _buckets[at]._value;
            }

            set
            {
                Put(key, value, false);
            }
        }

        public virtual void Add(object key, object value)
        {
            Put(key, value, true);
        }

        public virtual void Clear()
        {
            Array.Clear(_buckets, 0, _buckets.Length);
            _count = 0;
            _version++;
        }

        public virtual bool Contains(object key)
        {
            return Find(key) >= 0;
        }

        public virtual void Remove(object key)
        {
            int at = Find(key);
            if (at < 0)
            {
                return;
            }
            _buckets[at]._key = _buckets;
            _buckets[at]._value = null;
            _count--;
            _version++;
        }

        public virtual object Clone()
        {
            Hashtable copy = new Hashtable(_count, 1.0f);
            for (int i = 0; i < _buckets.Length; i++)
            {
                if (Used(i))
                {
                    copy.Put(_buckets[i]._key, _buckets[i]._value, true);
                }
            }

            return copy;
        }

        public virtual void CopyTo(Array array, int arrayIndex)
        {
            for (int i = 0; i < _buckets.Length; i++)
            {
                if (Used(i))
                {
                    ((IList)array)[arrayIndex++] = new DictionaryEntry(_buckets[i]._key, _buckets[i]._value);
                }
            }
        }

        public IEnumerator GetEnumerator()
        {
            return new Walk(this, 2);
        }

        [Runtime.CompilerServices.MethodImpl(Runtime.CompilerServices.MethodImplOptions.InternalCall)]
        private static extern int Prime(int min);

        private bool Used(int i)
        {
            return _buckets[i] != null && _buckets[i]._key != (object)_buckets;
        }

        private int Find(object key)
        {
            if (key == null)
            {
                throw new ArgumentNullException();
            }
            uint hash = (uint)key.GetHashCode();
            int length = _buckets.Length;
            int at = (int)(hash % (uint)length);
            for (int i = 0; i < length; i++)
            {
                Bucket bucket = _buckets[at];
                if (bucket == null)
                {
                    return -1;
                }
                if (bucket._hash == hash && bucket._key != (object)_buckets && key.Equals(bucket._key))
                {
                    return at;
                }
                if (++at == length)
                {
                    at = 0;
                }
            }

            return -1;
        }

        private void Put(object key, object value, bool add)
        {
            int found = Find(key);
            if (found >= 0)
            {
                if (add)
                {
                    throw new ArgumentException();
                }
                _buckets[found]._value = value;
                _version++;
                return;
            }

            if (_count >= _loadsize)
            {
                Grow();
            }
            Place(_buckets, key, value, (uint)key.GetHashCode());
            _count++;
            _version++;
        }

        private void Place(Bucket[] buckets, object key, object value, uint hash)
        {
            int at = (int)(hash % (uint)buckets.Length);
            while (buckets[at] != null && buckets[at]._key != (object)buckets)
            {
                if (++at == buckets.Length)
                {
                    at = 0;
                }
            }

            Bucket bucket = buckets[at];
            if (bucket == null)
            {
                bucket = new Bucket();
                buckets[at] = bucket;
            }

            bucket._key = key;
            bucket._value = value;
            bucket._hash = hash;
        }

        private void Grow()
        {
            Bucket[] old = _buckets;
            Bucket[] next = new Bucket[Prime(old.Length * 2)];
            for (int i = 0; i < old.Length; i++)
            {
                if (Used(i))
                {
                    Place(next, old[i]._key, old[i]._value, old[i]._hash);
                }
            }

            _buckets = next;
            _loadsize = (int)(_loadFactor * next.Length);
        }

        private sealed class Walk : IDictionaryEnumerator
        {
            private readonly Hashtable _table;
            private readonly int _what;
            private readonly int _version;
            private int _at = -1;

            internal Walk(Hashtable table, int what)
            {
                _table = table;
                _what = what;
                _version = table._version;
            }

            public object Key
            {
                get
                {
                    return _table._buckets[_at]._key;
                }
            }

            public object Value
            {
                get
                {
                    return _table._buckets[_at]._value;
                }
            }

            public DictionaryEntry Entry
            {
                get
                {
                    return new DictionaryEntry(Key, Value);
                }
            }

            public object Current
            {
                get
                {
                    return _what == 0 ? Key : _what == 1 ? Value : Entry;
                }
            }

            public bool MoveNext()
            {
                if (_version != _table._version)
                {
                    throw new InvalidOperationException();
                }
                while (++_at < _table._buckets.Length)
                {
                    if (_table.Used(_at))
                    {
                        return true;
                    }
                }

                return false;
            }

            public void Reset()
            {
                _at = -1;
            }
        }

        private sealed class View : ICollection
        {
            private readonly Hashtable _table;
            private readonly bool _keys;

            internal View(Hashtable table, bool keys)
            {
                _table = table;
                _keys = keys;
            }

            public int Count
            {
                get
                {
                    return _table._count;
                }
            }

            public object SyncRoot
            {
                get
                {
                    return _table.SyncRoot;
                }
            }

            public bool IsSynchronized
            {
                get
                {
                    return false;
                }
            }

            public void CopyTo(Array array, int index)
            {
                IEnumerator walk = GetEnumerator();
                while (walk.MoveNext())
                {
                    ((IList)array)[index++] = walk.Current;
                }
            }

            public IEnumerator GetEnumerator()
            {
                return new Walk(_table, _keys ? 0 : 1);
            }
        }
    }
}
