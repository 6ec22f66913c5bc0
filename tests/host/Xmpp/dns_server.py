"""A DNS server for one test: dnspython reads the questions and writes the answers. Ends after a minute without questions."""
import socket
import sys

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

# name, type, time to live and data of each record, one a line: what the arguments after the program's name say.
RECORDS = [argument.split(" ", 2) for argument in sys.argv[1:]]


def answer(query):
    response = dns.message.make_response(query)
    question = query.question[0]
    name = question.name
    while True:
        data = [r[2] for r in RECORDS if r[0] == name.to_text() and r[1] == dns.rdatatype.to_text(question.rdtype)]
        if data:
            response.answer.append(dns.rrset.from_text(name, 300, "IN", question.rdtype, *data))
            return response
        alias = [r[2] for r in RECORDS if r[0] == name.to_text() and r[1] == "CNAME"]
        if not alias:
            break
        response.answer.append(dns.rrset.from_text(name, 300, "IN", "CNAME", *alias))
        name = dns.name.from_text(alias[0])
    if not any(r[0] == name.to_text() for r in RECORDS):
        response.set_rcode(dns.rcode.NXDOMAIN)
    return response


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
server.settimeout(60)
print(server.getsockname()[1], flush=True)
try:
    while True:
        datagram, peer = server.recvfrom(4096)
        response = answer(dns.message.from_wire(datagram))
        try:
            wire = response.to_wire(max_size=512)
        except dns.exception.TooBig:
            response.answer = []
            response.flags |= dns.flags.TC
            wire = response.to_wire()
        server.sendto(wire, peer)
except TimeoutError:
    pass
