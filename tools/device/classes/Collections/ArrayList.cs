using System.Runtime.CompilerServices;

namespace System.Collections
{
    /// <summary>A list that grows by half, from four.</summary>
    public class ArrayList : IList, ICloneable
    {
        private object[] _items;
        private int _size;
        private object _syncRoot;

        public ArrayList()
        {
            _items = new object[4];
        }

        public virtual int Capacity
        {
            get
            {
                return _items.Length;
            }
            set
            {
                SetCapacity(value);
            }
        }

        public virtual int Count
        {
            get
            {
                return _size;
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
                if (_syncRoot == null)
                {
                    _syncRoot = new object();
                }
                return _syncRoot;
            }
        }

        public virtual extern object this[int index] { [MethodImpl(MethodImplOptions.InternalCall)] get; [MethodImpl(MethodImplOptions.InternalCall)] set; }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private extern void SetCapacity(int capacity);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern int Add(object value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern void Clear();
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern void Insert(int index, object value);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public virtual extern void RemoveAt(int index);

        public virtual object Clone()
        {
            ArrayList copy = new ArrayList();
            copy.SetCapacity(_size);
            copy._size = _size;
            Array.Copy(_items, 0, copy._items, 0, _size);
            return copy;
        }

        public virtual int BinarySearch(object value, IComparer comparer)
        {
            return Array.BinarySearch(_items, 0, _size, value, comparer);
        }

        public virtual bool Contains(object item)
        {
            return IndexOf(item) >= 0;
        }

        public virtual void CopyTo(Array array)
        {
            CopyTo(array, 0);
        }

        public virtual void CopyTo(Array array, int arrayIndex)
        {
            Array.Copy(_items, 0, array, arrayIndex, _size);
        }

        public virtual IEnumerator GetEnumerator()
        {
            return new Array.SzArrayEnumerator(_items, 0, _size);
        }

        public virtual int IndexOf(object value)
        {
            return Array.IndexOf(_items, value, 0, _size);
        }

        public virtual int IndexOf(object value, int startIndex)
        {
            return Array.IndexOf(_items, value, startIndex, _size - startIndex);
        }

        public virtual int IndexOf(object value, int startIndex, int count)
        {
            return Array.IndexOf(_items, value, startIndex, count);
        }

        public virtual void Remove(object obj)
        {
            int index = IndexOf(obj);
            if (index >= 0)
            {
                RemoveAt(index);
            }
        }

        public virtual object[] ToArray()
        {
            return (object[])ToArray(typeof(object));
        }

        public virtual Array ToArray(Type type)
        {
            Array array = Array.CreateInstance(type, _size);
            Array.Copy(_items, 0, array, 0, _size);
            return array;
        }
    }
}
