"""Works out an association of IEC 62351-4 again: canonical form, signatures, keys, every message.

Input (JSON on stdin): suite, tag, the PDUs in order as [from, text], private DH values as they were drawn, the authority's certificate.
Output: the protected PDUs in clear, the ICVs and ciphertexts as this program makes them, the keys.
"""
import hashlib
import json
import sys
import xml.etree.ElementTree as ET
from datetime import datetime, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

E2E = "{http://www.iec.ch/62351/2018/E2E_4}"
APPLICATION = "http://www.iec.ch/61850/2018/SCSM_8_2"
CURVES = {"1.2.840.10045.3.1.7": ec.SECP256R1(), "1.3.36.3.3.2.8.1.1.7": ec.BrainpoolP256R1()}
HMAC_SHA256 = "1.2.840.113549.2.9"
AES = "2.16.840.1.101.3.4.1."
SUITES = {1: (0, 16), 2: (0, 32), 16: (32, 0), 32: (16, 0), 64: (32, 0), 20: (32, 16), 40: (16, 32)}


def text(value, attribute=False):
    for a, b in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;")):
        value = value.replace(a, b)
    if attribute:
        for a, b in (('"', "&quot;"), ("\t", "&#x9;"), ("\n", "&#xA;")):
            value = value.replace(a, b)
    return value


def canonical(e, top=True):
    """One element; a protected PDU declares its namespace, nothing inside it does."""
    namespace, name = e.tag[1:].split("}")
    attributes = "".join(f' {k}="{text(v, True)}"' for k, v in sorted(e.attrib.items()))
    if namespace == APPLICATION and top:
        attributes = f' xmlns="{APPLICATION}"' + attributes
    body = content(e)
    return f"<{name}{attributes}>{body}</{name}>" if body else f"<{name}{attributes}/>"


def content(e):
    """What stands between the tags of an element."""
    own = e.tag.startswith("{" + APPLICATION)
    parts = [e.text or ""] + [p for c in e for p in (c, c.tail or "")]
    blank = len(e) > 0
    return "".join(
        canonical(p, not own) if isinstance(p, ET.Element) else "" if blank and not p.strip(" \t\r\n") else text(p) for p in parts)


def at(e, *path):
    for name in path:
        e = e.find(E2E + name)
    return e


def verify(pdu, anchor, peers, sender):
    tbs = content(at(pdu, "tbs")).encode()
    certificate = x509.load_der_x509_certificate(bytes.fromhex(next(pdu.iter(E2E + "pkCert")).text))
    if isinstance(anchor.public_key(), ec.EllipticCurvePublicKey):
        anchor.public_key().verify(certificate.signature, certificate.tbs_certificate_bytes, ec.ECDSA(hashes.SHA256()))
    else:
        anchor.public_key().verify(certificate.signature, certificate.tbs_certificate_bytes, padding.PKCS1v15(), hashes.SHA256())
    assert at(pdu, "sign", "algo", "algorithm").text == "1.2.840.10045.4.3.2"
    certificate.public_key().verify(bytes.fromhex(at(pdu, "sign", "sign").text), tbs, ec.ECDSA(hashes.SHA256()))
    peers.setdefault(sender, certificate)
    assert peers[sender] == certificate
    return tbs


def point(e):
    curve = CURVES[at(e, "algorithm").text]
    return bytes.fromhex(at(e, "publicKey").text), curve


def agree(private, e):
    octets, curve = point(e)
    own = ec.derive_private_key(int(private, 16), curve)
    return own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(curve, octets))


def derive(secret, salt, suite):
    icv, encryption = SUITES[suite]
    octets = HKDF(hashes.SHA256(), 2 * (icv + encryption + 4), salt, None).derive(secret)
    cut = [0, icv, 2 * icv, 2 * icv + encryption, 2 * (icv + encryption), 2 * (icv + encryption) + 4, len(octets)]
    part = [octets[a:b] for a, b in zip(cut, cut[1:])]
    return {"all": octets, "icv": part[0:2], "enc": part[2:4], "salt": part[4:6]}


