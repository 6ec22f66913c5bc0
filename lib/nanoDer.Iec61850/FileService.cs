using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Iec61850
{
    /// <summary>GetFile, GetFileAttributeValues and the directory of files (IEC 61850-8-2 clause 23): MMS fileOpen, fileRead, fileClose, fileDirectory.</summary>
    internal sealed class FileService
    {
        /// <summary>Files open at a time, of all clients together.</summary>
        private const int Places = 2;

        // Octets of XML around each entry of a directory and around the whole of it.
        private const int EntryOverhead = 180;
        private const int Overhead = 500;

        /// <summary>Where the files are, or null.</summary>
        internal FileStore Store = null;

        // Names, and what is read from files.
        private readonly ByteWriter _name;
        private readonly int _most;
        private readonly Association[] _owner = new Association[Places];
        private readonly int[] _file = new int[Places];
        private readonly int[] _position = new int[Places];

        internal FileService(ByteWriter name, MemoryPlan plan)
        {
            _name = name;
            _most = plan.FileBytes < name.Buffer.Length ? plan.FileBytes : name.Buffer.Length;
        }

        private int Count
        {
            get { return Store == null ? 0 : Store.Count; }
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(6) + HeapSize.Array(Places, 12) + (2 * HeapSize.Array(Places, 4));
        }

        /// <summary>Builds the content of the response of a file service.</summary>
        /// <returns>-1, or a fault as <see cref="MmsError"/> explains.</returns>
        internal int Handle(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int error;
            switch (request.Kind(service))
            {
                case Kind.FileDirectoryRequest:
                    error = Directory(request, service, client, response);
                    break;
                case Kind.FileOpenRequest:
                    error = Open(request, service, client, response);
                    break;
                case Kind.FileReadRequest:
                    error = Read(Place(request, service, client), client, response);
                    break;
                case Kind.FileCloseRequest:
                    int place = Place(request, service, client);
                    error = place < 0 ? MmsError.FileNonExistent : -1;
                    if (place >= 0)
                    {
                        _owner[place] = null;
                        response.Null(Kind.FileCloseResponse);
                    }

                    break;
                default:
                    // All files are for reading only.
                    error = Find(request, service) < 0 ? MmsError.FileNonExistent : MmsError.FileAccessDenied;
                    break;
            }

            return error < 0 ? -1 : (Kind.ErrorFile << 8) | error;
        }

        /// <summary>Closes what a client had open.</summary>
        internal void Closed(Association client)
        {
            for (int i = 0; i < Places; i++)
            {
                if (_owner[i] == client)
                {
                    _owner[i] = null;
                }
            }
        }

        private int Directory(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int wanted = request.Child(service, Kind.FileSpecification);
            int after = request.Child(service, Kind.ContinueAfterFile);
            int file = after < 0 ? 0 : Find(request, after) + 1;
            if (after >= 0 && file == 0)
            {
                return MmsError.FileNonExistent;
            }

            int left = client.PduBytes - Overhead;
            bool more = false;
            int found = 0;
            response.Begin(Kind.FileDirectoryResponse);
            response.Begin(Kind.ListOfDirectoryEntry);
            for (; file < Count && !more; file++)
            {
                _name.Clear();
                Store.PutName(file, _name);
                if (wanted >= 0 && !Matches(request, wanted, true))
                {
                    continue;
                }

                left -= _name.Count + EntryOverhead;
                more = left < 0 && found > 0;
                if (!more)
                {
                    found++;
                    response.Begin(Kind.DirectoryEntry);
                    response.Begin(Kind.FileName);
                    response.Value(Kind.GraphicString, _name.Buffer, 0, _name.Count);
                    response.End();
                    PutAttributes(file, response);
                    response.End();
                }
            }

            response.End();
            response.Boolean(Kind.MoreFollows, more);
            return found == 0 && wanted >= 0 && after < 0 ? MmsError.FileNonExistent : -1;
        }

        private int Open(MmsTree request, int service, Association client, MmsBuilder response)
        {
            int file = Find(request, request.First(service));
            if (file < 0)
            {
                return MmsError.FileNonExistent;
            }

            int position = request.Int32(request.Child(service, Kind.InitialPosition));
            if (position > Store.Size(file))
            {
                return MmsError.FilePositionInvalid;
            }

            for (int i = 0; i < Places; i++)
            {
                if (_owner[i] == null)
                {
                    _owner[i] = client;
                    _file[i] = file;
                    _position[i] = position;
                    response.Begin(Kind.FileOpenResponse);
                    response.Integer(Kind.FrsmId, i + 1);
                    PutAttributes(file, response);
                    return -1;
                }
            }

            return MmsError.FileBusy;
        }

        private int Read(int place, Association client, MmsBuilder response)
        {
            if (place < 0)
            {
                return MmsError.FileNonExistent;
            }

            // Hexadecimal takes two octets of XML for one of the file.
            int most = (client.PduBytes - Overhead) / 2;
            int count = Store.Read(_file[place], _position[place], _name.Buffer, most < _most ? most : _most);
            if (count < 0 || most < 1)
            {
                return MmsError.FileAccessDenied;
            }

            _position[place] += count;
            response.Begin(Kind.FileReadResponse);
            response.Value(Kind.FileData, _name.Buffer, 0, count);
            response.Boolean(Kind.MoreFollows, count > 0 && _position[place] < Store.Size(_file[place]));
            return -1;
        }

        private void PutAttributes(int file, MmsBuilder response)
        {
            response.Begin(Kind.FileAttributes);
            response.Integer(Kind.SizeOfFile, Store.Size(file));
            response.End();
        }

        /// <summary>Place of a file that this client has open, or -1.</summary>
        private int Place(MmsTree request, int service, Association client)
        {
            int place = request.Int32(service) - 1;
            return place >= 0 && place < Places && _owner[place] == client ? place : -1;
        }

        private int Find(MmsTree request, int name)
        {
            for (int file = 0; file < Count; file++)
            {
                _name.Clear();
                Store.PutName(file, _name);
                if (Matches(request, name, false))
                {
                    return file;
                }
            }

            return -1;
        }

        /// <summary>Compares a FileName, whose parts stand for one path, with the name at hand: the same, or a directory that holds it. A slash at the beginning says nothing.</summary>
        private bool Matches(MmsTree request, int name, bool orDirectory)
        {
            int at = 0;
            int end = request.End(name);
            for (int part = request.First(name); part < end; part++)
            {
                int offset = request.ValueOffset(part);
                int count = request.ValueLength(part);
                if (at == 0 && count > 0 && request.Values[offset] == '/')
                {
                    offset++;
                    count--;
                }

                if (at + count > _name.Count || !Bytes.Equal(_name.Buffer, at, request.Values, offset, count))
                {
                    return false;
                }

                at += count;
            }

            return at == _name.Count || (orDirectory && (at == 0 || _name.Buffer[at - 1] == '/' || _name.Buffer[at] == '/'));
        }
    }
}
