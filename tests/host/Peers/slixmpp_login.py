"""Logs in with SASL EXTERNAL, binds, pings its server, prints the full JID and the TLS version, and leaves.

Arguments: port, bare JID, certificate, key, authority (PEM files). Exit code 0 only when all of it worked.
"""
import asyncio
import sys

import slixmpp

PORT, JID, CERTIFICATE, KEY, AUTHORITY = sys.argv[1:6]


class Login(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(JID, "", sasl_mech="EXTERNAL")
        self.certfile, self.keyfile, self.ca_certs = CERTIFICATE, KEY, AUTHORITY
        self.register_plugin("xep_0199")
        self.result = 1
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("failed_auth", lambda _: print("failed_auth"))

    async def start(self, _):
        await self["xep_0199"].ping(self.boundjid.domain, timeout=10)
        print(self.boundjid.full, self.transport.get_extra_info("ssl_object").version())
        self.result = 0
        self.disconnect()


client = Login()
client.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
try:
    client.loop.run_until_complete(asyncio.wait_for(client.disconnected, 20))
except asyncio.TimeoutError:
    print("no login within 20 s")
sys.exit(client.result)
