using System.Text;

namespace System.IO
{
    public abstract class TextReader : MarshalByRefObject, IDisposable
    {
        public virtual void Close()
        {
            Dispose();
        }

        public void Dispose()
        {
            Dispose(true);
        }

        protected virtual void Dispose(bool disposing)
        {
        }

        public virtual int Peek()
        {
            return -1;
        }

        public virtual int Read()
        {
            return -1;
        }

        public virtual string ReadLine()
        {
            string line = string.Empty;
            while (true)
            {
                int c = Read();
                if (c == -1)
                {
                    return line.Length > 0 ? line : null;
                }
                if (c == '\r' || c == '\n')
                {
                    if (c == '\r' && Peek() == '\n')
                    {
                        Read();
                    }
                    return line;
                }

                line += (char)c;
            }
        }

        public virtual string ReadToEnd()
        {
            string text = string.Empty;
            int c;
            while ((c = Read()) != -1)
            {
                text += (char)c;
            }
            return text;
        }
    }

    /// <summary>Reads UTF-8 text from a stream.</summary>
    public class StreamReader : TextReader
    {
        private readonly Stream _stream;
        private readonly byte[] _buffer = new byte[512];
        private char[] _chars = new char[0];
        private int _at;
        private bool _leaveOpen;

        public StreamReader(Stream stream, bool leaveOpen = false)
        {
            if (stream == null)
            {
                throw new ArgumentNullException();
            }
            if (!stream.CanRead)
            {
                throw new ArgumentException();
            }
            _stream = stream;
            _leaveOpen = leaveOpen;
        }

        public virtual Stream BaseStream
        {
            get
            {
                return _stream;
            }
        }

        public virtual Encoding CurrentEncoding
        {
            get
            {
                return Encoding.UTF8;
            }
        }

        public bool EndOfStream
        {
            get
            {
                return Peek() == -1;
            }
        }

        public override int Peek()
        {
            return Fill() ? _chars[_at] : -1;
        }

        public override int Read()
        {
            return Fill() ? _chars[_at++] : -1;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_leaveOpen)
            {
                _stream.Close();
            }
        }

        private bool Fill()
        {
            if (_at < _chars.Length)
            {
                return true;
            }
            int count = _stream.Read(_buffer, 0, _buffer.Length);
            if (count == 0)
            {
                return false;
            }
            while (count < _buffer.Length && Cut(count))
            {
                int one = _stream.ReadByte();
                if (one < 0)
                {
                    break;
                }
                _buffer[count++] = (byte)one;
            }

            _chars = Encoding.UTF8.GetChars(_buffer, 0, count);
            _at = 0;
            return _chars.Length > 0;
        }

        private bool Cut(int count)
        {
            int back = 1;
            while (back <= 3 && back <= count && (_buffer[count - back] & 0xC0) == 0x80)
            {
                back++;
            }
            if (back > count)
            {
                return false;
            }
            byte lead = _buffer[count - back];
            int need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return need > back;
        }
    }
}
