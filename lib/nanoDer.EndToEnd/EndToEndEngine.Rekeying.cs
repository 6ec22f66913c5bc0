using System;
using nanoDer.Core;
using nanoDer.Crypto;

namespace nanoDer.EndToEnd
{
    /// <content>
    /// New keys for an open association. The client sends a new point, the server answers by its own and sends under the new keys from then on,
    /// the client does when it has that answer. A server that wants new keys asks the client to begin.
    /// </content>
    public sealed partial class EndToEndEngine
    {
        private const int ProtocolError = 1;

        /// <summary>Wants new keys although they are not due yet. They come with the next messages.</summary>
        /// <param name="association">An open association.</param>
        public void Renew(EndToEndAssociation association)
        {
            if (association.Rekeying == EndToEndAssociation.Idle)
            {
                association.Rekeying = association.IsClientSide ? EndToEndAssociation.MakeKey : EndToEndAssociation.Ask;
            }
        }

        private static bool IsRekeying(EndToEndAssociation a)
        {
            int step = a.Rekeying;
            return step == EndToEndAssociation.MakeKey || step == EndToEndAssociation.AgreeClient
                || step == EndToEndAssociation.MakeAnswer || step == EndToEndAssociation.AgreeServer;
        }

        private static KeyMaterial SendKeys(EndToEndAssociation a)
        {
            return a.SendsNext ? a.Next : a.Keys;
        }

        private bool IsWorn(EndToEndAssociation a, int factor)
        {
            return _now - a.KeyedAt >= (long)_profile.RekeySeconds * 1000 * factor || a.Messages / factor >= _profile.RekeyMessages
                || a.Octets / factor >= _profile.RekeyBytes;
        }

        // A peer that does not renew keys has no association any more.
        private bool IsWornOut(EndToEndAssociation a)
        {
            return IsWorn(a, 2);
        }

        private void PutRekeying(ByteWriter w, EndToEndAssociation a)
        {
            if (IsWorn(a, 1))
            {
                Renew(a);
            }

            _carried = a.Rekeying;
            if (_carried == EndToEndAssociation.SendKey)
            {
                PutKey(w, Names.Rekey, a);
            }
            else if (_carried == EndToEndAssociation.Ask)
            {
                w.Put((byte)'<');
                Names.List.Put(Names.ReqRekey, w);
                w.Put((byte)'/');
                w.Put((byte)'>');
            }
            else if (_carried == EndToEndAssociation.SendAnswer)
            {
                PutKey(w, Names.ChangedKey, a);
            }
        }

        // The message with it is complete.
        private void Carried(EndToEndAssociation a)
        {
            if (_carried == EndToEndAssociation.SendKey)
            {
                a.Rekeying = EndToEndAssociation.KeySent;
            }
            else if (_carried == EndToEndAssociation.Ask)
            {
                a.Rekeying = EndToEndAssociation.Asked;
            }
            else if (_carried == EndToEndAssociation.SendAnswer)
            {
                a.SendsNext = true;
                Renewed(a);
            }
        }

        private void Renewed(EndToEndAssociation a)
        {
            a.Rekeying = EndToEndAssociation.Idle;
            a.Rekeys++;
            a.Restart(_now);
        }

        /// <summary>What an authentic message says of keys.</summary>
        /// <returns>A number of DtDiagnostics; 0 when all is well.</returns>
        private int TakeRekeying(EndToEndAssociation a)
        {
            int what = _pdu.Rekey;
            if (what == 0)
            {
                return 0;
            }

            if (what == Names.ReqRekey)
            {
                Renew(a);
                return a.IsClientSide ? 0 : ProtocolError;
            }

            if (what == Names.Rekey ? a.IsClientSide || a.SendsNext || a.Rekeying >= EndToEndAssociation.MakeAnswer
                : a.Rekeying != EndToEndAssociation.KeySent)
            {
                return what == Names.Rekey ? UnexpectedDhKey : UnexpectedChangedKey;
            }

            if (_pdu.Curve != CurveName() || _pdu.PointCount != 2 * EllipticCurve.PointBytes
                || Hex.Decode(_message.Buffer, _pdu.PointOffset, _pdu.PointCount, a.PeerPoint, 0) < 0)
            {
                return ProtocolError;
            }

            a.Rekeying = what == Names.Rekey ? EndToEndAssociation.MakeAnswer : EndToEndAssociation.AgreeClient;
            return 0;
        }

        private EndToEndResult TickRekeying()
        {
            for (int i = 0; i < _associations.Length; i++)
            {
                EndToEndAssociation a = _associations[i];
                if (IsRekeying(a))
                {
                    Rekey(a);
                    return _step != Nothing || IsRekeying(a) ? EndToEndResult.Busy : EndToEndResult.None;
                }
            }

            return EndToEndResult.None;
        }

        // One multiplication, or one of the base point.
        private void Rekey(EndToEndAssociation a)
        {
            bool makes = a.Rekeying == EndToEndAssociation.MakeKey || a.Rekeying == EndToEndAssociation.MakeAnswer;
            DerStatus status;
            if (makes)
            {
                status = _tools.Curve.GenerateKey(_tools.Random, a.Private, a.Point, 0);
                a.Rekeying++;
            }
            else
            {
                status = _tools.Curve.Agree(a.Private, a.PeerPoint, 0, EllipticCurve.PointBytes, _secret);
                a.Private.Clear();
                byte[] client = a.IsClientSide ? a.Point : a.PeerPoint;
                byte[] server = a.IsClientSide ? a.PeerPoint : a.Point;
                Hash(client, 0, client.Length, a.Chain);
                Array.Copy(_scratch, 0, a.Chain, 0, Sha256.Size);
                Hash(server, 0, server.Length, a.Chain);
                Array.Copy(_scratch, 0, a.Chain, 0, Sha256.Size);
                DeriveKeys(a, a.Next);
                a.Rekeying = EndToEndAssociation.SendAnswer;
                if (a.IsClientSide)
                {
                    a.Promote();
                    Renewed(a);
                }
            }

            if (status != DerStatus.Ok)
            {
                // What is no point, or came from nobody's random numbers, gives no keys: there is nothing to go on with.
                a.Close();
            }
        }
    }
}
