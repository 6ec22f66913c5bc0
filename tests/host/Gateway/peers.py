"""Peers of the gateway by slixmpp: one on its list, who goes away without a word; one who is not; and a publisher with two rooms.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway, bare JID, certificate and key of the stranger.
Prints one JSON object with what came back for each step; exit code 0 when all steps came to an end, whatever they brought.
"""
import asyncio
import json
import ssl
import sys
import time
import xml.etree.ElementTree as ET

import slixmpp
from slixmpp.exceptions import IqError

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY, STRANGER, STRANGER_CERTIFICATE, STRANGER_KEY = sys.argv[1:10]
DEVICE = GATEWAY.split("/")[0]
ROOMS = "muc." + JID.split("@")[1]
MMS = "http://www.iec.ch/61850/2018/SCSM_8_2"
MUC = "http://jabber.org/protocol/muc"
WAIT = 15

# The longest that a device waits before its first return to a room, and some more.
RETURN = 4.5

INITIATE = (
    "<initiate-RequestPDU xmlns='%s'><localDetailCalling>8192</localDetailCalling>"
    "<proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling>"
    "<proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled>"
    "<proposedDataStructureNestingLevel>8</proposedDataStructureNestingLevel>"
    "<initRequestDetail><proposedVersionNumber>1</proposedVersionNumber>"
    "<proposedParameterCBB>11110001000</proposedParameterCBB>"
    "<servicesSupportedCalling>%s</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>"
) % (MMS, "0" * 85)
IDENTIFY = "<confirmed-RequestPDU xmlns='%s'><invokeID>1</invokeID><ConfirmedServiceRequest><identify/></ConfirmedServiceRequest></confirmed-RequestPDU>" % MMS


def report_pdu(text):
    return (
        "<unconfirmed-PDU xmlns='%s'><UnconfirmedService><informationReport><variableAccessSpecification><variableListName>"
        "<vmd-specific>RPT</vmd-specific></variableListName></variableAccessSpecification><listOfAccessResult><AccessResult><success>"
        "<visible-string>%s</visible-string></success></AccessResult></listOfAccessResult></informationReport></UnconfirmedService></unconfirmed-PDU>") % (MMS, text)


class Peer(slixmpp.ClientXMPP):
    def __init__(self, jid, certificate, key):
        super().__init__(jid, "", sasl_mech="EXTERNAL")
        self.certfile, self.keyfile, self.ca_certs = certificate, key, AUTHORITY
        self.ssl_version = ssl.PROTOCOL_TLS_CLIENT
        self.seen = []
        self.changed = asyncio.Event()
        self.started = asyncio.Event()
        self.add_event_handler("session_start", lambda _: self.started.set())
        for event in ("presence_available", "presence_unavailable", "presence_subscribed", "presence_unsubscribed", "presence_error"):
            self.add_event_handler(event, self.notice)

    def notice(self, presence):
        self.seen.append((presence.xml.get("type") or "available", str(presence["from"]), presence.xml))
        self.changed.set()

    async def login(self):
        self.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
        await asyncio.wait_for(self.started.wait(), WAIT)
        await self.get_roster(timeout=WAIT)  # a server tells of subscriptions only those who have asked for their roster
        self.send_presence()

    async def sees(self, kind, sender):
        """Waits for a presence that has not been waited for yet; those before it are forgotten."""
        end = time.monotonic() + WAIT
        while True:
            for i, (seen, by, xml) in enumerate(self.seen):
                if seen == kind and by.startswith(sender):
                    del self.seen[:i + 1]
                    return xml
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("no %s presence of %s; only %s" % (kind, sender, [s[:2] for s in self.seen]))
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), left)
            except asyncio.TimeoutError:
                pass

    async def ask(self, text):
        iq = self.make_iq_set(ito=GATEWAY)
        iq.append(ET.fromstring(text))
        try:
            answer = await iq.send(timeout=WAIT)
            return answer.xml[0].tag.split("}")[1]
        except IqError as error:
            return error.etype + " " + error.condition

    async def enter(self, room):
        self.send_raw("<presence to='%s/Boss'><x xmlns='%s'/></presence>" % (room, MUC))
        await self.sees("available", room + "/Boss")

    async def administer(self, room, item):
        iq = self.make_iq_set(ito=room)
        iq.append(ET.fromstring("<query xmlns='%s#admin'><item %s/></query>" % (MUC, item)))
        await iq.send(timeout=WAIT)

    async def own(self, room, child):
        iq = self.make_iq_set(ito=room)
        iq.append(ET.fromstring("<query xmlns='%s#owner'>%s</query>" % (MUC, child)))
        await iq.send(timeout=WAIT)

    def invite(self, room):
        """Directly (XEP-0249)."""
        self.send_raw("<message to='%s'><x xmlns='jabber:x:conference' jid='%s'/></message>" % (GATEWAY, room))

    async def invites(self, room):
        """Until the device is in: it has a place for one room, and may not have heard yet that it is out of the last one."""
        while not any(kind == "available" and by.startswith(room + "/der1") for kind, by, _ in self.seen):
            self.invite(room)
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), 1)
            except asyncio.TimeoutError:
                pass

    def say(self, room, text):
        self.send_raw("<message to='%s' type='groupchat'>%s</message>" % (room, report_pdu(text)))


