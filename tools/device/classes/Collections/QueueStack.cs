namespace System.Collections
{
    /// <summary>First in, first out, in a ring that doubles.</summary>
    public class Queue : ICollection, ICloneable
    {
        private object[] _array;
        private int _head;
        private int _tail;
        private int _size;

        public Queue()
        {
            _array = new object[4];
        }

        public virtual int Count
        {
            get
            {
                return _size;
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
                return this;
            }
        }

        public virtual void Clear()
        {
            Array.Clear(_array, 0, _array.Length);
            _head = 0;
            _tail = 0;
            _size = 0;
        }

        public virtual void Enqueue(object obj)
        {
            if (_size == _array.Length)
            {
                object[] next = new object[_size * 2];
                CopyTo(next, 0);
                _array = next;
                _head = 0;
                _tail = _size;
            }

            _array[_tail] = obj;
            _tail = (_tail + 1) % _array.Length;
            _size++;
        }

        public virtual object Dequeue()
        {
            object first = Peek();
            _array[_head] = null;
            _head = (_head + 1) % _array.Length;
            _size--;
            return first;
        }

        public virtual object Peek()
        {
            if (_size == 0)
            {
                throw new InvalidOperationException();
            }
            return _array[_head];
        }

        public virtual void CopyTo(Array array, int index)
        {
            int first = _array.Length - _head;
            if (first > _size)
            {
                first = _size;
            }
            Array.Copy(_array, _head, array, index, first);
            Array.Copy(_array, 0, array, index + first, _size - first);
        }

        public virtual object[] ToArray()
        {
            object[] copy = new object[_size];
            CopyTo(copy, 0);
            return copy;
        }

        public virtual object Clone()
        {
            Queue copy = new Queue();
            for (int i = 0; i < _size; i++)
            {
                copy.Enqueue(_array[(_head + i) % _array.Length]);
            }
            return copy;
        }

        public virtual bool Contains(object obj)
        {
            return Array.IndexOf(ToArray(), obj) >= 0;
        }

        public virtual IEnumerator GetEnumerator()
        {
            return ToArray().GetEnumerator();
        }
    }

    /// <summary>Last in, first out.</summary>
    public class Stack : ICollection, ICloneable
    {
        private object[] _array;
        private int _size;

        public Stack()
        {
            _array = new object[4];
        }

        public virtual int Count
        {
            get
            {
                return _size;
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
                return this;
            }
        }

        public virtual void Clear()
        {
            Array.Clear(_array, 0, _array.Length);
            _size = 0;
        }

        public virtual void Push(object obj)
        {
            if (_size == _array.Length)
            {
                object[] next = new object[_size * 2];
                Array.Copy(_array, 0, next, 0, _size);
                _array = next;
            }

            _array[_size++] = obj;
        }

        public virtual object Pop()
        {
            object top = Peek();
            _array[--_size] = null;
            return top;
        }

        public virtual object Peek()
        {
            if (_size == 0)
            {
                throw new InvalidOperationException();
            }
            return _array[_size - 1];
        }

        public virtual object[] ToArray()
        {
            object[] copy = new object[_size];
            for (int i = 0; i < _size; i++)
            {
                copy[i] = _array[_size - 1 - i];
            }
            return copy;
        }

        public virtual void CopyTo(Array array, int index)
        {
            ToArray().CopyTo(array, index);
        }

        public virtual object Clone()
        {
            Stack copy = new Stack();
            for (int i = 0; i < _size; i++)
            {
                copy.Push(_array[i]);
            }
            return copy;
        }

        public virtual bool Contains(object obj)
        {
            return Array.IndexOf(ToArray(), obj) >= 0;
        }

        public virtual IEnumerator GetEnumerator()
        {
            return ToArray().GetEnumerator();
        }
    }
}
