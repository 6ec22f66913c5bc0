"""Numbered requests, commands and reports while the gateway's connection is cut: says "cut" on a line of standard output, and goes on when it has read a line.

Arguments: port, bare JID, certificate, key, authority (PEM files), full JID of the gateway, number of cuts.
Prints one JSON object: how often each request was answered, and the numbers of all reports in the order in which they came.
"""
import asyncio
import json
import sys
import traceback
from collections import Counter

from control import Command
from mms import b, bits, u
from peer import Peer
from report import Report

PORT, JID, CERTIFICATE, KEY, AUTHORITY, GATEWAY, CUTS = sys.argv[1:8]
URCB, BRCB = "LLN0$RP$urcb01$", "LLN0$BR$brcb01$"

# So many of each before a cut; as many commands again are on their way or follow. The gateway takes 30 in a minute.
REPORTS, REQUESTS, COMMANDS = 3, 6, 2


class Counting(Peer):
    """Notes the ids of all requests and of all answers, also of those that nobody waits for any more."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.asked, self.answered = [], Counter()
        self.add_filter("in", self.note)
        self.add_filter("out", self.note)

    def note(self, stanza):
        if stanza.xml.tag.endswith("}iq") and self.gateway in (stanza.xml.get("from"), stanza.xml.get("to")):
            if stanza.xml.get("type") in ("get", "set"):
                self.asked.append(stanza.xml.get("id"))
            else:
                self.answered[stanza.xml.get("id")] += 1
        return stanza


class Script:
    def __init__(self):
        self.done = False
        self.commands = []
        self.wanted = 0
        self.requests = 0

    async def ask(self, peer):
        while not self.done:
            await peer.read("MMXU1$MX$Hz$mag$f")
            self.requests += 1

    async def command(self, peer):
        while not self.done or len(self.commands) < self.wanted:
            if len(self.commands) == self.wanted:
                await asyncio.sleep(0.005)
                continue
            value = 0.8125 + len(self.commands) / 4096  # exact in a float
            result = await Command(peer, "DFPF1", "PFGnTgtSpt", value).operate()
            assert result is None, result
            self.commands.append(value)

    async def run(self, asker, commander):
        for peer in (asker, commander):
            peer.connect(address=("127.0.0.1", int(PORT)), disable_starttls=False)
        await asyncio.wait_for(asyncio.gather(asker.ready.wait(), commander.ready.wait()), 30)
        for peer in (asker, commander):
            await peer.initiate()
        for block, more in ((URCB, ("IntgPd", u(100), "TrgOps", bits("000010"))), (BRCB, ("BufTm", u(0), "TrgOps", bits("010000"), "PurgeBuf", b(True)))):
            await asker.write(block + "OptFlds", bits("0101000110" if block == BRCB else "0101000000"), *[block + a if n % 2 == 0 else a for n, a in enumerate(more)])
            await asker.write(block + "RptEna", b(True))
        tasks = [asyncio.ensure_future(self.ask(asker)), asyncio.ensure_future(self.command(commander))]
        for cut in range(int(CUTS) + 1):
            reports, requests, commands = asker.infos.qsize() + REPORTS, self.requests + REQUESTS, self.wanted + COMMANDS
            self.wanted += 2 * COMMANDS
            while asker.infos.qsize() < reports or self.requests < requests or len(self.commands) < commands:
                failed = [task for task in tasks if task.done()]
                for task in failed:
                    task.result()
                await asyncio.sleep(0.005)
            if cut < int(CUTS):
                print("cut", flush=True)
                await asyncio.get_event_loop().run_in_executor(None, sys.stdin.readline)
        self.done = True
        await asyncio.gather(*tasks)
        for block in (URCB, BRCB):
            await asker.write(block + "RptEna", b(False))
        await asker.read("MMXU1$MX$Hz$mag$f")  # whatever was sent before has come

    def told(self, *peers):
        reports = []
        while not peers[0].infos.empty():
            reports.append(Report(peers[0].infos.get_nowait()))
        events = [report for report in reports if report.id == "Events"]
        return {
            "asked": sum(len(peer.asked) for peer in peers),
            "answers": [peer.answered[id] for peer in peers for id in peer.asked],
            "strange answers": sum(len(set(peer.answered) - set(peer.asked)) for peer in peers),
            "periodic": [report.number for report in reports if report.id == "Meas"],
            "events": [report.number for report in events],
            "entries": [int(report.entry, 16) for report in events],
            "values": [report.values[0][0][0] for report in events],
            "commands": self.commands,
        }


async def main():
    script = Script()
    peers = [Counting("%s/%s" % (JID, resource), CERTIFICATE, KEY, AUTHORITY, GATEWAY) for resource in "ab"]
    failure = None
    try:
        await script.run(*peers)
    except Exception:  # told to the test, which fails
        failure = traceback.format_exc()
    print(json.dumps({"failure": failure, **script.told(*peers)}), flush=True)
    for peer in peers:
        peer.disconnect()
    await asyncio.sleep(0.1)


asyncio.get_event_loop().run_until_complete(asyncio.wait_for(main(), 60))