def number(token):
    when = datetime.strptime(at(token, "time").text, "%Y%m%d%H%M%S,%fZ").replace(tzinfo=timezone.utc)
    return (round(when.timestamp() * 1000) << 16) | int(at(token, "seq").text)


def transfer(pdu, keys, direction, suite, tag):
    """The PDU in clear, and the message's protected part made again."""
    token = at(pdu, "tbp", "token2")
    nonce = keys["salt"][direction] + number(token).to_bytes(8, "big")
    data = at(pdu, "tbp", "applData")
    if suite in (1, 2):
        aad = content(token).encode()
        iv = at(token, "iv")
        assert iv is None or bytes.fromhex(iv.text) == nonce
        cipher = Cipher(algorithms.AES(keys["enc"][direction]), modes.GCM(nonce, bytes.fromhex(data.text)[-tag:], tag)).decryptor()
        cipher.authenticate_additional_data(aad)
        plain = cipher.update(bytes.fromhex(data.text)[:-tag]) + cipher.finalize()
        return plain.decode(), (AESGCM(keys["enc"][direction]).encrypt(nonce, plain, aad)[:len(plain) + tag]).hex().upper(), data.text
    signed = content(at(pdu, "tbp")).encode()
    if suite & 16:
        mac = hmac.HMAC(keys["icv"][direction], hashes.SHA256())
        mac.update(signed)
        icv = mac.finalize()
        assert at(pdu, "auth", "algorithm", "algorithm").text == HMAC_SHA256
    else:
        assert bytes.fromhex(at(pdu, "auth", "nonce").text) == nonce
        icv = AESGCM(keys["icv"][direction]).encrypt(nonce, b"", signed)[:tag]
    if suite in (20, 40):
        iv = bytes.fromhex(at(token, "iv").text)
        cipher = Cipher(algorithms.AES(keys["enc"][direction]), modes.CBC(iv)).decryptor()
        plain = cipher.update(bytes.fromhex(data.text)) + cipher.finalize()
        assert plain[-plain[-1]:] == bytes([plain[-1]]) * plain[-1]
        plain = plain[:-plain[-1]].decode()
    else:
        plain = content(data)
    return plain, icv.hex().upper(), at(pdu, "auth", "icv").text


def main():
    run = json.load(sys.stdin)
    anchor = x509.load_der_x509_certificate(bytes.fromhex(run["authority"]))
    private = run["private"]
    chain, secret, keys, peers, out, offered = bytes(32), None, None, {}, [], None
    for sender, xml in run["pdus"]:
        pdu = ET.fromstring(xml)
        kind = pdu.tag.removeprefix(E2E)
        if kind in ("HandshakeReq", "HandshakeAcc"):
            tbs = verify(pdu, anchor, peers, sender)
            assert not offered or kind == "HandshakeAcc"
            chain = hashlib.sha256(tbs + chain).digest()
            if kind == "HandshakeAcc":
                keys = derive(agree(private.pop(0), at(pdu, "tbs", "token1", "dhKey")), chain, run["suite"])
                out.append(keys["all"].hex())
            else:
                offered = pdu
        elif kind in ("ClearTransfer", "EncrTransfer"):
            direction = 0 if sender == "client" else 1
            plain, made, there = transfer(pdu, keys, direction, run["suite"], run["tag"])
            assert made == there, f"{made} is not {there}"
            out.append(plain)
            token = at(pdu, "tbp", "token2")
            if at(token, "rekey") is not None:
                chain = hashlib.sha256(point(at(token, "rekey"))[0] + chain).digest()
            if at(token, "changedKey") is not None:
                answer = at(token, "changedKey")
                chain = hashlib.sha256(point(answer)[0] + chain).digest()
                keys = derive(agree(private.pop(0), answer), chain, run["suite"])
                out.append(keys["all"].hex())
        else:
            verify(pdu, anchor, peers, sender)
            out.append(kind)
    json.dump(out, sys.stdout)


main()
