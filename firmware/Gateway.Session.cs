using System;
using System.Text;
using nanoDer.Core;
using nanoDer.Crypto;
using nanoDer.Iec61850;
using nanoDer.Tls;
using nanoDer.Xml;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <content>The steps of a session: find the server, connect, check, secure, and what follows when one fails.</content>
    public sealed partial class Gateway
    {
        private void Find()
        {
            DerStatus status;
            if (_clock.IsAsking)
            {
                // Nothing is of use before the time is known, as far as it can be.
                _board.Sleep(TurnTime);
                return;
            }

            if (!_finder.Find(_now, TurnTime, out status))
            {
                return;
            }

            if (status == DerStatus.Ok)
            {
                _session.On(SessionInput.Resolved, _now);
            }
            else
            {
                Fail(status);
            }
        }

        private void Connect()
        {
            DerStatus status = DerStatus.NetNoConnection;
            bool found = _finder.Next();
            _session.OfferAnotherServer(_finder.HasMore);
            if (found)
            {
                ServerTargets target = _finder.Target;
                string host = Text(target.Host, target.HostOffset, target.HostLength);
                _events.OnEvent(GatewayEvent.Connecting, DerStatus.Ok, host + " port " + target.Port.ToString());
                status = _transport.Open(host, target.Port);
                Result(status);
            }

            if (status != DerStatus.Ok)
            {
                Fail(status);
                return;
            }

            _events.OnEvent(GatewayEvent.Connected, DerStatus.Ok, null);
            _direct = _finder.Target.IsDirectTls;
            if (!_direct)
            {
                _xmpp.Connect(_now);
            }

            _session.On(_direct ? SessionInput.ConnectedDirect : SessionInput.Connected, _now);
        }

        /// <summary>Pre-flight: what would only freeze the board or fail without a word is found here.</summary>
        private void Check()
        {
            _clock.Correct(_now);
            long seconds = Utc() / 1000;
            DerStatus status = _transport.Check(seconds, _board.FreeHeap(), _board.LargestBlock());
            Result(status);
            if (status != DerStatus.Ok)
            {
                Fail(status);
                return;
            }

            long end = _transport.NotAfter();
            if (end != long.MaxValue)
            {
                _flight.Number(FlightLog.Expiry, end, 8, _now);
                long left = end - seconds;
                _session.LimitSession(_now + (left * 1000));
                if (left < _tls.ExpiryWarning)
                {
                    int days = (int)(left / Day);
                    Log(SecurityEvent.OwnCertificateExpiring, 0, days);
                    _events.OnEvent(GatewayEvent.CertificateExpiring, DerStatus.Ok, days.ToString());
                }
            }

            _session.On(SessionInput.Ready, _now);
        }

        /// <summary>The handshake. Nothing runs meanwhile, and nobody feeds the watchdog.</summary>
        private void Secure()
        {
            _flight.Number(FlightLog.Handshake, 0, 1, _now);
            DerStatus status = _transport.Secure(_domain);
            _now = _board.Now();
            Result(status);
            if (status != DerStatus.Ok)
            {
                Fail(status);
                return;
            }

            _secured = true;
            _session.On(SessionInput.Secured, _now);
            _events.OnEvent(GatewayEvent.Secured, DerStatus.Ok, null);
            if (_direct)
            {
                _xmpp.Connect(_now, true);
            }
            else
            {
                _xmpp.TlsEstablished(_now);
            }
        }

        private void Fail(DerStatus status)
        {
            if (status == DerStatus.XmppSeeOtherHost && _xmpp.OtherHostLength > 0)
            {
                _session.OfferAnotherServer(_finder.Redirect(Text(_xmpp.OtherHost, 0, _xmpp.OtherHostLength)));
            }

            _session.Fail(status, _now);
            Ended();
        }

        /// <summary>The supervisor has taken an attempt or a session for failed.</summary>
        private void Ended()
        {
            DerStatus status = _session.Status;
            Drop();
            Log(SecurityLog.Of(status), (int)status, _session.Failures);
            _events.OnEvent(GatewayEvent.Offline, status, null);
            if (_session.State == SessionState.Waiting)
            {
                _events.OnEvent(GatewayEvent.Waiting, status, (_session.NextDeadline - _now).ToString());
            }
            else if (_session.State == SessionState.Rebooting)
            {
                Log(SecurityEvent.RestartOrdered, (int)status, _session.Failures);
                _events.OnEvent(GatewayEvent.Restarting, status, null);
            }
        }

        private void Drop()
        {
            _transport.Close();
            _secured = false;
            _port.Drop();
            if (!_xmpp.CanResume)
            {
                EndAssociations();
            }
        }
    }
}
