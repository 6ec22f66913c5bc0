"""MMS in the XML of IEC 61850-8-2, written and read as text: this knows nothing but the standards."""
import struct
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

NAMESPACE = "http://www.iec.ch/61850/2018/SCSM_8_2"
DEVICE = "DER1LD0"


class Failure(int):
    """A DataAccessError in the place of a value."""


class ServiceError(Exception):
    """A confirmed-ErrorPDU or the like: class and number."""

    def __init__(self, kind, number):
        super().__init__("%s %d" % (kind, number))
        self.what = (kind, number)


class StanzaError(Exception):
    """The stanza came back with an error."""

    def __init__(self, condition):
        super().__init__(condition)
        self.condition = condition


# Data, to be written.
def b(value):
    return "<boolean><%s/></boolean>" % ("true" if value else "false")


def i(value):
    return "<integer>%d</integer>" % value


def u(value):
    return "<unsigned>%d</unsigned>" % value


def f(value):
    return "<floating-point>08%s</floating-point>" % struct.pack(">f", value).hex().upper()


def s(value):
    return "<visible-string>%s</visible-string>" % escape(value)


def o(value):
    return "<octet-string>%s</octet-string>" % value


def bits(value):
    return "<bit-string>%s</bit-string>" % value


def t(seconds):
    """A time of day in seconds since 1970, good to 10 bits of a fraction."""
    if seconds == 0:
        return "<utc-time>0000000000000000</utc-time>"
    whole = int(seconds)
    return "<utc-time>%08X%06X0A</utc-time>" % (whole, int((seconds - whole) * (1 << 24)))


def st(*members):
    return "<structure>%s</structure>" % "".join("<Data>%s</Data>" % member for member in members)


def array(*members):
    return "<array>%s</array>" % "".join("<Data>%s</Data>" % member for member in members)


def name(reference):
    """LD/item, @name of the association, or a name of the whole device."""
    if reference.startswith("@"):
        return "<aa-specific>%s</aa-specific>" % reference[1:]
    if "/" not in reference:
        return "<vmd-specific>%s</vmd-specific>" % reference
    domain, item = reference.split("/")
    return "<domain-specific><domainId>%s</domainId><itemId>%s</itemId></domain-specific>" % (domain, item)


def full(reference):
    """The same with the logical device, where it is left out."""
    return reference if "/" in reference or reference.startswith("@") else "%s/%s" % (DEVICE, reference)


def variables(references):
    return "<listOfVariable>%s</listOfVariable>" % "".join(
        "<SEQUENCE><variableSpecification><name>%s</name></variableSpecification></SEQUENCE>" % name(full(r)) for r in references)


def tag(element):
    return element.tag.split("}")[1]


def child(element, *path):
    for step in path:
        element = element.find("{%s}%s" % (NAMESPACE, step))
        if element is None:
            return None
    return element


def text(element, *path):
    found = child(element, *path)
    return "" if found is None else found.text or ""


def value(element):
    """What a Data element holds: bool, int, float, str, or a list."""
    kind = tag(element)
    if kind in ("structure", "array"):
        return [value(data[0]) for data in element]
    if kind == "boolean":
        return tag(element[0]) == "true" if len(element) else element.text.strip() == "true"
    if kind in ("integer", "unsigned"):
        return int(element.text)
    if kind == "floating-point":
        return struct.unpack(">f", bytes.fromhex(element.text[-8:]))[0]
    return element.text or ""


def result(access):
    """What an AccessResult holds."""
    return Failure(int(access[0].text)) if tag(access[0]) == "failure" else value(access[0][0])


def parse(xml):
    return ET.fromstring(xml)
