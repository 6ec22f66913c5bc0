using System.Collections;
using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>What all arrays have.</summary>
    public abstract class Array : ICloneable, IList
    {
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern Array CreateInstance(Type elementType, int length);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length);
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern void Clear(Array array, int index, int length);

        public extern int Length
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        extern object IList.this[int index] { [MethodImpl(MethodImplOptions.InternalCall)] get; [MethodImpl(MethodImplOptions.InternalCall)] set; }

        [MethodImpl(MethodImplOptions.InternalCall)]
        private static extern bool TrySzIndexOf(Array array, int startIndex, int count, object value, out int index);

        int ICollection.Count
        {
            get
            {
                return Length;
            }
        }

        public object SyncRoot
        {
            get
            {
                return this;
            }
        }

        public bool IsReadOnly
        {
            get
            {
                return false;
            }
        }

        public bool IsFixedSize
        {
            get
            {
                return true;
            }
        }

        public bool IsSynchronized
        {
            get
            {
                return false;
            }
        }

        public static void Copy(Array sourceArray, Array destinationArray, int length)
        {
            Copy(sourceArray, 0, destinationArray, 0, length);
        }

        public object GetValue(int index)
        {
            return ((IList)this)[index];
        }

        public object Clone()
        {
            int length = Length;
            Array copy = CreateInstance(GetType().GetElementType(), length);
            Copy(this, copy, length);
            return copy;
        }

        public void CopyTo(Array array, int index)
        {
            Copy(this, 0, array, index, Length);
        }

        public static int IndexOf(Array array, object value)
        {
            return IndexOf(array, value, 0, array.Length);
        }

        public static int IndexOf(Array array, object value, int startIndex)
        {
            return IndexOf(array, value, startIndex, array.Length - startIndex);
        }

        public static int IndexOf(Array array, object value, int startIndex, int count)
        {
            if (array == null)
            {
                throw new ArgumentNullException();
            }
            if (TrySzIndexOf(array, startIndex, count, value, out int found))
            {
                return found;
            }
            int end = startIndex + count;
            for (int i = startIndex; i < end; i++)
            {
                object item = array.GetValue(i);
                if (item == null ? value == null : item.Equals(value))
                {
                    return i;
                }
            }

            return -1;
        }

        public static int BinarySearch(Array array, object value, IComparer comparer)
        {
            if (array == null)
            {
                throw new ArgumentNullException();
            }
            return BinarySearch(array, 0, array.Length, value, comparer);
        }

        public static int BinarySearch(Array array, int index, int length, object value, IComparer comparer)
        {
            int low = index;
            int high = index + length - 1;
            while (low <= high)
            {
                int middle = (low + high) >> 1;
                object item = array.GetValue(middle);
                int order = comparer != null ? comparer.Compare(item, value) : ((IComparable)item).CompareTo(value);
                if (order == 0)
                {
                    return middle;
                }
                if (order < 0)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return ~low;
        }

        int IList.Add(object value)
        {
            throw new NotSupportedException();
        }

        bool IList.Contains(object value)
        {
            return IndexOf(this, value) >= 0;
        }

        void IList.Clear()
        {
            Clear(this, 0, Length);
        }

        int IList.IndexOf(object value)
        {
            return IndexOf(this, value);
        }

        void IList.Insert(int index, object value)
        {
            throw new NotSupportedException();
        }

        void IList.Remove(object value)
        {
            throw new NotSupportedException();
        }

        void IList.RemoveAt(int index)
        {
            throw new NotSupportedException();
        }

        public IEnumerator GetEnumerator()
        {
            return new SzArrayEnumerator(this, 0, Length);
        }

        internal sealed class SzArrayEnumerator : IEnumerator
        {
            private Array _array;
            private int _index;
            private int _endIndex;
            private int _startIndex;
            private int _arrayLength;

            internal SzArrayEnumerator(Array array, int start, int count)
            {
                _array = array;
                _startIndex = start;
                _index = start - 1;
                _endIndex = start + count;
                _arrayLength = array.Length;
            }

            public object Current
            {
                get
                {
                    return _array.GetValue(_index);
                }
            }

            public bool MoveNext()
            {
                if (_index < _endIndex)
                {
                    _index++;
                }
                return _index < _endIndex;
            }

            public void Reset()
            {
                _index = _startIndex - 1;
            }
        }
    }
}
