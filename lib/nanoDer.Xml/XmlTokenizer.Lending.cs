using nanoDer.Core;

namespace nanoDer.Xml
{
    // For a reader that knows which tags must come and passes over them by itself, much faster than token by token. It takes only
    // what is certain: whole tags without prefix, and text that needs no replacement. Everything else it leaves to Next.
    public sealed partial class XmlTokenizer
    {
        /// <summary>Where the bytes in <see cref="Buffer"/> end that <see cref="Lend"/> gives.</summary>
        public int WindowEnd
        {
            get { return _end; }
        }

        /// <summary>How many more elements can be opened.</summary>
        /// <param name="nameLength">The longest name that any of them can have, in bytes.</param>
        /// <returns>At least that many.</returns>
        public int FreeLevels(int nameLength)
        {
            return _scope.FreeLevels(nameLength);
        }

        /// <summary>Lends the bytes that no token has covered yet.</summary>
        /// <returns>
        /// Where they begin in <see cref="Buffer"/>: directly inside the innermost open element, which has no prefix. -1 when the
        /// reader has to go on with <see cref="Next"/>.
        /// </returns>
        [DataPath]
        public int Lend()
        {
            if (_emptyElement || _dropLineFeed || Status != DerStatus.Ok)
            {
                return -1;
            }

            if (_leaving)
            {
                _leaving = false;
                _scope.Close();
            }

            return _scope.Depth > 0 && _scope.CurrentPrefixLength() == 0 ? _next : -1;
        }

        /// <summary>Takes back what <see cref="Lend"/> gave.</summary>
        /// <param name="offset">The first byte that the reader did not take.</param>
        [DataPath]
        public void Return(int offset)
        {
            _next = offset;
            _brackets = 0;
            _attributes.Count = 0;
        }

        /// <summary>Takes back what <see cref="Lend"/> gave, standing on the end tag of the innermost open element as if <see cref="Next"/> had come to it.</summary>
        /// <param name="name">Where the name in the end tag begins.</param>
        /// <param name="length">Its length.</param>
        /// <param name="offset">The first byte that the reader did not take.</param>
        [DataPath]
        public void ReturnAtEnd(int name, int length, int offset)
        {
            Return(offset);
            NameOffset = name;
            NameLength = length;
            Namespace = _scope.Current();
            _leaving = true;
        }

        /// <summary>Takes note of an element that the reader passed over and that is still open, the outermost first.</summary>
        /// <param name="name">Buffer with its name, which has no prefix.</param>
        /// <param name="offset">Where the name begins.</param>
        /// <param name="length">Its length; there is room for it, as <see cref="FreeLevels"/> says.</param>
        [DataPath]
        public void OpenPlain(byte[] name, int offset, int length)
        {
            _scope.OpenPlain(name, offset, length);
        }

        /// <summary>Takes note that the reader passed over the end tag of the innermost open element.</summary>
        /// <returns>False when the element around it has a prefix, so that the reader has to stop.</returns>
        [DataPath]
        public bool ClosePlain()
        {
            _scope.Close();
            return _scope.CurrentPrefixLength() == 0;
        }
    }
}
