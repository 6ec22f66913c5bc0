"""A client of the gateway: an XMPP account of its own, one request at a time, and a queue of what comes unasked."""
import asyncio
import ssl

import slixmpp
from slixmpp.exceptions import IqError
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

import mms
from mms import NAMESPACE, ServiceError, StanzaError, child, tag, text

WAIT = 10


class Info:
    """An informationReport: name of its list or of its variables, and its values."""

    def __init__(self, element):
        names = child(element, "variableAccessSpecification")
        self.names = [item.text for item in names.iter() if tag(item) in ("itemId", "vmd-specific", "aa-specific")]
        self.values = [mms.result(access) for access in child(element, "listOfAccessResult")]


class Peer(slixmpp.ClientXMPP):
    def __init__(self, jid, certificate, key, authority, gateway):
        super().__init__(jid, "", sasl_mech="EXTERNAL")
        self.certfile, self.keyfile, self.ca_certs = certificate, key, authority
        self.ssl_version = ssl.PROTOCOL_TLS_CLIENT
        self.gateway = gateway
        self.number = 0
        self.limit = 8192
        self.infos, self.rejects = asyncio.Queue(), asyncio.Queue()
        self.ready = asyncio.Event()
        self.register_handler(Callback("info", MatchXPath("{jabber:client}message/{%s}unconfirmed-PDU" % NAMESPACE), self.informed))
        self.register_handler(Callback("reject", MatchXPath("{jabber:client}message/{%s}rejectPDU" % NAMESPACE), lambda m: self.rejects.put_nowait(m.xml[0])))
        self.add_event_handler("session_start", self.start)

    def start(self, _):
        self.send_presence()
        self.ready.set()

    def informed(self, message):
        if message["from"].full == self.gateway and message.xml.get("type", "normal") == "normal":
            self.infos.put_nowait(Info(child(message.xml[0], "UnconfirmedService", "informationReport")))

    async def ask(self, kind, pdu):
        """Sends a PDU; the answering one."""
        iq = self.make_iq_get(ito=self.gateway) if kind == "get" else self.make_iq_set(ito=self.gateway)
        iq.append(mms.parse(pdu.replace(">", " xmlns='%s'>" % NAMESPACE, 1) if "/>" not in pdu.split(">")[0] + ">" else pdu.replace("/>", " xmlns='%s'/>" % NAMESPACE, 1)))
        try:
            answer = await iq.send(timeout=WAIT)
        except IqError as error:
            raise StanzaError(error.condition) from None
        assert answer["from"].full == self.gateway and len(answer.xml) == 1, answer
        return answer.xml[0]

    async def confirmed(self, kind, service):
        """A confirmed request; the element of the service in its response."""
        self.number += 1
        answer = await self.ask(kind, "<confirmed-RequestPDU><invokeID>%d</invokeID><ConfirmedServiceRequest>%s</ConfirmedServiceRequest>"
                                "</confirmed-RequestPDU>" % (self.number, service))
        assert text(answer, "invokeID") == str(self.number), "an answer to another request"
        if tag(answer) == "confirmed-ErrorPDU":
            error = child(answer, "serviceError", "errorClass")[0]
            raise ServiceError(tag(error), int(error.text))
        assert tag(answer) == "confirmed-ResponsePDU", tag(answer)
        return child(answer, "ConfirmedServiceResponse")[0]

    async def initiate(self, nesting=10, cbb="11110001000", limit=8192, outstanding=1):
        answer = await self.ask("set", (
            "<initiate-RequestPDU><localDetailCalling>%d</localDetailCalling>"
            "<proposedMaxServOutstandingCalling>%d</proposedMaxServOutstandingCalling>"
            "<proposedMaxServOutstandingCalled>%d</proposedMaxServOutstandingCalled>"
            "<proposedDataStructureNestingLevel>%d</proposedDataStructureNestingLevel>"
            "<initRequestDetail><proposedVersionNumber>1</proposedVersionNumber><proposedParameterCBB>%s</proposedParameterCBB>"
            "<servicesSupportedCalling>%s</servicesSupportedCalling></initRequestDetail></initiate-RequestPDU>"
        ) % (limit, outstanding, outstanding, nesting, cbb, "0" * 85))
        if tag(answer) == "initiate-ErrorPDU":
            error = child(answer, "errorClass")[0]
            raise ServiceError(tag(error), int(error.text))
        return answer

    async def conclude(self):
        return await self.ask("set", "<conclude-RequestPDU/>")

    async def read(self, *references):
        answer = await self.confirmed("get", "<read><variableAccessSpecification>%s</variableAccessSpecification></read>" % mms.variables(references))
        values = [mms.result(access) for access in child(answer, "listOfAccessResult")]
        assert len(values) == len(references), "%d results of %d" % (len(values), len(references))
        return values[0] if len(references) == 1 else values

    async def write(self, *pairs):
        """References and Data in turn; the DataAccessError of each, None for success."""
        answer = await self.confirmed("set", "<write><variableAccessSpecification>%s</variableAccessSpecification><listOfData>%s</listOfData></write>" % (
            mms.variables(pairs[0::2]), "".join("<Data>%s</Data>" % data for data in pairs[1::2])))
        results = [None if tag(choice[0]) == "success" else int(choice[0].text) for choice in answer]
        return results[0] if len(pairs) == 2 else results

    async def names(self, kind, scope=mms.DEVICE, after=None):
        """One getNameList: the names, and whether more follow."""
        answer = await self.confirmed("get", "<getNameList><objectClass><%s/></objectClass><objectScope>%s</objectScope>%s</getNameList>" % (
            kind, {"": "<vmdSpecific/>", "@": "<aaSpecific/>"}.get(scope, "<domainSpecific>%s</domainSpecific>" % scope),
            "" if after is None else "<continueAfter>%s</continueAfter>" % after))
        return [item.text for item in child(answer, "listOfIdentifier")], answer.get("moreFollows") != "false"

    async def all_names(self, kind, scope=mms.DEVICE):
        names, more = await self.names(kind, scope)
        while more:
            further, more = await self.names(kind, scope, names[-1])
            assert further, "more follow, but none came"
            names += further
        return names

    async def info(self, seconds=WAIT):
        return await asyncio.wait_for(self.infos.get(), seconds)

    async def quiet(self, seconds=0.4):
        """Nothing comes unasked for a while."""
        try:
            info = await asyncio.wait_for(self.infos.get(), seconds)
        except asyncio.TimeoutError:
            return
        raise AssertionError("unasked: %s %s" % (info.names, info.values))
