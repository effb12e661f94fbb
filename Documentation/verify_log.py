#!/usr/bin/env python3
"""Verifies an exported koufen log without koufen: python3 verify_log.py [--unsealed] LOG [SEAL [KEY]]

Written from LogFormat.md. Needs nothing but Python's standard library; openssl, if it is there, to check signatures.
The log must end in its seal, else a part of it could be taken for the whole. With --unsealed it may lack one, as logs do
that were exported before there were seals. SEAL is a seal kept elsewhere, KEY the public key (PEM) it must be signed with.
Exit 0: everything that was checked holds; what was checked, and what was not, is said. Exit 1: the first bad line is named.
64: it was called wrongly. 66: a file cannot be read.
"""
import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone

TAIL = re.compile(rb',"hash":"([0-9a-f]{64})"\}$')
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([+-]\d\d:\d\d)", re.ASCII)
PROGRAMME = re.compile(r"^form:", re.MULTILINE)  # such a line is in the file of a programme only
RULEBOOKS = "@rulebook"
ZERO = bytes(32)
SEALED = {"seal", "time", "count", "rulebooks", "tree", "root"}


class Wrong(Exception):
    """What is wrong."""


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def number(value):
    """Eight bytes, the most significant first."""
    return value.to_bytes(8, "big")


def text(value):
    """A text's length in UTF-8, and its bytes."""
    return number(len(value.encode())) + value.encode()


