using nanoDer.Core;

namespace nanoDer.Xmpp
{
    /// <content>How a stream ends: in order, by a failure, or without a word so that its session lives on.</content>
    public sealed partial class XmppClient
    {
        /// <summary>Ends the stream in order: the server answers by ending its own.</summary>
        public void Close()
        {
            if (!_footerSent && Status == DerStatus.Ok)
            {
                _footerSent = true;
                _stream.Close();
                if (_output.Management.State == StreamManagement.On)
                {
                    _output.Acknowledge();
                }

                _output.Management.Begin(StreamManagement.Off);
                if (_stream.State != XmppState.Tls)
                {
                    _output.Footer();
                }

                _deadline = _output.Now + _account.CloseTimeout;
            }
        }

        private void SendEnd()
        {
            StreamManagement management = _output.Management;
            _deadline = long.MaxValue;
            management.Due = long.MaxValue;
            if (_footerSent)
            {
                return;
            }

            _footerSent = true;
            bool isCut = Status == DerStatus.NetLost || Status == DerStatus.XmppTimeout;
            if (isCut && management.State == StreamManagement.On && management.CanResume)
            {
                // A farewell that arrived after all would end the session that is to be resumed.
                return;
            }

            SendFarewell();
            if (management.State != StreamManagement.Suspended)
            {
                management.Begin(StreamManagement.Off);
            }
        }

        private void SendFarewell()
        {
            if (Status == DerStatus.BufferFull)
            {
                Writer.Clear();
            }
            else if (Status != DerStatus.NetLost && Status != DerStatus.XmppInjectedBytes && _stream.State != XmppState.Tls)
            {
                // Else nobody listens, or the wrong one, or clear text would go into the handshake.
                _output.Xml.Begin();
                string error = XmppErrors.ForStream(Status);
                if (error != null)
                {
                    _output.StreamError(error);
                }

                _output.Footer();
                _output.Xml.End(int.MaxValue);
            }
        }
    }
}
