"""Runs all cases against a gateway, and prints one JSON object: for each case null, or what was wrong.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway, [names of the only cases to run].
"""
import asyncio
import importlib
import json
import sys
import time
import traceback

from case import CASES
from peer import Peer

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY = sys.argv[1:7]
ONLY = sys.argv[7:]
for module in ("association", "model", "data", "datasets", "settings", "files", "reports", "buffered", "logs", "control", "selection"):
    importlib.import_module("cases_" + module)


class World:
    """Two clients with associations, and a third one without."""

    async def start(self):
        peers = [Peer("%s/%s" % (JID, resource), CERTIFICATE, KEY, AUTHORITY, GATEWAY) for resource in "abc"]
        for peer in peers:
            peer.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
        await asyncio.wait_for(asyncio.gather(*[peer.ready.wait() for peer in peers]), 30)
        self.a, self.b, self.c = peers

    async def anew(self):
        """A client that begins anew has forgotten its association, and with it goes all that it had."""
        for peer in (self.a, self.b):
            await peer.initiate()
        for peer in (self.a, self.b, self.c):
            while not peer.infos.empty():
                peer.infos.get_nowait()
            while not peer.rejects.empty():
                peer.rejects.get_nowait()


async def main():
    world, results = World(), {}
    await world.start()
    for name, function in CASES:
        if ONLY and name not in ONLY:
            continue
        began = time.monotonic()
        try:
            await world.anew()
            await asyncio.wait_for(function(world), 30)
            results[name] = None
        except Exception as failure:  # told to the test, which fails
            place = [frame for frame in traceback.extract_tb(failure.__traceback__) if "cases_" in frame.filename][-1:]
            results[name] = "%s: %s (%s)" % (type(failure).__name__, failure, place and "%s: %s" % (place[0].lineno, place[0].line))
        if ONLY:
            print("%s %.2f s" % (name, time.monotonic() - began), file=sys.stderr)
    for peer in (world.a, world.b, world.c):
        peer.disconnect()
    print(json.dumps(results))


asyncio.get_event_loop().run_until_complete(main())
