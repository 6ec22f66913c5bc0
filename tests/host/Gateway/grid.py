"""A grid side that knows the IEC 61850 gateway from the standards alone: XMPP by slixmpp, MMS as text of its own.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway.
Prints one JSON object with what came back for each step; exit code 0 when all steps came to an end, whatever they brought.
"""
import asyncio
import json
import ssl
import sys
import time
import xml.etree.ElementTree as ET

import slixmpp
from slixmpp.exceptions import IqError, IqTimeout
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY = sys.argv[1:7]
MMS = "http://www.iec.ch/61850/2018/SCSM_8_2"
REJECT = "{%s}rejectPDU" % MMS
WAIT = 10

INITIATE = (
    "<initiate-RequestPDU xmlns='%s'><localDetailCalling>8192</localDetailCalling>"
    "<proposedMaxServOutstandingCalling>1</proposedMaxServOutstandingCalling>"
    "<proposedMaxServOutstandingCalled>1</proposedMaxServOutstandingCalled>"
    "<proposedDataStructureNestingLevel>8</proposedDataStructureNestingLevel>"
    "<initRequestDetail><proposedVersionNumber>1</proposedVersionNumber>"
    "<proposedParameterCBB>11110001000</proposedParameterCBB>"
    "<servicesSupportedCalling>%s</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>"
) % (MMS, "0" * 85)
CONCLUDE = "<conclude-RequestPDU xmlns='%s'/>" % MMS


def read(invoke, *items):
    variables = "".join(
        "<SEQUENCE><variableSpecification><name><domain-specific><domainId>%s</domainId><itemId>%s</itemId>"
        "</domain-specific></name></variableSpecification></SEQUENCE>" % tuple(item.split("/"))
        for item in items)
    return (
        "<confirmed-RequestPDU xmlns='%s'><invokeID>%d</invokeID><ConfirmedServiceRequest><read>"
        "<variableAccessSpecification><listOfVariable>%s</listOfVariable></variableAccessSpecification>"
        "</read></ConfirmedServiceRequest></confirmed-RequestPDU>") % (MMS, invoke, variables)


def plain(element):
    """The element as text without prefixes, to be compared with what a person would write."""
    name = element.tag.replace("{%s}" % MMS, "")
    attributes = "".join(" %s='%s'" % pair for pair in sorted(element.attrib.items()))
    inner = (element.text or "") + "".join(plain(child) for child in element)
    return "<%s%s>%s</%s>" % (name, attributes, inner, name) if inner else "<%s%s/>" % (name, attributes)


class Grid(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(JID, "", sasl_mech="EXTERNAL")
        self.certfile, self.keyfile, self.ca_certs = CERTIFICATE, KEY, AUTHORITY
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0199")
        self.rejects = asyncio.Queue()
        self.report = {}
        self.register_handler(Callback("reject", MatchXPath("{jabber:client}message/%s" % REJECT), self.rejects.put_nowait))
        self.add_event_handler("session_start", self.start)

    async def start(self, _):
        try:
            self.send_presence()
            self.report["tls"] = self.transport.get_extra_info("ssl_object").version()
            await self.steps()
            self.report["done"] = True
        except Exception as failure:  # told to the test, which fails
            self.report["failure"] = repr(failure)
        self.disconnect()

    async def ask(self, kind, text):
        """Sends an iq with this child; the answer's type, its child and the condition of its error."""
        iq = self.make_iq_get(ito=GATEWAY) if kind == "get" else self.make_iq_set(ito=GATEWAY)
        iq.append(ET.fromstring(text))
        try:
            answer = await iq.send(timeout=WAIT)
            children = list(answer.xml)
            return {"type": answer["type"], "from": str(answer["from"]), "children": [plain(child) for child in children]}
        except IqError as error:
            return {"type": "error", "condition": error.condition, "kind": error.etype, "text": error.text}
        except IqTimeout:
            return {"type": "none"}

    async def reject(self):
        message = await asyncio.wait_for(self.rejects.get(), WAIT)
        return {"type": message.xml.get("type"), "from": str(message["from"]), "children": [plain(child) for child in message.xml]}

    async def steps(self):
        report = self.report
        report["before"] = await self.ask("get", read(1, "DER1LD0/MMXU1$MX$TotW$mag$f"))
        if report["before"].get("condition", "").startswith("remote-server-"):
            return  # no way to the gateway's server
        report["initiate"] = await self.ask("set", INITIATE)
        report["float"] = await self.ask("get", read(2, "DER1LD0/MMXU1$MX$TotW$mag$f"))
        report["boolean"] = await self.ask("get", read(3, "DER1LD0/DGEN1$ST$ECPConn$stVal"))
        report["quality"] = await self.ask("get", read(4, "DER1LD0/MMXU1$MX$TotW$q"))
        report["time"] = await self.ask("get", read(5, "DER1LD0/MMXU1$MX$TotW$t"))
        report["unknown"] = await self.ask("get", read(6, "DER1LD0/MMXU1$MX$TotW$mag$f", "DER1LD0/MMXU9$MX$TotW$mag$f", "NOSUCHLD/LLN0$ST$Beh"))
        report["malformed"] = await self.ask("get", read(7, "DER1LD0/MMXU1$MX$Hz$mag$f").replace("<read>", "<reed>").replace("</read>", "</reed>"))
        report["malformed reject"] = await self.reject()
        report["no service"] = await self.ask("get", "<confirmed-RequestPDU xmlns='%s'><invokeID>8</invokeID><ConfirmedServiceRequest>"
                                              "<obtainFile><sourceFile><GraphicString>a</GraphicString></sourceFile><destinationFile>"
                                              "<GraphicString>b</GraphicString></destinationFile></obtainFile></ConfirmedServiceRequest></confirmed-RequestPDU>" % MMS)
        report["no service reject"] = await self.reject()
        report["foreign"] = await self.ask("get", "<query xmlns='jabber:iq:version'/>")
        started = time.monotonic()
        await self["xep_0199"].send_ping(GATEWAY, timeout=WAIT)
        report["ping"] = time.monotonic() - started
        info = await self["xep_0030"].get_info(jid=GATEWAY, timeout=WAIT)
        report["identities"] = ["/".join(identity[:2]) for identity in info["disco_info"]["identities"]]
        report["features"] = sorted(info["disco_info"]["features"])
        report["still there"] = await self.ask("get", read(9, "DER1LD0/MMXU1$MX$Hz$mag$f"))
        report["conclude"] = await self.ask("set", CONCLUDE)
        report["after"] = await self.ask("get", read(10, "DER1LD0/MMXU1$MX$TotW$mag$f"))
        report["unasked rejects"] = self.rejects.qsize()


grid = Grid()
grid.ssl_version = ssl.PROTOCOL_TLS_CLIENT
grid.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
try:
    grid.loop.run_until_complete(asyncio.wait_for(grid.disconnected, 45))
except asyncio.TimeoutError:
    grid.report["failure"] = "not done within 45 s"
print(json.dumps(grid.report))
sys.exit(0 if "done" in grid.report else 1)