def role(presence):
    return presence.find("{%s#user}x/{%s#user}item" % (MUC, MUC)).get("role")


async def presence(report, grid):
    # The device watches who is on its list, and is seen by it.
    grid.send_presence_subscription(pto=DEVICE, ptype="subscribe")
    await grid.sees("subscribed", DEVICE)
    await grid.sees("available", GATEWAY)

    other = Peer(JID + "/gone", CERTIFICATE, KEY)
    await other.login()
    report["initiate"] = await other.ask(INITIATE)
    report["identify"] = await other.ask(IDENTIFY)
    other.abort()


async def stranger(report, evil):
    report["stranger initiate"] = await evil.ask(INITIATE)
    evil.send_presence_subscription(pto=DEVICE, ptype="subscribe")
    await evil.sees("unsubscribed", DEVICE)
    await evil.enter("trap@" + ROOMS)
    evil.invite("trap@" + ROOMS)


async def rooms(report, grid):
    # Members only, moderated: invited through the room, made a visitor, heard, then banned.
    first = "first@" + ROOMS
    await grid.enter(first)
    await grid.own(first, "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>%s#roomconfig</value></field>"
                          "<field var='muc#roomconfig_membersonly'><value>1</value></field>"
                          "<field var='muc#roomconfig_moderatedroom'><value>1</value></field></x>" % MUC)
    await grid.administer(first, "affiliation='member' jid='%s'" % DEVICE)
    grid.send_raw("<message to='%s'><x xmlns='%s#user'><invite to='%s'/></x></message>" % (first, MUC, GATEWAY))
    await grid.sees("available", first + "/der1")
    await grid.administer(first, "role='visitor' nick='der1'")
    report["role"] = role(await grid.sees("available", first + "/der1"))
    grid.say(first, "one")
    grid.send_raw("<message to='%s' type='groupchat'><noise xmlns='%s'/></message>" % (first, MMS))
    grid.send_raw("<message to='%s' type='groupchat'><body>no PDU</body></message>" % first)
    await grid.administer(first, "affiliation='outcast' jid='%s'" % DEVICE)
    await grid.sees("unavailable", first + "/der1")
    banned = time.monotonic()

    # Moderated and open: invited directly, a visitor by itself; kicked it comes back after a while.
    second = "second@" + ROOMS
    await grid.enter(second)
    await asyncio.wait_for(grid.invites(second), WAIT)
    report["role in the open room"] = role(await grid.sees("available", second + "/der1"))
    grid.say(second, "two")
    await grid.administer(second, "role='none' nick='der1'")
    await grid.sees("unavailable", second + "/der1")
    kicked = time.monotonic()
    await grid.sees("available", second + "/der1")
    report["back after"] = time.monotonic() - kicked
    grid.say(second, "three")
    await grid.own(second, "<destroy/>")
    await grid.sees("unavailable", second)
    await asyncio.sleep(max(0, banned + RETURN - time.monotonic()))
    report["came back banned"] = any(by.startswith(first + "/der1") for _, by, _ in grid.seen)


async def main(report):
    grid, evil = Peer(JID + "/boss", CERTIFICATE, KEY), Peer(STRANGER, STRANGER_CERTIFICATE, STRANGER_KEY)
    try:
        await asyncio.gather(grid.login(), evil.login())
        await stranger(report, evil)
        await presence(report, grid)
        await rooms(report, grid)
        report["in the trap"] = sum(by.startswith("trap@%s/der1" % ROOMS) for _, by, _ in evil.seen)
        report["done"] = True
    except Exception as failure:  # told to the test, which fails
        report["failure"] = repr(failure)
    for client in (grid, evil):
        client.disconnect()
    await asyncio.sleep(0.2)


result = {}
asyncio.get_event_loop().run_until_complete(asyncio.wait_for(main(result), 60))
print(json.dumps(result))
sys.exit(0 if "done" in result else 1)