def once(pairs):
    """A JSON object in which no field stands twice."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field stands twice")
    return fields


def heads_root(heads):
    """A seal's root in the first format: over every chain's provider, version and last hash."""
    return sha(b"\x02", *(text(name) + number(version) + last for name, (version, last) in in_order(heads))).hex()


def in_order(heads):
    return sorted(heads.items(), key=lambda item: item[0].encode())


def tree(heads):
    """The tree over every chain's provider, version and last hash."""
    level = [sha(b"\x03", text(name), number(version), last) for name, (version, last) in in_order(heads)]
    while len(level) > 1:
        pairs = [level[index : index + 2] for index in range(0, len(level), 2)]
        level = [sha(b"\x04", *pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else ZERO


def root(seal):
    """A seal's root in the second format."""
    books = [text(book["name"]) + bytes.fromhex(book["sha256"]) for book in seal["rulebooks"]]
    return sha(
        b"\x05", bytes.fromhex(seal["tree"]), number(seal["count"]), text(seal["time"] or ""), number(len(books)), *books
    ).hex()


def moment(time):
    """Seconds since 1970 and billionths: the times of one log may carry the offsets of several programmes."""
    found = MOMENT.fullmatch(time)
    if not found:
        raise Wrong(f"{time} is no time with seconds and offset")
    since = datetime.fromisoformat(found[1] + found[3]) - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return since // timedelta(seconds=1), (found[2] or "").ljust(9, "0")


class Log:
    """An exported log, read line by line."""

    def __init__(self):
        self.count, self.time, self.seal = 0, None, None
        self.heads, self.scores = {}, {}
        self.hashes = {}  # by provider and version, with the position
        self.named, self.published = {}, {}  # rulebooks: the position that first names one, the hash of one's text
        self.programmes, self.subjects = set(), {}  # the versions that are programmes; how many entries a subject has
        self.fact = None  # the last event without a cause: what follows from it stands right behind it
        self.due = None  # what must come next, and the position it follows from
        self.returning = {}  # by provider, the outlets that its last proposed reinstatement names

    def take(self, raw):
        if self.seal is not None:
            raise Wrong("nothing may stand behind the seal")
        if raw.startswith(b'{"seal":'):
            self.end(raw)
            return
        match = TAIL.search(raw)
        if not match:
            raise Wrong("no hash at its end")
        line = raw[: match.start()] + b"}"
        event = json.loads(line, object_pairs_hook=once)
        self.count += 1
        provider, version = event["provider"], event["version"]
        before, previous = self.heads.get(provider, (0, ZERO))
        if event["position"] != self.count:
            raise Wrong(f"position {event['position']} where {self.count} should be")
        if version != before + 1:
            raise Wrong(f"version {version} of {provider} where {before + 1} should be")
        digest = sha(b"\x01", previous, number(len(line)), line)
        if digest.hex().encode() != match.group(1):
            raise Wrong("its hash does not follow from its bytes and the hash before it")
        self.heads[provider] = (version, digest)
        self.hashes[(provider, version)] = (self.count, digest)
        if self.time is not None and moment(event["recordedAt"]) < moment(self.time):
            raise Wrong("it was recorded before the event before it")
        self.time = event["recordedAt"]
        if event["type"] == "SubjectEnrolled":
            if version != 1:
                raise Wrong("only the first event of a stream enrols a subject")
            self.subjects[provider] = 0
        self.follow(event)
        self.rulebook(event)
        self.score(event)

    def rulebook(self, event):
        self.named.setdefault(event["rulebook"], self.count)
        # The first event tells the form of a stream; it alone must not switch off what is checked of a provider's points.
        if event["provider"] != RULEBOOKS and (event["rulebook"] in self.programmes) != (event["provider"] in self.subjects):
            raise Wrong(f"{event['rulebook']} is not of the form of its stream")
        if event["type"] == "RulebookPublished":
            digest = sha(event["data"]["text"].encode()).hex()
            if digest != event["data"]["sha256"]:
                raise Wrong("the hash it states is not that of its rulebook's text")
            self.published[event["data"]["name"]] = digest
            if PROGRAMME.search(event["data"]["text"]):
                self.programmes.add(event["data"]["name"])

    def follow(self, event):
        """Two consequences need no rule: the points of an assessment, and the outlet at whoever it is transferred to."""
        if event["cause"] is None:
            self.fact = event
        else:
            self.beside(event)
        if self.due and self.due(event) is True:
            self.due = None
        elif self.due and event["cause"] is None:
            raise Wrong("the fact before it lacks a consequence: " + self.due.__doc__)
        elif event["type"] == "OutletReceived" and not self.comes_back(event):
            raise Wrong("no transfer before it calls for it, and no reinstatement")
        if event["type"] == "OutletTransferred":
            self.due = outlet_of(event)
        elif event["type"] == "ReinstatementProposed":
            self.returning[event["provider"]] = set(event["data"]["outlets"])
        elif event["provider"] in self.subjects:
            pass  # what a judgement charges, and what is charged without one, is for a programme's rules to say
        elif event["type"] == "BreachAssessed":
            self.due = points_of(event)
        elif event["type"] == "PointsDeducted" and event["cause"] is None:
            raise Wrong("it follows from no fact")

    def beside(self, event):
        """A consequence is right behind its fact, by whoever submitted that; in its stream, but for an outlet handed over."""
        fact = self.fact
        if not fact or not fact["by"] or (event["cause"], event["by"]) != (fact["position"], fact["by"]):
            raise Wrong("it does not stand beside the fact it follows from")
        if event["provider"] != fact["provider"] and event["type"] != "OutletReceived":
            raise Wrong("it stands in another stream than the fact it follows from")

    def comes_back(self, event):
        """Whether a confirmed reinstatement gives a provider this outlet back: one it names, once. None need come, for one
        that has left by an exit since is passed over."""
        provider, outlet = event["provider"], event["data"]["outlet"]
        outlets = self.returning.get(provider, set())
        if (self.fact["type"], self.fact["provider"]) != ("ReinstatementConfirmed", provider) or outlet not in outlets:
            return False
        outlets.remove(outlet)
        return event["data"]["from"] == provider

    def score(self, event):
        """Adds up the points as the log states them; each statement carries the score it leads to, which must agree."""
        data, provider = event["data"], event["provider"]
        if provider in self.subjects:
            self.entries(event)
            return
        if event["type"] == "PointsDeducted":
            key, change = (provider, data["year"]), data["charged"]
        elif event["type"] == "PointsRestored":
            key, change = (provider, data["year"]), -data["restored"]
        else:
            return
        self.scores[key] = self.scores.get(key, 0) + change
        if self.scores[key] != data["score"] or self.scores[key] < 0:
            raise Wrong(f"the points add up to {self.scores[key]}, but the event says {data['score']}")

    def entries(self, event):
        """A subject's points are entries, numbered from 1; what is left of one on a day is for its programme to say."""
        data, provider = event["data"], event["provider"]
        added = [data] if event["type"] == "PointsDeducted" else data["carried"] if event["type"] == "PeriodClosed" else []
        for entry in added:
            self.subjects[provider] += 1
            if entry["entry"] != self.subjects[provider]:
                raise Wrong(f"entry {entry['entry']} of {provider} where {self.subjects[provider]} should be")
        if event["type"] == "PointsDeducted" and not 0 <= data["charged"] <= data["points"]:
            raise Wrong(f"{data['charged']} points are charged where {data['points']} are asked for")
        for part in data["taken"] if event["type"] == "PointsRestored" else []:
            if not 1 <= part["entry"] <= self.subjects[provider]:
                raise Wrong(f"{provider} has no entry {part['entry']} to take points off")

    def end(self, raw):
        """The seal at the end is over all that stands above, and nothing else."""
        self.complete()
        self.seal = json.loads(raw, object_pairs_hook=once)
        if set(self.seal) != SEALED or self.seal["seal"] != 2:
            raise Wrong("the seal at its end is none of the second format without heads")
        if self.seal["count"] != self.count:
            raise Wrong(f"the seal is over {self.seal['count']} events, but {self.count} stand above it")
        # It may be written with another offset than that recording.
        if (self.seal["time"] and moment(self.seal["time"])) != (self.time and moment(self.time)):
            raise Wrong("the seal's time is not that of the last recording")
        check_second(self.seal, self.heads, self)

    def complete(self):
        if self.due:
            raise Wrong("the last fact lacks a consequence: " + self.due.__doc__)

    def cut(self, count):
        """The chains as they were after so many events."""
        heads = {}
        for (provider, version), (position, digest) in self.hashes.items():
            if position <= count and version > heads.get(provider, (0, ZERO))[0]:
                heads[provider] = (version, digest)
        return heads


def points_of(fact):
    breach, provider, points = fact["data"]["breach"], fact["provider"], fact["data"]["points"]

    def due(event):
        """PointsDeducted"""
        return (
            event["type"] == "PointsDeducted"
            and (event["cause"], event["provider"]) == (fact["position"], provider)
            and (event["data"]["breach"], event["data"]["assessed"]) == (breach, points)
        )

    return due


def outlet_of(fact):
    def due(event):
        """OutletReceived"""
        return (
            event["type"] == "OutletReceived"
            and (event["cause"], event["provider"]) == (fact["position"], fact["data"]["to"])
            and (event["data"]["outlet"], event["data"]["from"]) == (fact["data"]["outlet"], fact["provider"])
        )

    return due


def check_second(seal, heads, log):
    """A seal of the second format over the first events of a log, whose chains then were `heads`."""
    if tree(heads).hex() != seal["tree"]:
        raise Wrong("the seal's tree is not that of the chains")
    if root(seal) != seal["root"]:
        raise Wrong("the seal's root is not that of what stands in it")
    names = sorted((name for name, position in log.named.items() if position <= seal["count"]), key=str.encode)
    if [book["name"] for book in seal["rulebooks"]] != names:
        raise Wrong("the seal's rulebooks are not those that the events name")
    for book in seal["rulebooks"]:
        if log.published.get(book["name"], book["sha256"]) != book["sha256"]:
            raise Wrong(f"the seal has another text of {book['name']} than the log publishes")


def check_kept(seal, log):
    """A seal of either format that was kept elsewhere."""
    if seal.get("seal") not in (1, 2):
        raise Wrong(f"the seal's format {seal.get('seal')} is not known")
    if seal["count"] > log.count:
        raise Wrong(f"{seal['count']} events are sealed, but the log holds {log.count}")
    shown = seal.get("heads", [seal["head"]] if "head" in seal else [])
    sealed = {head["provider"]: (head["version"], bytes.fromhex(head["hash"])) for head in shown}
    for provider, (version, digest) in sealed.items():
        if log.hashes.get((provider, version), (0, None))[1] != digest:
            raise Wrong(f"{provider} is not what was sealed at version {version}")
    if seal["seal"] == 2:
        check_second(seal, log.cut(seal["count"]), log)
        if "heads" in seal and sealed != log.cut(seal["count"]):
            raise Wrong("the seal's heads are not those of the chains")
        return
    if heads_root(sealed) != seal["root"]:
        raise Wrong("the seal's root is not that of its heads")
    if sum(version for version, _ in sealed.values()) != seal["count"]:
        raise Wrong("the seal's heads do not add up to its count")


def check_signature(seal, key):
    """Whether a seal's signature over its root was checked, and what there is to say of it; None without one."""
    if "signature" not in seal:
        if key:
            raise Wrong("the seal is not signed")
        return None
    if key:
        with open(key, encoding="ascii") as file:
            der = base64.b64decode("".join(line for line in file.read().splitlines() if "-----" not in line))
        if der[-32:].hex() != seal["key"]:
            raise Wrong("the seal is signed with another key")
    if not shutil.which("openssl"):
        return "not checked", f"the signature of the seal by {seal['key']}: openssl is not here"
    der = bytes.fromhex("302a300506032b6570032100" + seal["key"])
    with tempfile.TemporaryDirectory() as folder:
        files = {name: os.path.join(folder, name) for name in ("key", "signature", "root")}
        with open(files["key"], "wb") as file:
            file.write(b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n")
        with open(files["signature"], "wb") as file:
            file.write(bytes.fromhex(seal["signature"]))
        with open(files["root"], "wb") as file:
            file.write(bytes.fromhex(seal["root"]))
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", files["key"]]
        command += ["-sigfile", files["signature"], "-in", files["root"]]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            raise Wrong("the seal's signature is not that of its key over its root")
    whose = f"the key of {key}" if key else f"{seal['key']}; whose key that is cannot be told from here"
    return "checked", f"the seal is signed with {whose}"


def say(log, unsealed, seal, signed):
    providers = len(log.heads.keys() - log.subjects.keys() - {RULEBOOKS})
    print(f"sound: {log.count} events of {providers} providers" + (f", {len(log.subjects)} subjects" if log.subjects else ""))
    print(f"log     {heads_root(log.heads)}")
    for (provider, year), points in sorted(log.scores.items()):
        print(f"score   {provider} {year} {points}")
    print("checked: every link, place and hash; that the points add up; the points behind every assessment, and the outlet")
    print("         received behind every transfer")
    if log.subjects:
        print("not checked: what the points of subjects come to, which is for a programme to say; their entries are numbered")
    if log.seal and log.count == 0:
        print("checked: the seal at its end says that there is no event")
    elif log.seal:
        print(f"checked: the seal at its end, of {log.seal['time']}, is over just these events")
        for book in log.seal["rulebooks"]:
            if book["name"] not in log.published:
                print(f"not checked: the text of {book['name']}, which is in no log: its sha256 must be {book['sha256']}")
    elif unsealed:
        print("not checked: whether anything is missing at its end, for there is no seal there")
    if seal:
        made = f" of {seal['time']}" if seal["time"] else ""
        print(f"checked: the seal{made} holds over {seal['count']} of {log.count} events")
    if signed:
        print(f"{signed[0]}: {signed[1]}")
    print("not checked: the consequences that follow by a rule; koufen verify draws them again")


def main(arguments):
    unsealed = "--unsealed" in arguments
    files = [argument for argument in arguments if argument != "--unsealed"]
    if not 1 <= len(files) <= 3:
        print(__doc__, file=sys.stderr)
        return 64
    path, seal, key = files + [None] * (3 - len(files))
    log, line = Log(), 0
    try:
        with open(path, "rb") as lines:
            for line, raw in enumerate(lines, 1):
                log.take(raw[:-1] if raw.endswith(b"\n") else raw)
        line += 1
        if not log.seal:
            log.complete()
            if not unsealed:
                raise Wrong("the log does not end in a seal, so it may be a part of one (--unsealed for old logs)")
            if log.count == 0:
                raise Wrong("there is nothing in it")
        line = 0
        if seal:
            with open(seal, encoding="utf-8") as file:
                seal = json.load(file, object_pairs_hook=once)
            check_kept(seal, log)
        signed = check_signature(seal, key) if seal else None
    except OSError as problem:
        print(f"verify_log: {problem}", file=sys.stderr)
        return 66
    except (Wrong, ValueError, KeyError, TypeError, OverflowError, AttributeError, RecursionError) as problem:
        reason = problem if isinstance(problem, Wrong) else f"not as the format has it: {problem!r}"
        print(f"line {line}: {reason}" if line else reason)
        return 1
    say(log, unsealed, seal, signed)
    return 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads no further, as head, ends it in silence
    sys.exit(main(sys.argv[1:]))
