using nanoDer.Core;
using nanoDer.Tls;
using nanoDer.Xmpp;

namespace nanoDer.Firmware
{
    /// <content>The pump between network and engines, while there is a stream.</content>
    public sealed partial class Gateway
    {
        private void Pump()
        {
            if (_stopping && !_closing)
            {
                _closing = true;
                _xmpp.Close();
            }

            _xmpp.Tick(_now);
            SendUnsolicited();
            long next = _server.NextDeadline;
            next = next < _xmpp.NextDeadline ? next : _xmpp.NextDeadline;
            int wait = WaitTime(_side == null || next < _side.NextDeadline ? next : _side.NextDeadline);
            int count = _xmpp.Status == DerStatus.Ok ? _transport.Receive(_received, wait) : 0;
            if (count > 0)
            {
                _flight.Bytes(FlightRecorder.Input, _received, 0, count, _now);
                _session.Received(_now);
            }
            else if (count < 0)
            {
                _flight.Number(FlightRecorder.Result, -2, 2, _now);
                _xmpp.Disconnected();
            }

            SessionState state = _session.State;
            Work(count);
            if (_xmpp.Status == DerStatus.Ok || _session.State != state)
            {
                return;
            }

            // What the engine still has to say about the end.
            Flush();
            if (_closing)
            {
                _session.On(SessionInput.Stop, _now);
                return;
            }

            // In TLS 1.3 a server refuses our certificate only after our side of the handshake is done.
            bool refused = _xmpp.Status == DerStatus.NetLost && _secured && !_xmpp.IsAuthenticated;
            Fail(refused ? DerStatus.TlsHandshake : _xmpp.Status);
        }

        /// <summary>Feeds what has arrived and acts on what comes of it.</summary>
        private void Work(int count)
        {
            int offset = 0;
            while (true)
            {
                XmppEvent happened = _xmpp.Next();
                if (happened == XmppEvent.StartTls)
                {
                    // Bytes behind the answer to STARTTLS would be taken for bytes of the secure stream.
                    if (offset < count)
                    {
                        Fail(DerStatus.XmppInjectedBytes);
                    }
                    else
                    {
                        _session.On(SessionInput.TlsAgreed, _now);
                    }

                    return;
                }

                bool goesOn = happened != XmppEvent.None && OnEvent(happened);
                if (!goesOn)
                {
                    Flush();
                    if (offset >= count)
                    {
                        return;
                    }

                    offset += _xmpp.Feed(_received, offset, count - offset);
                }
            }
        }

