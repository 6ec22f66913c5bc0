#!/usr/bin/python3
"""Works out a transcript of GDOI by RFC 2409, 4754, 5903, 6407, 8052 and 8263 alone, with Python's cryptography.

Standard input: JSON with the key server's private value, the datagrams of phase 1 and PULL in turn, a PUSH and its acknowledgement.
Every hash, initialisation vector, signature and padding is worked out anew and compared; standard output: JSON with the keys.
"""
import hashlib, hmac, json, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SA, KE, ID, CERT, HASH, SIG, NONCE, SAK, SAT, KD, SEQ, GAP = 1, 4, 5, 6, 8, 9, 10, 15, 16, 17, 18, 22


def number(octets):
    return int.from_bytes(octets, "big")


def arctan_inverse(x, unity):
    total = term = unity // x
    n, sign = 3, -1
    while term:
        term //= x * x
        total += sign * (term // n)
        sign, n = -sign, n + 2
    return total


def modp2048():  # RFC 3526: 2^2048 - 2^1984 - 1 + 2^64 * ([2^1918 pi] + 124476)
    unity = 1 << (1918 + 64)
    pi = 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity)) >> 64
    return 2**2048 - 2**1984 - 1 + 2**64 * (pi + 124476)


class Transcript:
    def __init__(self, given):
        self.messages = [bytes.fromhex(m) for m in given["datagrams"]]
        self.given = given
        self.hash = hashlib.sha1 if given["sha1"] else hashlib.sha256

    def prf(self, key, data):
        return hmac.new(key, data, self.hash).digest()

    def cbc(self, key, iv, data, encrypts):
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv))
        worker = cipher.encryptor() if encrypts else cipher.decryptor()
        return worker.update(data) + worker.finalize()

    @staticmethod
    def payloads(first, octets):
        """[(type, whole payload)], and what follows the last."""
        found, at, kind = [], 0, first
        while kind:
            length = number(octets[at + 2:at + 4])
            assert octets[at + 1] == 0 and length >= 4
            found.append((kind, octets[at:at + length]))
            kind, at = octets[at], at + length
        return found, octets[at:]

    def open(self, message, key, iv):
        """The payloads of an encrypted message; the cipher's last block."""
        assert message[19] == 1 and number(message[24:28]) == len(message)
        plain = self.cbc(key, iv, message[28:], False)
        found, rest = self.payloads(message[16], plain)
        assert rest == bytes(len(rest)) and len(rest) < 16, "padding"
        again = b"".join(p for _, p in found)
        assert self.cbc(key, iv, again + bytes(-len(again) % 16), True) == message[28:], "cipher"
        return found, message[-16:]

    def shared(self, public):
        group, private = self.given["group"], number(bytes.fromhex(self.given["private"]))
        if group == 14:
            return pow(number(public), private, modp2048()).to_bytes(256, "big")
        curve = ec.SECP256R1() if group == 19 else ec.BrainpoolP256R1()
        peer = ec.EllipticCurvePublicNumbers(number(public[:32]), number(public[32:]), curve).public_key()
        return ec.derive_private_key(private, curve).exchange(ec.ECDH(), peer)

    def proves(self, kinds, digest):
        if HASH in kinds:
            assert kinds[HASH][4:] == digest, "HASH of phase 1"
            return
        certificate = x509.load_der_x509_certificate(kinds[CERT][5:])
        assert kinds[CERT][4] == 4 and kinds[ID][8:] == certificate.subject.public_bytes()
        key, signature = certificate.public_key(), kinds[SIG][4:]
        if isinstance(key, rsa.RSAPublicKey):
            n = key.public_numbers()
            block = pow(number(signature), n.e, n.n).to_bytes(len(signature), "big")
            assert block == b"\0\1" + b"\xff" * (len(block) - 3 - len(digest)) + b"\0" + digest, "SIG of RSA"
        else:
            key.verify(encode_dss_signature(number(signature[:32]), number(signature[32:])), digest, ec.ECDSA(hashes.SHA256()))

    def phase1(self):
        m = self.messages
        cookies = m[1][:16]
        sa = self.payloads(SA, m[0][28:])[0][0][1][4:]
        first, second = (dict(self.payloads(x[16], x[28:])[0]) for x in m[2:4])
        gi, gr, ni, nr = first[KE][4:], second[KE][4:], first[NONCE][4:], second[NONCE][4:]
        secret = self.shared(gi)
        psk = self.given.get("psk")
        skeyid = self.prf(bytes.fromhex(psk), ni + nr) if psk else self.prf(ni + nr, secret)
        d = self.prf(skeyid, secret + cookies + b"\0")
        self.a = self.prf(skeyid, d + secret + cookies + b"\1")
        e = self.prf(skeyid, self.a + secret + cookies + b"\2")
        size = self.given["bits"] // 8
        if size > len(e):
            block, e_long = self.prf(e, b"\0"), b""
            while len(e_long) < size:
                e_long, block = e_long + block, self.prf(e, block)
            e = e_long
        self.key, self.cookies = e[:size], cookies
        found, iv = self.open(m[4], self.key, self.hash(gi + gr).digest()[:16])
        kinds = dict(found)
        self.proves(kinds, self.prf(skeyid, gi + gr + cookies[:8] + cookies[8:] + sa + kinds[ID][4:]))
        found, self.last = self.open(m[5], self.key, iv)
        kinds = dict(found)
        self.proves(kinds, self.prf(skeyid, gr + gi + cookies[8:] + cookies[:8] + sa + kinds[ID][4:]))

    def pull(self):
        m = self.messages[6:10]
        number_of = m[0][20:24]
        assert all(x[:16] == self.cookies and x[18] == 32 and x[20:24] == number_of for x in m) and number(number_of)
        iv, before, opened = self.hash(self.last + number_of).digest()[:16], b"", []
        for i, x in enumerate(m):
            found, iv = self.open(x, self.key, iv)
            covered = b"".join(p for _, p in found[1:])
            assert found[0] == (HASH, found[0][1]) and found[0][1][4:] == self.prf(self.a, number_of + before + covered), f"HASH({i + 1})"
            kinds = dict(found)
            if NONCE in kinds:
                before += kinds[NONCE][4:]
            opened.append(kinds)
        assert opened[0][ID][4:] == b"\x0b\0\0\0" + bytes.fromhex(self.given["groupId"])
        self.policy(opened[1][SA][4:])
        self.keys(opened[3][KD][4:])

    def attributes(self, octets):
        found = []
        while octets:
            kind = number(octets[:2])
            if kind & 0x8000:
                found.append((kind & 0x7FFF, octets[2:4]))
                octets = octets[4:]
            else:
                size = number(octets[2:4])
                found.append((kind, octets[4:4 + size]))
                octets = octets[4 + size:]
        return found

    def policy(self, sa):
        assert number(sa[:4]) == 2 and number(sa[4:8]) == 0 and sa[10:12] == b"\0\0"
        found, rest = self.payloads(number(sa[8:10]), sa[12:])
        assert rest == b""
        self.teks = {}
        for kind, whole in found:
            body = whole[4:]
            if kind == SAK:
                at = 5 + body[4]
                at += 4 + body[at + 3]
                self.spi = body[at:at + 16]
            elif kind == SAT:
                assert body[0] == 3
                at = 2 + body[1]
                at += 2 + number(body[at:at + 2])
                self.teks[body[at:at + 4]] = number(body[at + 8:at + 12])

    def keys(self, kd):
        count, at, self.found = number(kd[:2]), 4, {}
        for _ in range(count):
            kind, size, spi = kd[at], number(kd[at + 2:at + 4]), kd[at + 4]
            name, inside = kd[at + 5:at + 5 + spi], dict(self.attributes(kd[at + 5 + spi:at + size]))
            if kind == 1:
                assert name in self.teks
                self.found[name.hex()] = [inside.get(2, b"").hex(), inside.get(1, b"").hex()]
            elif kind == 2:
                assert name == self.spi
                self.kek, self.public = inside[1], inside[2]
            at += size
        assert at == len(kd)

    def push(self):
        m = bytes.fromhex(self.given["push"])
        assert m[:16] == self.spi and m[18] == 33 and number(m[20:24]) == 0
        found, _ = self.open(m, self.kek[16:], self.kek[:16])
        signed = b"rekey" + m[:28] + b"".join(p for _, p in found[:-1])
        signature = found[-1][1][4:]
        key = serialization.load_der_public_key(self.public)
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            key.verify(encode_dss_signature(number(signature[:32]), number(signature[32:])), signed, ec.ECDSA(hashes.SHA256()))
        kinds = dict(found)
        before = dict(self.found)
        self.policy(kinds[SA][4:])
        self.keys(kinds[KD][4:])
        self.found = {**before, **self.found}
        label = b"GROUPKEY-PUSH ACK\0" + self.spi + (512).to_bytes(2, "big")
        ack_key = hmac.new(self.kek[16:], label, hashlib.sha256).digest()
        identity = b"\0\0\0\x0c" + bytes.fromhex("010000007f000001")
        covered = bytes([ID]) + kinds[SEQ][1:] + identity
        body = bytes([SEQ]) + b"\0\0\x24" + hmac.new(ack_key, covered, hashlib.sha256).digest() + covered
        self.ack = self.spi + bytes([HASH, 0x10, 35, 0]) + bytes(4) + (28 + len(body)).to_bytes(4, "big") + body


given = json.load(sys.stdin)
work = Transcript(given)
work.phase1()
work.pull()
work.push()
json.dump({"keys": work.found, "ack": work.ack.hex()}, sys.stdout)
