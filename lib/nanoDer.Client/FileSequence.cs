using System;
using nanoDer.Core;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <summary>
    /// Fetches a file (GetFile, IEC 61850-8-2 clause 23): fileOpen, fileRead until no more follows, fileClose. Each answer to fileRead brings a
    /// part: <see cref="Count"/> octets of the answer's values, to be taken before the next PDU comes.
    /// </summary>
    public sealed class FileSequence : ClientSequence
    {
        private const int Opening = 0;
        private const int Reading = 1;
        private const int Closing = 2;
        private const int NameBytes = 255;

        /// <summary>Octets of the file as the server told at first; -1 before.</summary>
        public int Size;

        /// <summary>Where the part begins in the values of <see cref="MmsClient.Pdu"/>.</summary>
        public int Offset;

        /// <summary>Octets of the part that came with the last answer; 0 when it was another answer.</summary>
        public int Count;

        private readonly byte[] _name = new byte[NameBytes];
        private int _length;
        private int _stage;
        private int _file;
        private ClientStatus _end;

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes()
        {
            return HeapSize.Object(Fields + 8) + HeapSize.Array(NameBytes, 1);
        }

        /// <summary>Begins.</summary>
        /// <param name="name">The file's name.</param>
        /// <exception cref="ArgumentException">It is too long.</exception>
        public void Start(byte[] name)
        {
            if (name.Length > NameBytes)
            {
                throw new ArgumentException();
            }

            Restart();
            Array.Copy(name, _name, name.Length);
            _length = name.Length;
            _stage = Opening;
            Size = -1;
            Count = 0;
        }

        /// <inheritdoc/>
        internal override bool Build(MmsClient client, long now)
        {
            if (_stage == Opening)
            {
                client.File(Kind.FileOpenRequest, _name, _length, 0);
                return true;
            }

            client.Begin();
            client.Builder.Integer(_stage == Reading ? Kind.FileReadRequest : Kind.FileCloseRequest, _file);
            return true;
        }

        /// <inheritdoc/>
        internal override void OnAnswer(MmsClient client)
        {
            Count = 0;
            if (_stage == Closing)
            {
                Status = _end != ClientStatus.Ok ? _end : client.Status;
                return;
            }

            _end = client.Status;
            if (_end != ClientStatus.Ok)
            {
                // What is open is closed, as far as the server still listens.
                bool listens = _stage == Reading && (_end == ClientStatus.Error || _end == ClientStatus.TimedOut);
                _stage = Closing;
                Status = listens ? ClientStatus.Busy : _end;
                return;
            }

            if (_stage == Opening)
            {
                _file = client.Pdu.Int32(client.Pdu.Child(client.Node, Kind.FrsmId));
                Size = client.Pdu.Int32(client.Pdu.Child(client.Pdu.Child(client.Node, Kind.FileAttributes), Kind.SizeOfFile));
                _stage = Reading;
                return;
            }

            int data = client.Pdu.Child(client.Node, Kind.FileData);
            Offset = client.Pdu.ValueOffset(data);
            Count = client.Pdu.ValueLength(data);
            if (!client.MoreFollows || Count == 0)
            {
                // More of nothing would go on for ever.
                _end = client.MoreFollows ? ClientStatus.BadAnswer : ClientStatus.Ok;
                _stage = Closing;
            }
        }
    }
}
