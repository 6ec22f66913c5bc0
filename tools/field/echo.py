"""A device on slixmpp that answers pings, and sends questions of urn:nanoder:echo back. Runs until it is stopped.

Arguments: port, full JID, certificate, key, authority (PEM files).
"""
import sys

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

PORT, JID, CERTIFICATE, KEY, AUTHORITY = sys.argv[1:6]


class Echo(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(JID, "", sasl_mech="EXTERNAL")
        self.certfile, self.keyfile, self.ca_certs = CERTIFICATE, KEY, AUTHORITY
        self.register_plugin("xep_0199")
        self.add_event_handler("session_start", lambda _: self.send_presence())
        self.add_event_handler("disconnected", lambda _: sys.exit(1))
        self.register_handler(Callback("echo", MatchXPath("{jabber:client}iq/{urn:nanoder:echo}e"), self.answer))

    def answer(self, question):
        answer = question.reply()
        answer.append(question.xml[0])
        answer.send()


client = Echo()
client.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
client.loop.run_forever()
