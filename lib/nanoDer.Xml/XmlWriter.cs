using nanoDer.Core;

namespace nanoDer.Xml
{
    /// <summary>
    /// Writes XML into a window of fixed size, in fragments that go out whole or not at all. Markup is constant text, which lies in
    /// flash; what comes from elsewhere is escaped. A large part of a fragment may be written into <see cref="Window"/> by somebody else.
    /// </summary>
    public sealed class XmlWriter
    {
        /// <summary>The window, from which the bytes are sent.</summary>
        public readonly ByteWriter Window;

        private int _start;
        private int _spilt;

        /// <summary>Takes the window's memory.</summary>
        /// <param name="capacity">Its size in bytes: the longest fragment.</param>
        public XmlWriter(int capacity)
        {
            Window = new ByteWriter(capacity);
        }

        /// <summary>Bytes that a writer needs on the device's heap.</summary>
        /// <param name="capacity">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int capacity)
        {
            return HeapSize.Object(3) + ByteWriter.RequiredBytes(capacity);
        }

        /// <summary>Bytes of the fragment so far.</summary>
        public int Length
        {
            get { return _spilt + Window.Count - _start; }
        }

        /// <summary>True when the fragment's first bytes have left the window before its end was written.</summary>
        public bool IsSpilt
        {
            get { return _spilt > 0; }
        }

        /// <summary>Begins a fragment.</summary>
        public void Begin()
        {
            _start = Window.Count;
            _spilt = 0;
        }

        /// <summary>Lets a fragment be larger than the window: all that waits is to be sent now, and nothing of the fragment can be taken back.</summary>
        public void Spill()
        {
            _spilt += Window.Count - _start;
            _start = 0;
        }

        /// <summary>Ends the fragment.</summary>
        /// <param name="most">How many bytes it may have.</param>
        /// <returns>False when it has more, or did not fit the window: then nothing of it is left.</returns>
        public bool End(int most)
        {
            if (!Window.Overflow && Length <= most)
            {
                return true;
            }

            Cancel();
            return false;
        }

        /// <summary>Takes back the fragment.</summary>
        public void Cancel()
        {
            Window.Rollback(_start);
        }

        /// <summary>Writes constant text as it is.</summary>
        /// <param name="text">ASCII characters only.</param>
        public void Markup(string text)
        {
            Window.PutAscii(text);
        }

        /// <summary>Writes UTF-8 text so that it can stand in an element as well as between quotes of either kind (XML 1.0 clause 2.4).</summary>
        /// <param name="text">Buffer with the text; what it holds must be characters that XML allows.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes.</param>
        public void Text(byte[] text, int offset, int count)
        {
            int end = offset + count;
            int from = offset;
            for (int i = offset; i < end; i++)
            {
                int c = text[i];
                if (c > '>' || (c > '\'' && c < '<') || (c >= ' ' && c < '&' && c != '"') || c == '=')
                {
                    continue;
                }

                Window.Put(text, from, i - from);
                from = i + 1;
                Window.Put((byte)'&');
                if (c == '&' || c == '\'')
                {
                    Window.Put((byte)'a');
                    Window.Put((byte)(c == '&' ? 'm' : 'p'));
                    Window.Put((byte)(c == '&' ? 'p' : 'o'));
                    if (c == '\'')
                    {
                        Window.Put((byte)'s');
                    }
                }
                else if (c == '<' || c == '>')
                {
                    Window.Put((byte)(c == '<' ? 'l' : 'g'));
                    Window.Put((byte)'t');
                }
                else
                {
                    // Quote and white space: a number keeps them through attribute normalisation.
                    Window.Put((byte)'#');
                    Window.PutDecimal((long)c);
                }

                Window.Put((byte)';');
            }

            Window.Put(text, from, end - from);
        }

        /// <summary>Writes constant text and then a value: an attribute up to its value's last character.</summary>
        /// <param name="markup">What stands before the value, its opening quote included.</param>
        /// <param name="value">Buffer with the value.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length in bytes.</param>
        public void Attribute(string markup, byte[] value, int offset, int count)
        {
            Window.PutAscii(markup);
            Text(value, offset, count);
        }
    }
}
