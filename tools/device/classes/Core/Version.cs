using System.Runtime.CompilerServices;

namespace System
{
    public sealed class Version
    {
        private int _Major;
        private int _Minor;
        private int _Build = -1;
        private int _Revision = -1;

        public Version(int major, int minor)
        {
            _Major = major;
            _Minor = minor;
        }

        public Version(int major, int minor, int build, int revision)
        {
            _Major = major;
            _Minor = minor;
            _Build = build;
            _Revision = revision;
        }

        public int Major
        {
            get
            {
                return _Major;
            }
        }

        public int Minor
        {
            get
            {
                return _Minor;
            }
        }

        public int Build
        {
            get
            {
                return _Build;
            }
        }

        public int Revision
        {
            get
            {
                return _Revision;
            }
        }

        public override bool Equals(object obj)
        {
            Version other = obj as Version;
            return other != null && _Major == other._Major && _Minor == other._Minor && _Build == other._Build && _Revision == other._Revision;
        }

        public override int GetHashCode()
        {
            return _Major ^ _Minor;
        }

        public override string ToString()
        {
            string text = _Major + "." + _Minor;
            return _Build < 0 ? text : _Revision < 0 ? text + "." + _Build : text + "." + _Build + "." + _Revision;
        }
    }
}