        /// <summary>Acts on an event.</summary>
        /// <returns>False when bytes must be fed before there is anything more to do.</returns>
        private bool OnEvent(XmppEvent happened)
        {
            switch (happened)
            {
                case XmppEvent.PayloadStart:
                    int space = _xmpp.Tokenizer.Namespace;
                    _inSide = space > _pduNamespace && space < _shieldNamespace;
                    _inShield = _shield != null && space == _shieldNamespace && _xmpp.Stanza.Type != StanzaType.GroupChat;
                    if (_inSide)
                    {
                        return _side.Read(true);
                    }

                    if (IsAdmitted())
                    {
                        return _inShield ? _shield.Read(true) : _port.Read(true);
                    }

                    // A stranger's PDU is not even read.
                    _xmpp.PayloadDone();
                    return true;
                case XmppEvent.Payload:
                    return _inSide ? _side.Read(false) : _inShield ? _shield.Read(false) : _port.Read(false);
                case XmppEvent.StanzaEnd:
                    // The whole window is needed for the answer.
                    bool canAnswer = Flush();
                    if (_inSide)
                    {
                        if (canAnswer)
                        {
                            Refused(_side.Take());
                        }

                        return true;
                    }

                    if (canAnswer)
                    {
                        // The server knows the time only from here.
                        TickServer();
                        Handle();
                    }

                    _port.Drop();
                    return true;
                case XmppEvent.PeerGone:
                    if (_shield != null)
                    {
                        _shield.Drop(_xmpp.Stanza.From, _xmpp.Stanza.FromLength);
                    }

                    if (_server.Abort(_xmpp.Stanza.From, _xmpp.Stanza.FromLength))
                    {
                        _events.OnEvent(GatewayEvent.Released, DerStatus.Ok, Peer());
                    }

                    return true;
                case XmppEvent.Response:
                    if (_side != null && _xmpp.Stanza.Kind == StanzaKind.Iq)
                    {
                        _side.OnError();
                    }

                    return true;
                case XmppEvent.Delayed:
                    if (MayTell())
                    {
                        _events.OnEvent(GatewayEvent.Delayed, DerStatus.Ok, Peer());
                    }

                    return true;
                case XmppEvent.RoomJoined:
                    TellRoom(GatewayEvent.RoomJoined);
                    return true;
                case XmppEvent.RoomLeft:
                    TellRoom(GatewayEvent.RoomLeft);
                    return true;
                case XmppEvent.Authenticated:
                    _flight.Authenticated(true);
                    _events.OnEvent(GatewayEvent.Authenticated, DerStatus.Ok, null);
                    return true;
                case XmppEvent.ResourceChanged:
                    _events.OnEvent(GatewayEvent.WrongResource, DerStatus.Ok, Text(_xmpp.FullJid, 0, _xmpp.FullJidLength));
                    return true;
                case XmppEvent.Resumed:
                    Arrived(GatewayEvent.Resumed);
                    return true;
                case XmppEvent.Online:
                    // The server has forgotten the session that the associations were in.
                    EndAssociations();
                    _server.MostBytes = PduRoom(_xmpp.StanzaLimit);
                    Arrived(GatewayEvent.Online);
                    if (_side != null)
                    {
                        _side.Begin();
                    }

                    EnterRooms();
                    return true;
                default:
                    return true;
            }
        }

        private void EndAssociations()
        {
            _server.AbortAll();
            if (_shield != null)
            {
                _shield.DropAll();
            }
        }

        private void Arrived(GatewayEvent how)
        {
            _session.On(SessionInput.Bound, _now);
            Log(SecurityEvent.SessionOpened, 0, _session.Failures);

            // Told only when the presence is on its way.
            if (Flush())
            {
                _events.OnEvent(how, DerStatus.Ok, Text(_xmpp.FullJid, 0, _xmpp.FullJidLength));
            }
        }

        /// <summary>Sends what waits, then reports and the like, each when the window is free and the server has acknowledged enough of those before.</summary>
        private void SendUnsolicited()
        {
            while (Flush() && _xmpp.IsOnline && !_xmpp.IsHolding && _port.SendUnsolicited())
            {
                Finish();
            }
        }

        /// <summary>Sends the rest of a stanza that is larger than the window.</summary>
        private void Finish()
        {
            while (_port.Write() && Flush())
            {
            }
        }

        /// <summary>Tells of associations and refusals after a stanza was answered.</summary>
        private void Report()
        {
            Refused(_port.Refused);
            if (_port.Opened)
            {
                _events.OnEvent(GatewayEvent.Associated, DerStatus.Ok, Peer());
            }

            if (_port.Ended)
            {
                _events.OnEvent(GatewayEvent.Released, DerStatus.Ok, Peer());
            }
        }

        private string Peer()
        {
            return Text(_xmpp.Stanza.From, 0, _xmpp.Stanza.FromLength);
        }

        /// <summary>Sends what the engine has to say.</summary>
        /// <returns>False when the connection is gone; the engine knows.</returns>
        private bool Flush()
        {
            int count = _xmpp.OutputCount;
            if (count == 0)
            {
                return true;
            }

            _flight.Bytes(FlightRecorder.Output, _xmpp.Output, _xmpp.OutputOffset, count, _now);
            if (!_transport.Send(_xmpp.Output, _xmpp.OutputOffset, count))
            {
                _flight.Number(FlightRecorder.Result, -1, 2, _now);
                _xmpp.Disconnected();
                return false;
            }

            _xmpp.Consume(count);
            return true;
        }
    }
}
