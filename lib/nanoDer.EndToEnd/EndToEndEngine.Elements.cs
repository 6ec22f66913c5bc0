using nanoDer.Core;

namespace nanoDer.EndToEnd
{
    /// <content>The elements of tokens, written in the canonical form at once.</content>
    public sealed partial class EndToEndEngine
    {
        private static void Open(ByteWriter w, int name)
        {
            w.Put((byte)'<');
            Names.List.Put(name, w);
            w.Put((byte)'>');
        }

        private static void Close(ByteWriter w, int name)
        {
            w.Put((byte)'<');
            w.Put((byte)'/');
            Names.List.Put(name, w);
            w.Put((byte)'>');
        }

        private void OpenRoot(ByteWriter w, int name)
        {
            w.Put((byte)'<');
            Names.List.Put(name, w);
            w.Put(_namespace);
            w.Put((byte)'>');
        }

        private static void PutAlgorithm(ByteWriter w, int element, int name)
        {
            Open(w, element);
            Open(w, Names.Algorithm);
            Names.List.Put(name, w);
            Close(w, Names.Algorithm);
            Close(w, element);
        }

        private static void PutOctets(ByteWriter w, int name, byte[] octets, int count)
        {
            Open(w, name);
            w.PutHex(octets, 0, count);
            Close(w, name);
        }

        private void PutCertificates()
        {
            ByteWriter w = _message;
            PutOctets(w, Names.PkCert, _tools.Certificate, _tools.Certificate.Length);
            byte[][] path = _tools.Path;
            if (path != null)
            {
                Open(w, Names.CertPath);
                for (int i = 0; i < path.Length; i++)
                {
                    PutOctets(w, Names.Certificate, path[i], path[i].Length);
                }

                Close(w, Names.CertPath);
            }
        }

        private void PutVersion()
        {
            ByteWriter w = _message;
            Open(w, Names.Version);
            w.Put((byte)'1');
            Close(w, Names.Version);
        }

        private void PutAssociation(ByteWriter w, EndToEndAssociation a)
        {
            Open(w, Names.AssoId);
            w.PutDecimal((long)a.ClientId);
            if (_kind != Names.HandshakeReq)
            {
                w.Put((byte)':');
                w.PutDecimal((long)a.ServerId);
            }

            Close(w, Names.AssoId);
        }

        private static void PutTime(ByteWriter w, long time)
        {
            Open(w, Names.Time);
            GeneralizedTime.Put(time, w);
            Close(w, Names.Time);
        }

        private void PutKey(ByteWriter w, int element, EndToEndAssociation a)
        {
            Open(w, element);
            Open(w, Names.Algorithm);
            Names.List.Put(CurveName(), w);
            Close(w, Names.Algorithm);
            PutOctets(w, Names.PublicKey, a.Point, a.Point.Length);
            Close(w, element);
        }

        private void PutMode(int algorithms)
        {
            ByteWriter w = _message;
            Open(w, Names.EncrMode);
            if (_profile.IsAe)
            {
                PutAlgorithms(Names.Aea, algorithms);
            }
            else
            {
                Open(w, Names.NonAea);
                if ((algorithms & Protection.Encrypting) != 0)
                {
                    PutAlgorithms(Names.Encr, algorithms & Protection.Encrypting);
                }

                PutAlgorithms(Names.IcvAlgId, algorithms & ~Protection.Encrypting);
                Close(w, Names.NonAea);
            }

            Close(w, Names.EncrMode);
        }

        private void PutAlgorithms(int list, int algorithms)
        {
            Open(_message, list);
            for (int i = 0; i <= Names.LastAlgorithm - Names.FirstAlgorithm; i++)
            {
                if (((algorithms >> i) & 1) != 0)
                {
                    PutAlgorithm(_message, Names.AlgorithmIdentifier, Names.FirstAlgorithm + i);
                }
            }

            Close(_message, list);
        }
    }
}
