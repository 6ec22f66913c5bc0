using nanoDer.Core;
using nanoDer.Iec61850;

namespace nanoDer.UnitTests.Iec61850
{
    /// <summary>Two files: one with text, one larger than a part that the server reads at a time.</summary>
    public sealed class TwoFiles : FileStore
    {
        public const int LogBytes = 300;

        private static readonly byte[] Text = Bytes.Of("hello");

        public override int Count
        {
            get { return 2; }
        }

        public override void PutName(int file, ByteWriter output)
        {
            output.PutAscii(file == 0 ? "LD0/event.log" : "LD0/flight.rec");
        }

        public override int Size(int file)
        {
            return file == 0 ? Text.Length : LogBytes;
        }

        public override int Read(int file, int position, byte[] buffer, int count)
        {
            int left = Size(file) - position;
            int given = left < count ? left : count;
            for (int i = 0; i < given; i++)
            {
                buffer[i] = file == 0 ? Text[position + i] : (byte)(position + i);
            }

            return given;
        }
    }
}
