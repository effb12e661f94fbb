#!/usr/bin/env python3
"""Checks a bundle written by `koufen explain PROVIDER --year Y --bundle FILE`, or for a subject of a programme by
`koufen explain SUBJECT --bundle FILE`, without koufen.

Usage: verify_bundle.py FILE [SEAL] [--key PUB]

SEAL is a seal kept elsewhere (`koufen seal`): only with it, or with a key that is known, is it certain that nobody made
the whole bundle anew. PUB is the public key of whoever signs seals (PEM, as `koufen key new` writes it).

It believes nothing in the bundle but the chained lines and the rulebooks, and those only for their hashes: it decides
the provider's whole story again from the facts and the rulebooks, compares every line the ledger added and every value
the bundle states with what comes out, and prints the year in its own words. Of a subject it folds the events, whose lines
carry what was decided, holds each line to the rule it names, and says what that leaves open. Written from Documentation/Bundle.md,
LogFormat.md, Regulation.md and Programmes.md; needs Python 3.8 or later and PyYAML, and `openssl` where there is a signature.

Exit code 0: everything holds. 1: something does not. 2: an old bundle (format 1), checked only in part.
64: it was called wrongly. 66: no such file. 69: PyYAML is missing.
"""
import copy
import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from types import SimpleNamespace

try:
    import yaml
except ImportError:
    yaml = None

SECOND = 1_000_000_000
RULEBOOKS = "@rulebook"


class Wrong(Exception):
    """Something that does not hold."""


def check(holds, what):
    if not holds:
        raise Wrong(what)


# ---------------------------------------------------------------- JSON, read strictly

def read_json(text, where):
    """A JSON text in which no field stands twice and every number is whole."""
    def once(pairs):
        names = [name for name, _ in pairs]
        check(len(set(names)) == len(names), f"{where}: no field stands twice")
        return dict(pairs)

    def refuse(number):
        raise Wrong(f"{where}: every number is whole, not {number}")

    try:
        return json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"{where} is JSON: {error}") from None


def difference(stated, derived, place=""):
    """Where two JSON values differ, types included (1, true and "1" are three values), or None."""
    if type(stated) is not type(derived):
        return f"{place or 'the value'}: {brief(stated)} stated, {brief(derived)} derived"
    if isinstance(stated, dict):
        for name in sorted(set(stated) | set(derived)):
            if name not in derived:
                return f"{place}.{name} does not belong there"
            if name not in stated:
                return f"{place}.{name} is missing: {brief(derived[name])} derived"
            found = difference(stated[name], derived[name], f"{place}.{name}")
            if found:
                return found
        return None
    if isinstance(stated, list):
        for index, (left, right) in enumerate(zip(stated, derived)):
            found = difference(left, right, f"{place}[{index}]")
            if found:
                return found
        return None if len(stated) == len(derived) else f"{place}: {len(stated)} stated, {len(derived)} derived"
    return None if stated == derived else f"{place or 'the value'}: {brief(stated)} stated, {brief(derived)} derived"


def brief(value):
    text = printable(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 120 else text[:117] + "…"


def has_fields(value, where, names, optional=()):
    check(isinstance(value, dict), f"{where} is an object")
    missing, unknown = set(names) - set(value), set(value) - set(names) - set(optional)
    check(not missing, f"{where} has {', '.join(sorted(missing))}")
    check(not unknown, f"{where} has no {printable(', '.join(sorted(unknown)))}")


def is_count(value):
    return type(value) is int and 0 <= value < 1 << 63


def hexadecimal(value, where, length=32):
    check(isinstance(value, str) and re.fullmatch("[0-9a-f]{%d}" % (2 * length), value), f"{where} is {length} bytes in hex")
    return bytes.fromhex(value)


def printable(text):
    """The text with everything escaped that could move the cursor or turn the writing round."""
    return "".join(c if c.isprintable() else "\\u%04x" % ord(c) for c in text)


# ---------------------------------------------------------------- time (domain §2)

def day(text):
    try:
        if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(f"a date, not {brief(text)}")


def instant(text):
    """Nanoseconds since 1970 of a time as the log writes it."""
    found = isinstance(text, str) and re.fullmatch(
        r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([+-])(\d\d):(\d\d)", text, re.ASCII)
    if not found or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4]) > 59:
        raise Wrong(f"a time with seconds and offset, not {brief(text)}")
    on, hour, minute, second, fraction, sign, hours, minutes = found.groups()
    offset = (int(hours) * 60 + int(minutes)) * 60 * (-1 if sign == "-" else 1)
    seconds = (day(on) - date(1970, 1, 1)).days * 86_400 + int(hour) * 3600 + int(minute) * 60 + int(second) - offset
    return seconds * SECOND + int((fraction or "").ljust(9, "0"))


class Zone:
    """The ledger's offset, which turns moments into dates."""

    def __init__(self, offset):
        found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset)
        check(found, "the rulebook's zone has an offset")
        self.seconds = (int(found[2]) * 60 + int(found[3])) * 60 * (-1 if found[1] == "-" else 1)
        self.suffix = offset

    def date(self, moment):
        return date(1970, 1, 1) + timedelta(days=(moment // SECOND + self.seconds) // 86_400)

    def at(self, on, second=0):
        return ((on - date(1970, 1, 1)).days * 86_400 + second - self.seconds) * SECOND

    def text(self, moment):
        on = self.date(moment)
        left = moment - self.at(on)
        second, fraction = left // SECOND, left % SECOND
        end = (".%09d" % fraction).rstrip("0") if fraction else ""
        return f"{on}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{end}{self.suffix}"


def month(on):
    return on.year * 12 + on.month - 1


def month_name(index):
    return f"{index // 12:04}-{index % 12 + 1:02}"


def month_of(text):
    if not isinstance(text, str):
        raise Wrong(f"a month, not {brief(text)}")
    return month(day(text + "-01"))


def first_day(index):
    return date(index // 12, index % 12 + 1, 1)


def last_day(index):
    return first_day(index + 1) - timedelta(days=1)


def months_later(on, months):
    index = month(on) + months
    return min(last_day(index), first_day(index) + timedelta(days=on.day - 1))


# ---------------------------------------------------------------- the rulebook

CAPPED_APART = {"service-complaint", "expansion-target", "signing-progress"}
LONG_FOR_THIRD_PARTIES = {"meeting-results", "signing-progress", "training-failure"}
OFFICES = ("opening", "contacts", "criteria", "gates", "duties", "measures", "notices", "outages", "corrections",
           "reinstatement", "late-cases", "order")
OF_PROVIDER = {"appeal.working-days", "rectification.threshold", "rectification.reduction", "termination.threshold",
               "termination.release-months", "termination.release-working-days", "deposit.per-city-fen"}


class Rulebook:
    """One version of the regulation: its numbers by their path in the file, and its calendar."""

    def __init__(self, text):
        try:
            tree = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except yaml.YAMLError as error:
            raise Wrong(f"the rulebook is YAML: {printable(str(error))}") from None
        self.name, self.obeyed = tree["rulebook"] + "-" + tree["version"], True
        self.zone = Zone(tree["zone"]["offset"])
        self.clauses, self.corrections = tree["clauses"], tree.get("corrections")
        self.offices = {name: tree[name] for name in OFFICES if name in tree}
        self.opens, self.closes = (self.second(tree["response"][end]) for end in ("opens", "closes"))
        self.numbers = {}
        for section, entries in tree.items():
            if section in ("title", "zone", "holidays", "calendar", "clauses") or not isinstance(entries, dict):
                continue
            for key, value in entries.items():
                self.keep(f"{section}.{key}", value)
        for slug, clause in self.clauses.items():
            self.keep(f"clauses.{slug}.points", clause["points"])
            if "cap" in clause:
                self.keep(f"clauses.{slug}.cap", clause["cap"])
        self.third = {slug for slug, clause in self.clauses.items() if clause.get("third-party-only") == "true"}
        self.off, self.work = {}, {}
        years = sorted(int(year) for year in tree["calendar"])
        self.years = range(years[0], years[-1] + 1) if years else range(0)
        for year, kinds in tree["calendar"].items():
            for kind, days in (("off", self.off), ("work", self.work)):
                for holiday, runs in (kinds[kind] or {}).items():
                    for run in runs:
                        ends = [day(f"{int(year):04}-{end}") for end in run.split("..")]
                        for number in range((ends[-1] - ends[0]).days + 1):
                            days[ends[0] + timedelta(days=number)] = holiday

    def as_it_was(self):
        """The version as one published before ledgers obeyed every field: what they ignored then stays ignored."""
        by_year = {f"clauses.{slug}.cap" for slug in self.clauses if slug not in CAPPED_APART} & set(self.numbers)
        if not by_year and self.third == LONG_FOR_THIRD_PARTIES:
            return self
        old = copy.copy(self)
        old.obeyed, old.third = False, LONG_FOR_THIRD_PARTIES
        old.numbers = {path: value for path, value in self.numbers.items() if path not in by_year}
        return old

    def office(self, name):
        """A section of what moves no points; empty where the version has none, which switches it off."""
        return self.offices.get(name) or {}

    @staticmethod
    def second(clock):
        hour, minute = clock.split(":")
        return int(hour) * 3600 + int(minute) * 60

    def keep(self, path, value):
        if isinstance(value, str) and re.fullmatch(r"\d+", value, re.ASCII):
            self.numbers[path] = int(value)
        elif isinstance(value, list) and all(re.fullmatch(r"\d+", v, re.ASCII) for v in value if isinstance(v, str)):
            self.numbers[path] = tuple(int(v) for v in value)

    def knows(self, on):
        return on.year in self.years

    def kind(self, on):
        """Whether a day is worked, and why."""
        if on in self.work and self.knows(on):
            return True, f"worked, to make up for {self.work[on]}"
        if on.weekday() >= 5:
            return False, "weekend"
        if on in self.off and self.knows(on):
            return False, f"off, {self.off[on]}"
        return True, "working day"

    def is_working(self, on):
        return self.kind(on)[0]


class Terms:
    """What an act is held to: a version of the rulebook, and what agreements set on top."""

    def __init__(self, book, agreed):
        self.book, self.agreed = book, agreed

    def __getitem__(self, path):
        return self.agreed[path] if path in self.agreed else self.book.numbers[path]

    def get(self, path):
        return self.agreed.get(path, self.book.numbers.get(path))

    def points(self, clause):
        return self[f"clauses.{clause}.points"]

    def cap(self, clause):
        if not self.book.obeyed and clause not in CAPPED_APART:
            return None
        return self.get(f"clauses.{clause}.cap")

    def section(self, clause):
        return self.book.clauses[clause]["section"]

    def working_days(self, count, after):
        """The count-th working day after a date, which is never counted itself."""
        on, counted, provisional, days = after, 0, False, []
        while counted < count:
            on += timedelta(days=1)
            provisional = provisional or not self.book.knows(on)
            works = self.book.is_working(on)
            counted += works
            days.append((on, counted if works else None))
        return Due(on, provisional, days, self.book, f"{count} working days after {after}")

    def calendar_days(self, count, after):
        """So many days after a date, moved on to a working day."""
        on, provisional, days = after + timedelta(days=count), False, []
        reached = on
        while True:
            provisional = provisional or not self.book.knows(on)
            works = self.book.is_working(on)
            days.append((on, 1 if works else None))
            if works:
                rule = f"{count} days after {after}, which is {reached}, moved on from days off"
                return Due(on, provisional, days, self.book, rule)
            on += timedelta(days=1)

    def term(self, row, on, data):
        """When a duty of a row is due that is counted from a date; None where it has no due date."""
        for kind, count in (row.get("due") or {}).items():
            if kind == "working-days":
                return self.working_days(int(count), on)
            if kind == "days":
                return self.calendar_days(int(count), on) if int(count) else Due(on)
            if kind == "natural-months":
                return Due(last_day(month(on) + int(count)))
            if kind == "date" and count in data:
                return Due(day(data[count]))
        return None

    def answer(self, moment, outages=()):
        """The last moment of the response clock, which runs only while the provider must be there (§2.2.2), and not within
        an outage, each from one moment to another (§4.2(1))."""
        zone, book = self.book.zone, self.book
        hours = self["response.hours"]
        on, left, provisional, days, runs = zone.date(moment), hours * 3600 * SECOND, False, [], 0
        start = max(moment, zone.at(on, book.opens))
        while True:
            provisional = provisional or not book.knows(on)
            stretches = running(start, zone.at(on, book.closes), outages) if book.is_working(on) else []
            runs += bool(stretches)
            days.append((on, runs if stretches else None))
            for begin, end in stretches:
                spent = min(left, end - begin)
                left -= spent
                if left == 0:
                    rule = f"{hours} hours after {zone.text(moment)}, running on working days from opening to closing"
                    return Due(on, provisional, days, book, rule, begin + spent)
            on += timedelta(days=1)
            start = zone.at(on, book.opens)


def running(start, end, outages):
    """The stretches of time from start to end that lie in no outage."""
    left = [(start, end)] if start < end else []
    for since, until in outages:
        left = [piece for begin, stop in left for piece in ((begin, min(stop, since)), (max(begin, until), stop))
                if piece[0] < piece[1]]
    return left


def literal(text):
    """A value of the rulebook as an event would have it."""
    return {"true": True, "false": False}.get(text, int(text) if re.fullmatch(r"\d+", text, re.ASCII) else text)


class Due:
    """A due date, the days looked at to reach it, and whether each counted."""

    def __init__(self, on, provisional=False, days=(), book=None, rule="the last day of the month", moment=None):
        self.date, self.provisional, self.days, self.book, self.rule, self.moment = on, provisional, days, book, rule, moment

    def write(self, name, data):
        data[name] = str(self.date)
        if self.provisional:
            data["provisional"] = True


class Rules:
    """The versions: the one the program carries, and those published in the ledger's own chain of them."""

    def __init__(self, carried, published):
        self.carried, self.published = carried, published
        books = ([carried] if carried else []) + [version.book for version in published]
        check(books, "there is a rulebook in the bundle")
        self.zone = books[0].zone
        check(all(book.zone.suffix == self.zone.suffix for book in books), "all rulebooks are of one zone")

    def on(self, when, position):
        """The version an act of a date is judged by, as far as published before a position of the log."""
        found = self.find(when, position)
        check(found, f"the version in force on {when} is in the bundle")
        return found

    def find(self, when, position):
        """The same; None where it is the one that the program carries, and nothing here was judged by it."""
        found, since = self.carried, date.min
        for version in self.published:
            if version.position < position and version.effective <= when and (since <= version.effective or not found):
                found, since = version.book, version.effective
        return found


# ---------------------------------------------------------------- chains and seals

def number(value):
    return value.to_bytes(8, "big")


def framed(text):
    return number(len(text.encode())) + text.encode()


ENVELOPE = ("position", "version", "id", "type", "provider", "at", "recordedAt", "by", "data", "cause", "rulebook")


class Event(SimpleNamespace):
    """One event, its times read."""

    @staticmethod
    def of(line, zone):
        at = instant(line["at"])
        return Event(
            position=line["position"], version=line["version"], provider=line["provider"], type=line["type"], at=at,
            on=zone.date(at),
            recorded=instant(line["recordedAt"]), by=line["by"], data=line["data"], decided=line.get("decided", {}),
            cause=line["cause"], rulebook=line["rulebook"], line=line, worked_out={})

    def read_as(self, data, at, decided, worked_out, zone):
        """The same event, at its own place, with other contents."""
        known = Event(**vars(self))
        known.data, known.at, known.on, known.decided, known.worked_out = data, at, zone.date(at), decided, worked_out
        return known


def read_chain(lines, provider, what):
    """The lines of a chain as JSON and the hash of each, after checking every link."""
    check(isinstance(lines, list), f"{what} is a list of lines")
    events, hashes, previous, position = [], [], bytes(32), 0
    for index, exported in enumerate(lines, 1):
        where = f"line {index} of {what}"
        check(isinstance(exported, str), f"{where} is a string")
        line, found, rest = exported.rpartition(',"hash":"')
        check(found and len(rest) == 66 and rest.endswith('"}'), f"{where} ends in a hash")
        line, stored = (line + "}").encode("utf-8", "surrogatepass"), rest[:64]
        previous = hashlib.sha256(b"\x01" + previous + number(len(line)) + line).digest()
        check(previous.hex() == stored, f"{where} and the line before give its hash")
        event = read_json(line, where)
        has_fields(event, where, ENVELOPE, ("decided", "note"))
        check(event["version"] == index and type(event["version"]) is int, f"{where} has version {index}")
        check(event["provider"] == provider, f"{where} is of {provider}")
        check(is_count(event["position"]) and event["position"] > position, f"{where} stands after the one before")
        check(isinstance(event["data"], dict), f"{where} has data")
        position = event["position"]
        events.append(event)
        hashes.append(previous)
    return events, hashes


def leaf(provider, version, last):
    return hashlib.sha256(b"\x03" + framed(provider) + number(version) + last).digest()


def node(left, right):
    return hashlib.sha256(b"\x04" + left + right).digest()


def tree_of(leaves):
    level = list(leaves) or [bytes(32)]
    while len(level) > 1:
        level = [node(*level[i:i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0]


def climb(start, index, count, path, what):
    """The tree's top, from one leaf and its partners on the way up."""
    check(is_count(index) and is_count(count) and index < count, f"{what}: the leaf is one of the leaves")
    check(isinstance(path, list), f"{what}: the path is a list")
    at, left = start, list(path)
    while count > 1:
        if not (index == count - 1 and count % 2):
            check(left, f"{what}: the path is long enough")
            partner = hexadecimal(left.pop(0), f"{what}: a step of the path")
            at = node(partner, at) if index % 2 else node(at, partner)
        index, count = index // 2, (count + 1) // 2
    check(not left, f"{what}: the path is used up")
    return at


def sealed_rulebooks(seal, what):
    check(isinstance(seal["rulebooks"], list), f"{what}: rulebooks is a list")
    for entry in seal["rulebooks"]:
        has_fields(entry, f"{what}: a rulebook", ("name", "sha256"))
        check(isinstance(entry["name"], str), f"{what}: a rulebook has a name")
        hexadecimal(entry["sha256"], f"{what}: the rulebook's hash")
    names = [entry["name"] for entry in seal["rulebooks"]]
    check(names == sorted(set(names), key=str.encode), f"{what}: each rulebook once, by name")
    return {entry["name"]: entry["sha256"] for entry in seal["rulebooks"]}


def root_of(seal, what):
    """The root of a seal of format 2: over tree, count, time and rulebooks."""
    books = sealed_rulebooks(seal, what)
    check(is_count(seal["count"]), f"{what} has a count")
    check(seal["time"] is None or instant(seal["time"]), f"{what} has a time")
    whole = hashlib.sha256(b"\x05" + hexadecimal(seal["tree"], f"{what}: the tree") + number(seal["count"])
                           + framed(seal["time"] or "") + number(len(books)))
    for name, digest in books.items():
        whole.update(framed(name) + bytes.fromhex(digest))
    check(seal["root"] == whole.hexdigest(), f"{what}: the root is that of what it covers")
    return whole.digest()


def has_head(head, what):
    has_fields(head, f"{what}: a head", ("provider", "version", "hash"))
    check(isinstance(head["provider"], str) and is_count(head["version"]), f"{what}: a head has a provider and version")
    return hexadecimal(head["hash"], f"{what}: the head's hash")


class KeptSeal:
    """A seal kept elsewhere, of either format."""

    def __init__(self, text):
        self.seal = seal = read_json(text, "the kept seal")
        has_fields(seal, "the kept seal", ("seal",), seal)
        self.format = seal["seal"]
        check(self.format in (1, 2) and type(self.format) is int, "the kept seal is of format 1 or 2")
        self.heads, self.books, self.signed = {}, None, None
        if self.format == 1:
            has_fields(seal, "the kept seal", ("seal", "time", "count", "root", "heads"))
        else:
            has_fields(seal, "the kept seal", ("seal", "time", "count", "rulebooks", "tree", "root"),
                       ("heads", "key", "signature", "head", "leaf", "leaves", "path", "published"))
            self.signed = root_of(seal, "the kept seal")
            self.books = sealed_rulebooks(seal, "the kept seal")
        if "heads" in seal:
            heads = [(h["provider"], h["version"], has_head(h, "the kept seal")) for h in seal["heads"]]
            check([h[0] for h in heads] == sorted({h[0] for h in heads}, key=str.encode), "the kept seal: heads by key")
            check(sum(h[1] for h in heads) == seal["count"], "the kept seal's heads add up to its count")
            if self.format == 1:
                whole = hashlib.sha256(b"\x02" + b"".join(framed(p) + number(v) + last for p, v, last in heads))
                check(whole.hexdigest() == seal["root"], "the kept seal's root is that of its heads")
            else:
                tree = tree_of(leaf(*head) for head in heads).hex()
                check(tree == seal["tree"], "the kept seal's tree is that of its heads")
            self.heads = {provider: (version, last) for provider, version, last in heads}
        else:
            check("head" in seal, "the kept seal has heads: without them it only tells whether two logs are the same")
            top = climb(leaf(seal["head"]["provider"], seal["head"]["version"], has_head(seal["head"], "the kept seal")),
                        seal["leaf"], seal["leaves"], seal["path"], "the kept seal")
            check(top.hex() == seal["tree"], "the kept seal's tree is that of its head")
            self.heads = {seal["head"]["provider"]: (seal["head"]["version"], bytes.fromhex(seal["head"]["hash"]))}

    def check_chain(self, provider, hashes):
        """Whether the chain passes through what was sealed; what it says about that."""
        if provider not in self.heads:
            return f"nothing of {provider} was sealed then"
        version, last = self.heads[provider]
        check(version <= len(hashes), f"the chain of {provider} is as long as when it was sealed ({version} events)")
        check(hashes[version - 1] == last, f"the chain of {provider} passes through its sealed head (version {version})")
        return f"the first {version} of {len(hashes)} events of {provider} are those sealed then"

    def check_later(self, provider, positions):
        """Whether what the chain holds beyond its sealed head came behind everything that was sealed."""
        sealed = "heads" in self.seal or provider in self.heads
        for position in positions[self.heads.get(provider, (0, None))[0]:] if sealed else []:
            check(position > self.seal["count"],
                  f"position {position} of {provider} is among those that the kept seal has (the first {self.seal['count']})")


def signature_words(seal, root, key, what):
    """Checks a signature where there is one; says what it proves."""
    if "signature" not in seal and "key" not in seal:
        check(key is None, f"{what} is signed, as --key asks")
        return f"{what} is not signed"
    check("signature" in seal and "key" in seal, f"{what} has both key and signature")
    public, signed = hexadecimal(seal["key"], f"{what}: the key"), hexadecimal(seal["signature"], f"{what}: the signature", 64)
    check(key in (None, public), f"{what} is signed with the key given")
    if not shutil.which("openssl"):
        return f"the signature of {what} was NOT checked: there is no openssl on this machine"
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in (("key", bytes.fromhex("302a300506032b6570032100") + public), ("sig", signed), ("root", root)):
            with open(f"{folder}/{name}", "wb") as file:
                file.write(contents)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", f"{folder}/key", "-rawin",
             "-in", f"{folder}/root", "-sigfile", f"{folder}/sig"], capture_output=True, text=True)
    if done.returncode and "ailure" not in done.stdout + done.stderr:
        return f"the signature of {what} was NOT checked: this openssl cannot ({printable(done.stderr.strip()[:80])})"
    check(done.returncode == 0, f"the signature of {what} is of its root")
    return f"the signature of {what} is " + ("of the key given" if key else "good, of a key that nobody vouched for (give --key)")


# ---------------------------------------------------------------- what is known of the provider: the fold of its events

CLAUSES = ("negative-press", "competitor-dealing", "meeting-results", "expansion-target", "nonstandard-materials",
           "unapproved-materials", "signing-progress", "training-failure", "promotion-gap", "service-complaint",
           "early-exits", "dormant-outlets", "exit-response", "after-sales-dispute", "rectification-failure")
REPORTED = {"negative-press", "competitor-dealing", "nonstandard-materials", "unapproved-materials"}
JUDGEMENTS = {"InvestigationConcluded", "DemandsSet", "DemandsJudged", "BreachAssessed", "BreachDismissed", "AppealFiled",
              "AppealDecided"}
STEPS = {"TerminationProposed": "proposed", "DepartmentsNotified": "departments-notified",
         "TerminationConfirmed": "confirmed", "ChannelFrozen": "frozen", "TerminationNotified": "notified"}
FACTS = JUDGEMENTS | set(STEPS) | {
    "ProviderRegistered", "AgreementSigned", "DepositFrozen", "DepositForfeited", "DepositReturned", "DepositCompensated",
    "DepositReleased", "CityAuthorised", "MeetingHeld", "MeetingConcluded", "MeetingRectified", "ApplicationsSubmitted",
    "ApplicationsReviewed", "TrainingExamined", "PromotionRun", "OutletSigned", "OutletOpened", "OutletExitRequested",
    "OutletExitAnswered", "OutletExited", "OutletTransferred", "HelpRequested", "HelpAnswered", "ComplaintFiled",
    "ComplaintUpheld", "ComplaintRejected", "SalesReported", "BreachReported", "RectificationOrdered",
    "RectificationPassed", "RectificationExtended", "RectificationFailed", "TerminationRequested", "TerminationSigned",
    "TerminationWaived", "OutletDepositFrozen", "OutletDepositReleased", "AdmissionReviewed", "ChannelOpened", "ContactsSet",
    "DutyFulfilled", "DutyExtended", "DutyWaived", "MeasureOrdered", "MeasureFulfilled", "MeasureLifted", "NoticeSent",
    "NoticeReceived", "NoticeFailed", "NoticeRebutted", "OutageRecorded", "ReinstatementProposed", "ReinstatementConfirmed",
    "LateCaseOpened"}
CORRECTIONS = {"FactCorrected", "FactRetracted"}
# What a correction may say otherwise, and the fields of each; optional ones in brackets. Then what can only be taken back.
MONEY = {
    "DepositFrozen": "city amountFen", "DepositForfeited": "amountFen breach reason",
    "DepositReturned": "amountFen breach reason", "DepositCompensated": "amountFen beneficiary reference",
    "OutletDepositFrozen": "outlet amountFen", "OutletDepositReleased": "outlet amountFen"}
WORLD = {
    **MONEY, "ProviderRegistered": "name kind", "AgreementSigned": "startsOn endsOn (terms) (cities)",
    "CityAuthorised": "city population", "MeetingHeld": "meeting city invited attended", "MeetingConcluded": "meeting signed",
    "MeetingRectified": "meeting", "ApplicationsSubmitted": "meeting outlets",
    "ApplicationsReviewed": "meeting entries errors", "TrainingExamined": "training examined failed",
    "PromotionRun": "promotion", "OutletSigned": "outlet city", "OutletOpened": "outlet",
    "OutletExitRequested": "outlet via", "OutletExitAnswered": "outlet", "OutletExited": "outlet reason",
    "HelpRequested": "ticket (outlet)", "HelpAnswered": "ticket",
    "ComplaintFiled": "complaint source (outlet) (ticket) (transactionOn)", "ComplaintUpheld": "complaint (providerAtFault)",
    "ComplaintRejected": "complaint", "SalesReported": "city month sales",
    "RectificationOrdered": "deadline demands standard", "RectificationExtended": "deadline cause",
    "AdmissionReviewed": "findings (outlet)", "ContactsSet": "contacts", "DutyFulfilled": "duty (parts) (evidence)",
    "MeasureOrdered": "measure kind reason (outlet) (amountFen) (beneficiary) (deadline) (breach)",
    "MeasureFulfilled": "measure evidence", "MeasureLifted": "measure reason",
    "NoticeSent": "notice channel about (to) (receipt) (text)", "NoticeReceived": "notice", "NoticeFailed": "notice reason",
    "NoticeRebutted": "notice evidence", "OutageRecorded": "outage from to"}
SECTIONS = {
    "AdmissionReviewed": "criteria", "ChannelOpened": "opening", "ContactsSet": "contacts", "DutyFulfilled": "duties",
    "DutyExtended": "duties", "DutyWaived": "duties", "MeasureOrdered": "measures", "MeasureFulfilled": "measures",
    "MeasureLifted": "measures", "NoticeSent": "notices", "NoticeReceived": "notices", "NoticeFailed": "notices",
    "NoticeRebutted": "notices", "OutageRecorded": "outages", "ReinstatementProposed": "reinstatement",
    "ReinstatementConfirmed": "reinstatement", "LateCaseOpened": "late-cases"}
RETRACTED_ONLY = {"MeasureOrdered", "MeasureLifted", "NoticeRebutted", "OutageRecorded"}
TAKEN_BACK = {"InvestigationConcluded", "DemandsSet", "DemandsJudged", "BreachAssessed", "BreachDismissed"}
COUNTED = {"meeting-results", "dormant-outlets"}
KNOWLEDGE = JUDGEMENTS | CORRECTIONS | {"BreachWithdrawn", "ReviewDue", "BreachReopened"}


def counts(event, as_of):
    """Whether an event counts in a view as of a date: a breach by the date of the act, a judgement always (§6)."""
    if event.type in KNOWLEDGE:
        return True
    if event.type == "BreachReported":
        return day(event.decided["on"]) <= as_of
    if event.type in ("BreachDetected", "PointsDeducted"):
        return day(event.data["on"]) <= as_of
    return event.on <= as_of


class Readings:
    """How the facts of a chain are read by the corrections known: by the latest of each (offices §10)."""

    def __init__(self, zone):
        self.zone, self.corrections, self.others, self.taken_back = zone, {}, {}, set()

    def take(self, event):
        """From this correction on."""
        about = event.decided
        if about["type"] in WORLD:
            self.corrections[about["fact"]] = event
            self.others.pop(about["fact"], None)
        else:
            self.taken_back.add(about["fact"])  # a report or a judgement stays read: what follows says what became of it
        for other in about.get("others", []):
            self.others[other["fact"]] = other.get("decided", {}), event.worked_out.get(other["fact"], {})

    def is_read(self, position):
        latest = self.corrections.get(position)
        return not latest or latest.type == "FactCorrected"

    def read(self, event):
        """The event as it is read; None for a fact that is not read."""
        latest, other = self.corrections.get(event.position), self.others.get(event.position)
        if not latest and not other:
            return event
        if latest and latest.type == "FactRetracted":
            return None
        data, at, decided, worked_out = event.data, event.at, event.decided, event.worked_out
        if latest:
            data, at = latest.data["data"], instant(latest.decided["at"])
            decided, worked_out = latest.decided.get("decided", {}), latest.worked_out.get(event.position, {})
        if other:
            decided, worked_out = other
        return event.read_as(data, at, decided, worked_out, self.zone)


class OfficeState:
    """What is known besides points: admission, measures, notices, outages, and what is owed (offices)."""

    def open_office(self):
        self.grandfathered, self.channel, self.findings, self.admissions, self.criteria = False, False, {}, {}, {}
        self.measures, self.notices, self.outages = {}, {}, {}
        self.owed, self.reinstatement, self.lifted, self.crossed_late = {}, None, [], {}
        self.ever_closed = set()

    # Admission: what was found, and what follows from it (offices §4).

    def applies(self, row, values):
        """Whether a criterion is asked of this provider, by the values found."""
        kinds = {"third-party": "thirdParty", "self-operated": "selfOperated"}
        return all(kinds.get(wanted) == self.registered.kind if slug == "provider-kind" else
                   difference(values.get(slug), literal(wanted)) is None for slug, wanted in (row.get("if") or {}).items())

    def admission(self, outlet=None):
        """The state of an admission, of the provider or of an outlet, with what is unmet and what is missing."""
        found, values = self.findings.get(outlet), {slug: value for slug, (value, _) in self.findings.get(None, {}).items()}
        if not found:
            return "unreviewed", [], []
        asked = {slug: row for slug, row in self.criteria.items()
                 if (row.get("about") == "outlet") == (outlet is not None) and self.applies(row, values)}
        unmet = [slug for slug in asked if slug in found and not found[slug][1]]
        missing = [slug for slug, row in asked.items() if slug not in found and row["when"] != "running"]
        return "unfit" if unmet else "incomplete" if missing else "fit", unmet, missing

    # Measures and outages.

    def month_is_suspended(self, index):
        """Whether the provider's business was suspended on some day of a month (offices §6)."""
        return any(m.effect == "business" and m.since <= last_day(index) and (not m.until or m.until >= first_day(index))
                   for m in self.measures.values())

    def excused(self, breach):
        """What was owed at a freeze that was lifted since, and fell due after it, is never raised (offices §11)."""
        due, parts = self.due(breach), breach.split(":")
        since = {
            "service-complaint": lambda: self.tickets[parts[2]].asked, "exit-response": lambda: self.request(parts[1]).at,
            "signing-progress": lambda: self.meetings[parts[1]].held, "expansion-target": lambda: self.cities[parts[1]].at}
        return bool(self.lifted and due and parts[0] in since) and any(
            since[parts[0]]() <= at and due[0].date > on for at, on in self.lifted)

    def lives(self):
        """Every time an outlet was held, the last first: one that was reinstated was held before."""
        for key, outlet in self.outlets.items():
            while outlet:
                yield key, outlet
                outlet = outlet.former

    def request(self, outlet):
        """The exit request of an outlet; None where there is none."""
        return next((life.request for key, life in self.lives() if key == outlet and life.request), None)

    # What is owed (offices §3).

    def conditions(self, terms):
        """The conditions of duties, each with the subjects that it is true of ("" where it has none)."""
        if not self.registered:
            return {}
        per_city, case = terms["deposit.per-city-fen"], self.termination()
        fit = not self.grandfathered and self.admission()[0] == "fit"
        full, frozen = self.balance >= per_city * max(1, len(self.cities)), self.frozen_on()
        unfounded = frozen and case.ground == "points" and self.score(case.year) < terms["termination.threshold"]
        return {
            "deposit-short": {""} if not frozen and self.cities and self.balance < per_city * len(self.cities) else set(),
            "deposit-full": {""} if full else set(),
            "admission-fit": {""} if fit else set(),
            "ready-to-open": {""} if fit and full and not self.channel else set(),
            "forfeiture-stands": {breach for breach, left in self.forfeited.items() if left > 0 and breach in self.breaches
                                  and self.breaches[breach].status != "assessed"},
            "freeze-unfounded": {str(case.year)} if unfounded else set()}

    def city_of(self, data):
        """The city of an event: its own, that of its outlet or that of its meeting."""
        meeting = self.meetings.get(data.get("meeting"))
        return data.get("city") or self.city_of_outlet(data.get("outlet")) or (meeting.city if meeting else None)

    def subject(self, rule, event):
        """What a duty opened or met by an event is about: "" for none; None where the event is not what the rule names."""
        data, name = event.data, rule.get("subject")
        if rule.get("event") != event.type or any(
                difference(data.get(field), literal(value)) for field, value in (rule.get("where") or {}).items()):
            return None
        if not name:
            return ""
        if name == "late-case":
            return f"{data['year']}:{data['threshold']}"
        if name == "city":
            return self.city_of(data)
        found = data.get(name, event.decided.get(name) if name == "year" else None)
        if name == "year" and event.type.startswith("Reinstatement"):
            found = self.termination().year if self.termination() else None
        return None if found is None else str(found)

    def closes(self, owed, event):
        """How an event closes a duty: it meets it, or lets it lapse; None where it does neither."""
        data, row = event.data, owed.row
        if event.type == "DutyFulfilled":
            return "met" if data["duty"] == owed.duty and "recorded-by" in row else None
        if event.type == "NoticeSent":
            notice = self.notices.get(data["notice"])
            failed = notice and notice.position == event.position and notice.failed is not None
            return "met" if owed.duty in data["about"] and row.get("by-notice") == "true" and not failed else None
        if any(self.subject(rule, event) == owed.subject for rule in row.get("met-by", [])):
            return "met"
        frozen = event.type == "ChannelFrozen" and row.get("outlives-freeze") != "true"
        lapses = frozen or any(self.subject(rule, event) == owed.subject for rule in row.get("lapses-on", []))
        return "lapsed" if lapses else None

    @staticmethod
    def condition_meets(owed, conditions):
        """Whether a duty is met because a condition holds, or because one does not."""
        return any(owed.subject in conditions[rule["when"]] if "when" in rule else
                   owed.subject not in conditions[rule["when-not"]]
                   for rule in owed.row.get("met-by", []) if "event" not in rule)

    def is_asked(self, row, event):
        """Whether the conditions of a row's `if` hold of what opens it."""
        city = self.city_of(event.data)
        stopped = self.suspended or (self.pauses and not any(
            key in self.meetings and self.meetings[key].city == city for key in self.pauses))
        known = any(life.city == city and life.opened and life.opened <= event.on for _, life in self.lives())
        holds = {"third-party": self.is_third_party(), "self-operated": not self.is_third_party(),
                 "expansion-stopped": stopped and not known}
        return all(holds[condition] for condition in row.get("if", []))

    def may_open(self, row):
        """A terminated provider gets only what outlives the freeze."""
        return not self.frozen_on() or row.get("outlives-freeze") == "true"

    def is_new(self, duty, row):
        """Whether a duty can be opened: it is not open, and was not before if it is owed once, unless all that was undone."""
        owed = self.owed.get(duty)
        return not owed or (owed.state not in OPEN and (row.get("once") != "true" or owed.undone is not None))

    def open_duties(self):
        return [owed for _, owed in sorted(self.owed.items()) if owed.state in OPEN]

    def overdue(self, last):
        """The duties open and due on or before a date, in the order in which a sweep finds them: (due date, duty)."""
        return sorted((owed.due.date, owed.duty) for owed in self.owed.values()
                      if owed.state == "open" and owed.due and owed.due.date <= last)

    # The fold.

    def on_AdmissionReviewed(self, event, data, _):
        met = event.worked_out["met"]
        self.criteria = event.worked_out["criteria"]
        found = self.findings.setdefault(data.get("outlet"), {})
        found.update({line["criterion"]: (line["value"], met[line["criterion"]]) for line in data["findings"]})

    def on_AdmissionChanged(self, event, data, _):
        self.admissions[data.get("outlet")] = (data["state"], data["unmet"], data["missing"])

    def on_ChannelOpened(self, event, data, _):
        self.channel = True

    def on_MeasureOrdered(self, event, data, decided):
        effect = decided.get("effect")
        self.measures[data["measure"]] = SimpleNamespace(
            kind=data["kind"], effect=effect, at=event.at, since=event.on, until=None, outlet=data.get("outlet"),
            liftable=event.worked_out["liftable"])
        if effect == "outlet-gone":
            self.leave(data["outlet"], event.on, "revoked")
            self.fulfil_exit(data["outlet"], event.on)

    def on_MeasureFulfilled(self, event, data, _):
        if data["measure"] in self.measures:
            self.measures[data["measure"]].until = event.on

    on_MeasureLifted = on_MeasureFulfilled

    def on_NoticeSent(self, event, data, decided):
        self.notices[data["notice"]] = SimpleNamespace(
            position=event.position, at=event.at, on=event.on, about=data["about"], delivered=day(decided["deliveredOn"]),
            failed=None)

    def on_NoticeReceived(self, event, data, _):
        if data["notice"] in self.notices:
            self.notices[data["notice"]].delivered = event.on

    def on_NoticeFailed(self, event, data, _):
        if data["notice"] in self.notices:
            self.notices[data["notice"]].failed = event.position

    on_NoticeRebutted = on_NoticeFailed

    def on_OutageRecorded(self, event, data, _):
        self.outages[data["outage"]] = (instant(data["from"]), instant(data["to"]))
        self.corrected = event.position
        for ticket in self.tickets.values():
            ticket.due = ticket.terms.answer(ticket.asked, sorted(self.outages.values()))

    def on_AnswerDueMoved(self, event, data, _):
        """An outage has moved it already; a calendar moves it here, unless the request is read to be of another moment."""
        moved, ticket = event.worked_out, self.tickets.get(data["ticket"])
        if "due" in moved and ticket and ticket.asked == moved["since"]:
            ticket.due, ticket.terms = moved["due"], moved["terms"]

    def on_DueMoved(self, event, data, _):
        since, place, name = self.counted_from(data["subject"])
        if place and since == event.worked_out["since"]:
            setattr(place, name, event.worked_out["due"])

    def counted_from(self, subject):
        """What a duty is counted from, and where its due date is kept: a duty of an office, or one that costs points."""
        parts = subject.split(":")
        if subject in self.owed:
            return self.owed[subject].day, self.owed[subject], "due"
        if parts[0] == "exit-response":
            request = self.request(parts[1])
            return request and request.at, request, "due"
        if parts[0] == "signing-progress":
            meeting = self.meetings.get(parts[1])
            return meeting and meeting.held, meeting, "due"
        city = self.cities.get(parts[1]) if parts[0] == "expansion-target" else None
        return city and city.at, city, "first_due" if parts[-1] == "first-batch" else "all_due"

    def on_ReinstatementProposed(self, event, data, _):
        self.reinstatement = SimpleNamespace(at=event.at, outlets=data["outlets"])

    def on_DutyOpened(self, event, data, _):
        if not event.worked_out["quiet"]:  # opened anew, and not owed again or from another day
            self.ever_closed = {closed for closed in self.ever_closed if closed[0] != data["duty"]}
        self.owed[data["duty"]] = SimpleNamespace(
            duty=data["duty"], subject=data["duty"].partition(":")[2], state="open", met_on=None, closing=None, undone=None,
            basis=data["basis"], before=None, position=event.position, **event.worked_out)

    def on_DutyMissed(self, event, data, _):
        if data["duty"] in self.owed:
            self.owed[data["duty"]].state = "missed"

    def on_DutyClosed(self, event, data, _):
        owed = self.owed.get(data["duty"])
        if owed:
            self.ever_closed.add((owed.duty, data["basis"]))
            owed.before = copy.copy(owed)
            owed.state, owed.met_on, owed.undone = data["as"], day(data["on"]), event.worked_out.get("undone")
            owed.closing = SimpleNamespace(basis=data["basis"], at=event.at, position=event.position, how=event.worked_out["how"])

    def on_DutyExtended(self, event, data, _):
        if data["duty"] in self.owed:
            owed = self.owed[data["duty"]]
            owed.state, owed.due, owed.extended = "open", Due(day(data["due"])), True

    def on_DutyWaived(self, event, data, _):
        if data["duty"] in self.owed:
            self.owed[data["duty"]].state = "waived"

    # Rows asked again.

    def row_AdmissionReviewed(self, event, data, story):
        rows = story.office("criteria", event.on)
        yield "outlet" in data and data["outlet"] not in self.outlets, "unknown-outlet"
        for line in data["findings"]:
            yield line["criterion"] not in rows, "unknown-criterion"
            yield not fits(rows[line["criterion"]], line["value"]), "another shape"

    def row_ContactsSet(self, event, data, story):
        keys = story.office("contacts", event.on).get("keys", {})
        yield any(key not in keys for key in data["contacts"]), "another shape"

    def row_MeasureOrdered(self, event, data, _):
        yield data["measure"] in self.measures, "measure-exists"
        if "outlet" in data:
            outlet = self.outlets.get(data["outlet"])
            yield not outlet, "unknown-outlet"
            yield outlet.gone, "outlet-gone"
        yield "breach" in data and data["breach"] not in self.breaches, "unknown-breach"
        yield "deadline" in data and day(data["deadline"]) < event.on, "time-order"
        yield "outlet" in data and event.at < outlet.begun, "time-order"

    def row_MeasureFulfilled(self, event, data, _):
        measure = self.measures.get(data["measure"])
        yield not measure, "unknown-measure"
        yield measure.until, "measure-closed"
        yield event.type == "MeasureLifted" and not measure.liftable, "not-liftable"
        yield event.at < measure.at, "time-order"

    row_MeasureLifted = row_MeasureFulfilled

    def row_NoticeSent(self, event, data, story):
        channel = story.office("notices", event.on).get("channels", {}).get(data["channel"])
        yield channel is None, "channel-not-allowed"
        yield ("receipt" in data) != (channel.get("receipt") == "true"), "another shape"
        yield data["notice"] in self.notices, "notice-exists"

    def row_NoticeReceived(self, event, data, _):
        notice = self.notices.get(data["notice"])
        yield not notice, "unknown-notice"
        yield notice.failed is not None, "notice-closed"
        yield event.at < notice.at, "time-order"

    row_NoticeFailed = row_NoticeRebutted = row_NoticeReceived

    def row_OutageRecorded(self, event, data, _):
        yield data["outage"] in self.outages, "outage-exists"
        yield instant(data["to"]) > event.at, "time-order"


OPEN = ("open", "missed")


def clause_of(row):
    """The sections that a row rests on, as the log names them."""
    return ", ".join("§" + section for section in row["section"].split(", "))


def fits(row, value):
    """Whether a value is of a criterion's kind (offices §4)."""
    kind = row["kind"]
    if kind == "yes":
        return type(value) is bool
    if kind == "number":
        return is_count(value)
    if kind == "share":
        return isinstance(value, dict) and set(value) == {"part", "whole"} and all(
            map(is_count, value.values())) and value["whole"] > 0
    if kind == "choice":
        return value in row["of"]
    if kind == "hours":
        return isinstance(value, dict) and set(value) == {"weekdays", "otherDays"} and all(map(hours_of, value.values()))
    return isinstance(value, str) and bool(value.strip())


def hours_of(text):
    """The two ends of HH:MM-HH:MM; None where it is not that."""
    found = isinstance(text, str) and re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", text, re.ASCII)
    return found and found.groups()


def is_met(row, finding, values):
    """Whether a finding meets its criterion, the values of the provider's criteria being these."""
    kind, value = row["kind"], finding["value"]
    if row.get("informs") == "true" or kind in ("choice", "text"):
        return True
    if "judgedBy" in finding and all(
            difference(values.get(slug), literal(wanted)) is None for slug, wanted in row["judged-if"].items()):
        return True
    if kind == "yes":
        return value
    if kind == "number":
        return int(row.get("min", 0)) <= value <= int(row.get("max", value))
    if kind == "share":
        return value["part"] * 100 >= int(row["min"]) * value["whole"]
    spans = [(value["weekdays"], row["weekdays"]), (value["otherDays"], row["other-days"])]
    return all(there[0] <= asked[0] and there[1] >= asked[1] for there, asked in (map(hours_of, span) for span in spans))


class State(OfficeState):
    """A provider's events folded. An event whose subject is not here is passed over, as in a view by two clocks."""

    def __init__(self, zone):
        self.zone, self.registered, self.agreements = zone, None, []
        self.outlet_balances = {}
        self.cities, self.meetings, self.outlets, self.tickets, self.complaints, self.sales = {}, {}, {}, {}, {}, {}
        self.promotions, self.pauses, self.promotion_keys, self.rectified = set(), set(), set(), set()
        self.trainings, self.balance, self.forfeited, self.released = {}, 0, {}, False
        self.corrected = 0
        self.breaches, self.years, self.acts, self.under_cap = {}, {}, {}, {}
        self.rectifications, self.terminations, self.failures, self.suspended = [], [], 0, False
        self.open_tickets, self.open_exits, self.open_applications = set(), set(), set()
        self.open_office()

    @staticmethod
    def of(events, readings, passes=lambda state, event: None):
        """The state that events lead to as they are read; `passes` is asked of each fact before it is folded in."""
        state = State(readings.zone)
        for event in events:
            read = readings.read(event)
            if read:
                passes(state, read)
                state.fold(read)
                if event.type == "ChannelFrozen":
                    state.freeze_what_is_left()
        return state

    def freeze_what_is_left(self):
        """What a reading leaves held at a freeze is gone by it, though no line says so."""
        for key, outlet in self.outlets.items():
            if not outlet.gone:
                self.leave(key, self.frozen_on(), "frozen")

    # What follows from what is known.

    def rectification(self):
        return next((case for case in reversed(self.rectifications) if not case.outcome), None)

    def termination(self):
        return next((case for case in reversed(self.terminations) if not case.outcome), None)

    def open_termination(self):
        case = self.termination()
        return case if case and not case.frozen else None

    def frozen_on(self):
        case = self.termination()
        return case.frozen if case else None

    def must_suspend(self):
        return bool(self.rectification() or self.termination())

    def is_third_party(self):
        return bool(self.registered) and self.registered.kind == "thirdParty"

    def score(self, year):
        return self.years[year].score if year in self.years else 0

    def status(self):
        if self.frozen_on():
            return "terminated"
        return "terminating" if self.termination() else "rectification" if self.rectification() else "active"

    def expansion(self):
        return "suspended" if self.must_suspend() else "paused" if self.pauses else "open"

    def city_of_outlet(self, outlet):
        return self.outlets[outlet].city if outlet in self.outlets else None

    def city_of_ticket(self, ticket):
        return self.city_of_outlet(self.tickets[ticket].outlet) if ticket in self.tickets else None

    def city_of_complaint(self, key):
        complaint = self.complaints.get(key)
        if not complaint:
            return None
        return self.city_of_outlet(complaint.outlet) or (None if complaint.sold else self.city_of_ticket(complaint.ticket))

    def city_of_breach(self, breach):
        parts = breach.split(":")
        if len(parts) < 2 or parts[0] not in CLAUSES:
            return self.city_of_outlet(self.breaches[breach].outlet if breach in self.breaches else None)
        if parts[0] in ("meeting-results", "signing-progress"):
            return self.meetings[parts[1]].city if parts[1] in self.meetings else None
        if parts[0] in ("expansion-target", "early-exits", "dormant-outlets"):
            return parts[1]
        if parts[0] == "exit-response":
            return self.city_of_outlet(parts[1])
        if parts[0] == "after-sales-dispute":
            return self.city_of_complaint(parts[1])
        if parts[0] == "service-complaint" and len(parts) > 2:
            return self.city_of_ticket(parts[2]) if parts[1] == "ticket" else self.city_of_complaint(parts[2])
        return None

    def stands(self, breach):
        return breach in self.breaches and self.breaches[breach].status in ("pending", "assessed")

    def can_be_raised(self, breach):
        """A breach is raised once; one withdrawn again once a correction came with its withdrawal or since."""
        known = self.breaches.get(breach)
        return not known or (known.status == "withdrawn" and self.corrected >= known.withdrawn)

    def complaints_naming(self, ticket):
        return [key for key, complaint in self.complaints.items() if complaint.ticket == ticket and not complaint.sold]

    def open_throughout(self, index):
        """The outlet of the smallest key that was open and held all through a month; None too where business was suspended."""
        first, last = first_day(index), last_day(index)
        found = {key: o for key, o in self.lives() if o.held < first and o.opened and o.opened < first
                 and (not o.gone or o.gone > last)}
        return found[min(found)] if found and not self.month_is_suspended(index) else None

    def signed_in_time(self, city, due):
        own = [o for _, o in self.lives() if o.own and o.city == city and o.held <= due]
        return len(own) - sum(1 for o in own if (o.departure in ("exited", "revoked") and o.gone <= due)
                              or (o.received_again and o.gone < due))

    # Duties: what is owed by a due date (§5).

    def due(self, breach):
        """The due date of the duty with this breach, and the facts it rests on; None when it never arose."""
        parts = breach.split(":")
        if parts[0] == "service-complaint" and parts[1] == "ticket":
            ticket = self.tickets.get(parts[2])
            return ticket and (ticket.due, [ticket.position])
        if parts[0] == "exit-response":
            request = self.request(parts[1])
            return request and request.due and (request.due, [request.position])
        if parts[0] == "signing-progress":
            meeting = self.meetings.get(parts[1])
            return meeting and meeting.due and (meeting.due, [meeting.position])
        if parts[0] == "expansion-target":
            city = self.cities.get(parts[1])
            return city and (city.first_due if parts[2] == "first-batch" else city.all_due, [city.position])
        index = month_of(parts[1])
        outlet = self.open_throughout(index)
        return outlet and (Due(last_day(index)), outlet.facts)

    def is_unmet(self, breach):
        parts, basis = breach.split(":"), self.due(breach)
        if not basis:
            return False
        due = basis[0]
        if parts[0] == "service-complaint":
            answered = self.tickets[parts[2]].answered
            return answered is None or answered > due.moment
        if parts[0] == "exit-response":
            fulfilled = self.request(parts[1]).fulfilled
            return fulfilled is None or fulfilled > due.date
        if parts[0] == "signing-progress":
            submitted = self.meetings[parts[1]].submitted
            return submitted is None or self.zone.date(submitted) > due.date
        if parts[0] == "expansion-target":
            city = self.cities[parts[1]]
            return self.signed_in_time(parts[1], due.date) < (city.first if parts[2] == "first-batch" else city.planned)
        return month_of(parts[1]) not in self.promotions

    def is_missing(self, breach):
        """Whether nothing fulfilled a duty yet, in time or late."""
        parts = breach.split(":")
        if parts[0] == "service-complaint":
            return self.tickets[parts[2]].answered is None
        if parts[0] == "exit-response":
            return self.request(parts[1]).fulfilled is None
        return parts[0] != "signing-progress" or self.meetings[parts[1]].submitted is None

    def months_to(self, last):
        """The names of gaps there may be up to a date."""
        opened = [max(o.opened, o.held) for _, o in self.lives() if o.opened]
        end = month(last) if last == last_day(month(last)) else month(last) - 1
        return [f"promotion-gap:{month_name(index)}" for index in range(month(min(opened)) + 1, end + 1)] if opened else []

    def targets(self):
        return [f"expansion-target:{key}:{batch}" for key in self.cities for batch in ("first-batch", "complete")]

    def duties(self, last):
        """Every breach there may be of something missed, found or not."""
        return [f"service-complaint:ticket:{key}" for key in self.tickets] + [
            f"exit-response:{key}" for key in self.outlets if self.request(key)] + [
            f"signing-progress:{key}:late" for key in self.meetings] + self.targets() + self.months_to(last)

    def missed(self, last):
        """Duties due on or before a date and on or before the freeze, not met and never raised: (due date, breach)."""
        if self.frozen_on():
            last = min(last, self.frozen_on())
        duties = [f"service-complaint:ticket:{key}" for key in self.open_tickets]
        duties += [f"exit-response:{key}" for key in self.open_exits]
        duties += [f"signing-progress:{key}:late" for key in self.open_applications]
        duties += self.targets() + self.months_to(last)
        found = []
        for breach in duties:
            basis = self.due(breach) if self.can_be_raised(breach) else None
            if basis and basis[0].date <= last and self.is_unmet(breach) and not self.excused(breach):
                found.append((basis[0].date, breach))
        return sorted(found)

    def ticket_of(self, breach):
        """The ticket that a late answer or an upheld complaint is about."""
        parts = breach.split(":")
        if parts[:2] == ["service-complaint", "ticket"]:
            return parts[2]
        complaint = self.complaints.get(parts[2]) if parts[:2] == ["service-complaint", "complaint"] else None
        return complaint.ticket if complaint and not complaint.sold else None

    def about_ticket(self, ticket):
        """The breaches there may be about a ticket, of which one at most stands."""
        return [f"service-complaint:ticket:{ticket}"] + [
            f"service-complaint:complaint:{key}" for key in self.complaints_naming(ticket)]

    def is_held_back(self, breach):
        """What is about a ticket is, while another breach about it is pending or assessed."""
        ticket = self.ticket_of(breach)
        return ticket is not None and any(self.stands(other) for other in self.about_ticket(ticket) if other != breach)

    def exits(self, city):
        """What this provider signed, opened and lost by an exit in a city, in the order in which each was complete."""
        left = [(max(o.opened_by, o.gone_by), key) for key, o in self.outlets.items()
                if o.city == city and o.own and o.departure == "exited" and not o.ordered and o.opened]
        return [key for _, key in sorted(left)]

    def early_exits(self, exits, months):
        return [key for key in exits if month(self.outlets[key].gone) - month(self.outlets[key].opened) <= months]

    # A row asked again: the code that a fact, as it is read, would meet in this state (offices §10).

    def meets(self, event, story):
        """The first code of its row that a fact meets here, but for those about the day; None when it meets none."""
        asked = getattr(self, "row_" + event.type, None)
        codes = asked(event, event.data, story) if asked else ()
        return next((code for holds, code in codes if holds), None)

    def row_ProviderRegistered(self, event, data, _):
        yield self.registered, "provider-exists"

    def row_DepositForfeited(self, event, data, _):
        known = self.breaches.get(data["breach"])
        yield not known, "unknown-breach"
        yield known.status != "assessed", "breach-not-assessed"
        yield data["amountFen"] > self.balance, "deposit-insufficient"

    def row_DepositReturned(self, event, data, _):
        yield data["breach"] not in self.breaches, "unknown-breach"
        yield self.released, "deposit-released"
        yield data["amountFen"] > self.forfeited.get(data["breach"], 0), "amount-mismatch"

    def row_DepositCompensated(self, event, data, _):
        yield data["amountFen"] > self.balance, "deposit-insufficient"

    def row_DepositReleased(self, event, data, _):
        yield data["amountFen"] > self.balance, "a balance below 0"

    def row_OutletDepositFrozen(self, event, data, _):
        return self.row_of_outlet(event, data, lambda outlet: [(outlet.gone, "outlet-gone")])

    def row_OutletDepositReleased(self, event, data, _):
        yield data["outlet"] not in self.outlets, "unknown-outlet"
        yield data["amountFen"] > self.outlet_balances.get(data["outlet"], 0), "deposit-insufficient"

    def row_CityAuthorised(self, event, data, _):
        yield data["city"] in self.cities, "city-exists"

    def row_MeetingHeld(self, event, data, _):
        yield data["meeting"] in self.meetings, "meeting-exists"
        yield data["city"] not in self.cities, "unknown-city"

    def row_of_meeting(self, event, data, refused):
        meeting = self.meetings.get(data["meeting"])
        yield not meeting, "unknown-meeting"
        yield from refused(meeting)
        yield event.at < meeting.held, "time-order"

    def row_MeetingConcluded(self, event, data, _):
        return self.row_of_meeting(event, data, lambda meeting: [(meeting.signed is not None, "meeting-concluded")])

    def row_MeetingRectified(self, event, data, _):
        return self.row_of_meeting(event, data, lambda meeting: [])

    def row_ApplicationsSubmitted(self, event, data, _):
        return self.row_of_meeting(event, data, lambda meeting: [(meeting.submitted is not None, "applications-exist")])

    def row_ApplicationsReviewed(self, event, data, _):
        meeting = self.meetings.get(data["meeting"])
        yield not meeting, "unknown-meeting"
        yield meeting.submitted is None, "applications-missing"
        yield meeting.review, "applications-reviewed"
        yield event.at < meeting.submitted, "time-order"

    def row_TrainingExamined(self, event, data, _):
        yield data["training"] in self.trainings, "training-exists"

    def row_PromotionRun(self, event, data, _):
        yield data["promotion"] in self.promotion_keys, "promotion-exists"

    def row_OutletSigned(self, event, data, _):
        yield data["outlet"] in self.outlets, "outlet-exists"
        yield data["city"] not in self.cities, "unknown-city"

    def row_of_outlet(self, event, data, refused, before=lambda outlet: [outlet.begun]):
        outlet = self.outlets.get(data["outlet"])
        yield not outlet, "unknown-outlet"
        yield from refused(outlet)
        yield any(event.at < moment for moment in before(outlet) if moment is not None), "time-order"

    @staticmethod
    def is_gone(outlet, event, story, unless=True):
        """Whether an outlet had left for an event: one dated before may be accepted out of order (offices §11)."""
        accepts = story.office("order", event.on).get("before-departure") == "accept"
        return outlet.gone and not (accepts and unless and event.on <= outlet.gone)

    def row_OutletOpened(self, event, data, story):
        return self.row_of_outlet(event, data, lambda outlet: [
            (self.is_gone(outlet, event, story), "outlet-gone"), (outlet.opened, "outlet-open")])

    def row_OutletExitRequested(self, event, data, story):
        return self.row_of_outlet(event, data, lambda outlet: [
            (self.is_gone(outlet, event, story), "outlet-gone"), (outlet.request, "exit-requested")])

    def row_OutletExitAnswered(self, event, data, _):
        request = self.request(data["outlet"])
        return self.row_of_outlet(event, data, lambda _: [
            (not request, "exit-not-requested"), (request and request.answered, "exit-answered")],
            lambda _: [request.at])

    def row_OutletExited(self, event, data, story):
        unordered = data["reason"] == "ordered" and not any(m.outlet == data["outlet"] for m in self.measures.values())
        return self.row_of_outlet(event, data, lambda outlet: [
            (self.is_gone(outlet, event, story, outlet.departure == "frozen"), "outlet-gone"), (unordered, "unknown-measure")],
            lambda outlet: [outlet.begun, outlet.opened_at])

    def row_OutletTransferred(self, event, data, _):
        return self.row_of_outlet(event, data, lambda outlet: [(outlet.gone, "outlet-gone")],
                                  lambda outlet: [outlet.begun, outlet.opened_at])

    def row_HelpRequested(self, event, data, _):
        yield data["ticket"] in self.tickets, "ticket-exists"
        yield "outlet" in data and data["outlet"] not in self.outlets, "unknown-outlet"

    def row_HelpAnswered(self, event, data, _):
        ticket = self.tickets.get(data["ticket"])
        yield not ticket, "unknown-ticket"
        yield ticket.answered is not None, "ticket-answered"
        yield event.at < ticket.asked, "time-order"

    def row_ComplaintFiled(self, event, data, _):
        yield data["complaint"] in self.complaints, "complaint-exists"
        yield "outlet" in data and data["outlet"] not in self.outlets, "unknown-outlet"
        yield "ticket" in data and data["ticket"] not in self.tickets, "unknown-ticket"

    def row_ComplaintUpheld(self, event, data, _):
        complaint = self.complaints.get(data["complaint"])
        yield not complaint, "unknown-complaint"
        if event.type == "ComplaintUpheld":
            yield ("providerAtFault" in data) != bool(complaint.sold), "another shape"
        yield complaint.closed, "complaint-closed"
        yield event.at < complaint.filed, "time-order"

    row_ComplaintRejected = row_ComplaintUpheld

    def row_SalesReported(self, event, data, _):
        there = {key for key, outlet in self.outlets.items() if outlet.city == data["city"]}
        yield not there, "unknown-city"
        yield last_day(month_of(data["month"])) >= event.on, "month-not-over"
        yield (data["city"], month_of(data["month"])) in self.sales, "sales-exists"
        yield any(line["outlet"] not in there for line in data["sales"]), "unknown-outlet"

    def row_BreachReported(self, event, data, story):
        on = day(event.decided["on"])
        yield data["breach"] in self.breaches, "breach-exists"
        yield not story.binds(data["clause"], on, self, event.position), "clause-not-binding"
        yield "outlet" in data and data["outlet"] not in self.outlets, "unknown-outlet"
        yield on > event.on, "time-order"

    def row_RectificationOrdered(self, event, data, _):
        case = self.rectification()
        yield not case, "no-rectification"
        yield case.deadline, "rectification-ordered"
        yield day(data["deadline"]) < event.on, "time-order"

    def row_RectificationExtended(self, event, data, _):
        case = self.rectification()
        yield not case, "no-rectification"
        yield not case.deadline, "rectification-not-ordered"
        yield event.on <= case.deadline, "deadline-not-passed"
        yield day(data["deadline"]) < event.on, "time-order"

    def dormant(self, test, city, index, terms):
        """The outlets a test finds dormant, how many it tested, the reports it rests on; None before these are in."""
        report, before = self.sales.get((city, index)), self.sales.get((city, index - 1))
        if not report or (test == "low" and not before):
            return None
        if self.month_is_suspended(index) or (test == "low" and self.month_is_suspended(index - 1)):
            return None
        months, low = terms["dormancy.grace-months"] + (2 if test == "low" else 1), terms["dormancy.low-fen"]
        last = last_day(index)
        tested = sorted({key for key, o in self.lives() if o.city == city and o.held <= last
                         and (not o.gone or o.gone > last) and index - month(o.held) >= months})
        if test == "zero":
            return [k for k in tested if report.sold.get(k, 0) == 0], len(tested), [report.position]
        found = [k for k in tested if report.sold.get(k, 0) < low and before.sold.get(k, 0) < low]
        return found, len(tested), sorted([before.position, report.position])

    # The fold.

    def fold(self, event):
        handler = getattr(self, "on_" + event.type, None)
        if handler:
            handler(event, event.data, event.decided)

    def on_ProviderRegistered(self, event, data, _):
        self.registered = SimpleNamespace(name=data["name"], kind=data["kind"], on=event.on)
        self.grandfathered = self.channel = event.worked_out.get("grandfathered", False)

    def on_FactCorrected(self, event, data, _):
        self.corrected = event.position

    on_FactRetracted = on_FactCorrected

    def on_DepositFrozen(self, event, data, _):
        self.balance += data["amountFen"]

    def on_DepositForfeited(self, event, data, _):
        self.balance -= data["amountFen"]
        self.forfeited[data["breach"]] = self.forfeited.get(data["breach"], 0) + data["amountFen"]

    def on_DepositReturned(self, event, data, _):
        self.balance += data["amountFen"]
        self.forfeited[data["breach"]] = self.forfeited.get(data["breach"], 0) - data["amountFen"]

    def on_DepositCompensated(self, event, data, _):
        self.balance -= data["amountFen"]

    def on_DepositReleased(self, event, data, _):
        self.balance, self.released = self.balance - data["amountFen"], True

    def on_OutletDepositFrozen(self, event, data, _):
        self.outlet_balances[data["outlet"]] = self.outlet_balances.get(data["outlet"], 0) + data["amountFen"]

    def on_OutletDepositReleased(self, event, data, _):
        self.outlet_balances[data["outlet"]] = self.outlet_balances.get(data["outlet"], 0) - data["amountFen"]

    def on_AgreementSigned(self, event, data, _):
        agreed = {}

        def read(tree, path):
            for key, value in tree.items():
                if isinstance(value, dict):
                    read(value, f"{path}{key}.")
                else:
                    agreed[path + key] = tuple(value) if isinstance(value, list) else value

        read(data.get("terms", {}), "")
        self.agreements.append(SimpleNamespace(
            signed=(event.at, event.position), starts=day(data["startsOn"]), ends=day(data["endsOn"]), terms=agreed,
            cities=data.get("cities")))
        self.agreements.sort(key=lambda agreement: agreement.signed)

    @staticmethod
    def known_due(event, name):
        """A due date decided with a fact, as it was worked out here."""
        return event.worked_out[name] if name in event.decided else None

    def on_CityAuthorised(self, event, data, decided):
        self.cities[data["city"]] = SimpleNamespace(
            position=event.position, at=event.at, planned=decided["planned"], first=decided["firstBatch"],
            first_due=self.known_due(event, "firstBatchDue"), all_due=self.known_due(event, "completeDue"))

    def on_MeetingHeld(self, event, data, decided):
        due = self.known_due(event, "due")
        self.meetings[data["meeting"]] = SimpleNamespace(
            position=event.position, city=data["city"], held=event.at, invited=data["invited"], attended=data["attended"],
            signed=None, concluded=None, due=due, submitted=None, review=None)
        if due:
            self.open_applications.add(data["meeting"])

    def on_MeetingConcluded(self, event, data, _):
        if data["meeting"] in self.meetings:
            self.meetings[data["meeting"]].signed = data["signed"]
            self.meetings[data["meeting"]].concluded = event.position

    def on_MeetingRectified(self, event, data, _):
        self.rectified.add(data["meeting"])

    def on_ApplicationsReviewed(self, event, data, _):
        if data["meeting"] in self.meetings:
            self.meetings[data["meeting"]].review = event

    def on_TrainingExamined(self, event, data, _):
        self.trainings[data["training"]] = event

    def on_ApplicationsSubmitted(self, event, data, _):
        if data["meeting"] in self.meetings:
            self.meetings[data["meeting"]].submitted = event.at
        self.open_applications.discard(data["meeting"])

    def on_PromotionRun(self, event, data, _):
        self.promotions.add(month(event.on))
        self.promotion_keys.add(data["promotion"])

    def on_OutletSigned(self, event, data, _):
        self.outlets[data["outlet"]] = SimpleNamespace(
            facts=[event.position], city=data["city"], held=event.on, own=True, begun=event.at, signed=event.on, opened=None, opened_at=None,
            opened_by=None, request=None, gone=None, gone_by=None, departure=None, ordered=False, received_again=False, former=None)

    def on_OutletReceived(self, event, data, _):
        former = self.outlets.get(data["outlet"]) if data["from"] == event.provider else None
        if data["from"] == event.provider:
            if not former or former.departure != "frozen":
                return  # it has left by an exit since
            former.received_again = True
        self.outlets[data["outlet"]] = SimpleNamespace(
            facts=[event.position], city=data["city"], held=event.on, own=False, begun=event.at, signed=day(data["signedOn"]),
            opened=former.opened if former else day(data["openedOn"]) if "openedOn" in data else None, opened_at=None,
            opened_by=event.position,
            request=None, gone=None, gone_by=None, departure=None, ordered=False, received_again=False, former=former)

    def on_OutletOpened(self, event, data, _):
        if data["outlet"] in self.outlets:
            self.outlets[data["outlet"]].opened, self.outlets[data["outlet"]].opened_at = event.on, event.at
            self.outlets[data["outlet"]].opened_by = event.position
            self.outlets[data["outlet"]].facts = self.outlets[data["outlet"]].facts + [event.position]

    def on_OutletExitRequested(self, event, data, decided):
        if data["outlet"] in self.outlets:
            due, outlet = self.known_due(event, "due"), self.outlets[data["outlet"]]
            left = outlet.gone if outlet.departure != "frozen" else None
            outlet.request = SimpleNamespace(position=event.position, at=event.at, due=due, fulfilled=left, answered=False)
            if due and not left:
                self.open_exits.add(data["outlet"])

    def fulfil_exit(self, outlet, on):
        request = self.request(outlet)
        if request:
            request.fulfilled = min(request.fulfilled or on, on)
            self.open_exits.discard(outlet)

    def on_OutletExitAnswered(self, event, data, _):
        self.fulfil_exit(data["outlet"], event.on)
        request = self.request(data["outlet"])
        if request:
            request.answered = True

    def leave(self, outlet, on, departure, by=None):
        if outlet in self.outlets:
            known = self.outlets[outlet]
            known.gone, known.departure, known.gone_by = on, departure, by

    def on_OutletExited(self, event, data, _):
        self.leave(data["outlet"], event.on, "exited", event.position)
        if data["outlet"] in self.outlets:
            self.outlets[data["outlet"]].ordered = data["reason"] == "ordered"
        self.fulfil_exit(data["outlet"], event.on)

    def on_OutletTransferred(self, event, data, _):
        self.leave(data["outlet"], event.on, "transferred")
        self.fulfil_exit(data["outlet"], event.on)

    def on_OutletFrozen(self, event, data, _):
        if data["outlet"] in self.outlets and not self.outlets[data["outlet"]].gone:
            self.leave(data["outlet"], event.on, "frozen")

    def on_HelpRequested(self, event, data, decided):
        self.tickets[data["ticket"]] = SimpleNamespace(
            position=event.position, asked=event.at, outlet=data.get("outlet"), answered=None,
            due=self.known_due(event, "answerDue"), terms=event.worked_out["terms"])
        if self.outages or event.worked_out["around"]:
            ticket = self.tickets[data["ticket"]]
            ticket.due = ticket.terms.answer(ticket.asked, sorted(self.outages.values()))
        self.open_tickets.add(data["ticket"])

    def on_HelpAnswered(self, event, data, _):
        if data["ticket"] in self.tickets:
            self.tickets[data["ticket"]].answered = event.at
        self.open_tickets.discard(data["ticket"])

    def on_ComplaintFiled(self, event, data, _):
        self.complaints[data["complaint"]] = SimpleNamespace(
            position=event.position, filed=event.at, outlet=data.get("outlet"), ticket=data.get("ticket"),
            sold=day(data["transactionOn"]) if data["source"] == "consumer" else None, upheld=None, closed=False, at_fault=None)

    def on_ComplaintUpheld(self, event, data, _):
        if data["complaint"] in self.complaints:
            complaint = self.complaints[data["complaint"]]
            complaint.upheld, complaint.at_fault, complaint.closed = event.position, data.get("providerAtFault"), True

    def on_ComplaintRejected(self, event, data, _):
        if data["complaint"] in self.complaints:
            self.complaints[data["complaint"]].closed = True

    def on_SalesReported(self, event, data, _):
        self.sales[data["city"], month_of(data["month"])] = SimpleNamespace(
            position=event.position, sold={line["outlet"]: line["amountFen"] for line in data["sales"]})

    def raise_breach(self, breach, event, clause, outlet=None, reporter=None):
        data = event.decided if event.type == "BreachReported" else event.data
        on = day(data["on"])
        self.breaches[breach] = SimpleNamespace(
            raised=event.position, clause=clause, on=on, low=data["minimum"], high=data["maximum"], status="pending",
            assessed=None, charged=None, outlet=outlet, reporter=reporter, cap=None, appeal=None, appeal_until=None,
            swept=event.type == "BreachDetected" and (event.cause is None or data.get("origin") == "sweep"),
            at_fault=None, deadline=None, met=None, review=False, withdrawn=None, said={},
            worked_out=event.worked_out, room=None)

    def on_BreachReported(self, event, data, _):
        self.raise_breach(data["breach"], event, data["clause"], data.get("outlet"), event.by["id"])

    def on_BreachDetected(self, event, data, _):
        self.raise_breach(data["breach"], event, data["clause"])
        parts = data["breach"].split(":")
        if parts[:2] == ["service-complaint", "ticket"]:
            self.open_tickets.discard(parts[2])

    def settle(self, breach, status):
        if breach in self.breaches and self.breaches[breach].status == "pending":
            self.breaches[breach].status = status

    def on_BreachWithdrawn(self, event, data, _):
        breach = self.breaches.get(data["breach"])
        if breach and breach.status in ("pending", "assessed"):
            self.uncharge(breach)
            breach.status, breach.withdrawn, breach.review, breach.appeal = "withdrawn", event.cause, False, None
            if breach.clause == "meeting-results":
                self.pauses.discard(data["breach"].split(":")[1])
            ticket = self.tickets.get(self.ticket_of(data["breach"]))
            if ticket and ticket.answered is None:
                self.open_tickets.add(self.ticket_of(data["breach"]))

    def on_ReviewDue(self, event, data, _):
        if self.stands(data["breach"]):
            self.breaches[data["breach"]].review = True

    def on_BreachReopened(self, event, data, _):
        breach = self.breaches.get(data["breach"])
        said = breach.said.pop(data["fact"], None) if breach else None
        if not said:
            return  # of an earlier breach of the name, or in a view without it
        self.uncharge(breach)
        breach.status, breach.review, breach.appeal = "pending", False, None
        if said in ("InvestigationConcluded", "DemandsSet", "DemandsJudged"):
            setattr(breach, {"InvestigationConcluded": "at_fault", "DemandsSet": "deadline", "DemandsJudged": "met"}[said], None)

    def say(self, event):
        """Takes note of a judgement, which can be taken back."""
        breach = self.breaches.get(event.data["breach"])
        if breach and breach.status == "pending":
            breach.said[event.position] = event.type

    def on_BreachAssessed(self, event, data, _):
        self.say(event)

    def on_BreachDismissed(self, event, data, _):
        self.say(event)
        self.settle(data["breach"], "dismissed")

    def on_InvestigationConcluded(self, event, data, _):
        self.say(event)
        if data["breach"] in self.breaches:
            self.breaches[data["breach"]].at_fault = data["atFault"]
        if not data["atFault"]:
            self.settle(data["breach"], "dismissed")

    def on_DemandsSet(self, event, data, _):
        self.say(event)
        if data["breach"] in self.breaches:
            self.breaches[data["breach"]].deadline = day(data["deadline"])

    def on_DemandsJudged(self, event, data, _):
        self.say(event)
        if data["breach"] in self.breaches:
            self.breaches[data["breach"]].met = data["met"]
        if data["met"]:
            self.settle(data["breach"], "dismissed")

    def year(self, year):
        return self.years.setdefault(year, SimpleNamespace(
            score=0, charged=False, fresh=False, waived=False, closed=None, latest=None))

    def on_PointsDeducted(self, event, data, _):
        self.settle(data["breach"], "assessed")
        breach = self.breaches.get(data["breach"])
        if not breach:
            return
        breach.assessed, breach.charged, breach.cap = data["assessed"], data["charged"], data.get("cap")
        breach.appeal_until = day(data["appealUntil"]) if "appealUntil" in data else None
        breach.room, breach.charged_at = event.worked_out.get("room"), event.position
        if breach.cap:
            self.under_cap[breach.cap] = self.under_cap.get(breach.cap, 0) + data["charged"]
        if data["charged"] > 0:
            year = self.year(breach.on.year)
            year.score += data["charged"]
            year.charged, year.fresh, year.waived = True, True, False
            year.latest = max(year.latest or breach.on, breach.on)
            self.acts[breach.on] = self.acts.get(breach.on, 0) + 1

    def restore(self, points, year):
        if year in self.years:
            self.years[year].score = max(0, self.years[year].score - points)
            self.crossed_late = {late: line for late, line in self.crossed_late.items() if self.score(late[0]) >= line}

    def on_AppealFiled(self, event, data, _):
        if data["breach"] in self.breaches:
            self.breaches[data["breach"]].appeal = "open"

    def on_AppealDecided(self, event, data, _):
        breach = self.breaches.get(data["breach"])
        if not breach or breach.charged is None:
            return
        breach.appeal, breach.review = "decided" if breach.appeal else None, False
        if data["outcome"] == "reduced":
            breach.assessed = data["points"]
            self.lower(breach, min(breach.charged, data["points"]))
        elif data["outcome"] == "overturned":
            breach.status = "overturned"
            self.lower(breach, 0)

    def uncharge(self, breach):
        """Undoes a charge: as if there had been none."""
        if breach.charged is not None:
            self.lower(breach, 0)
        breach.assessed = breach.charged = breach.cap = breach.room = None

    def lower(self, breach, charged):
        """Lowers what a breach is charged, and the score with it."""
        restored, breach.charged = breach.charged - charged, charged
        if breach.cap:
            self.under_cap[breach.cap] = self.under_cap.get(breach.cap, 0) - restored
        self.restore(restored, breach.on.year)
        if restored > 0 and breach.charged == 0:
            self.acts[breach.on] -= 1
            year = self.year(breach.on.year)
            if not self.acts[breach.on] and year.latest == breach.on:
                year.latest = max((on for on, left in self.acts.items() if left and on.year == breach.on.year), default=None)

    def on_ExpansionPaused(self, event, data, _):
        self.pauses.add(data["meeting"])

    def on_ExpansionUnpaused(self, event, data, _):
        self.pauses.discard(data["meeting"])

    def on_ExpansionSuspended(self, event, data, _):
        self.suspended = True

    def on_ExpansionResumed(self, event, data, _):
        self.suspended = False

    def case(self, cases, position):
        return next((case for case in reversed(cases) if case.position == position), SimpleNamespace())

    def on_ThresholdReached(self, event, data, _):
        if data.get("late"):
            self.crossed_late[data["year"], event.worked_out["kind"]] = data["threshold"]

    def on_RectificationOpened(self, event, data, _):
        self.rectifications.append(SimpleNamespace(
            position=event.position, year=data["year"], ordered=None, deadline=None, outcome=None))
        self.crossed_late.pop((data["year"], "rectification"), None)

    def on_RectificationOrdered(self, event, data, decided):
        case = self.case(self.rectifications, decided.get("rectification"))
        case.ordered, case.deadline = event.on, day(data["deadline"])

    def on_RectificationPassed(self, event, data, decided):
        if "year" in decided:
            self.restore(data["reduction"], decided["year"])

    def on_RectificationExtended(self, event, data, decided):
        self.case(self.rectifications, decided.get("rectification")).deadline = day(data["deadline"])

    def on_RectificationFailed(self, event, data, decided):
        self.failures += 1
        self.case(self.rectifications, decided.get("rectification")).deadline = day(data["deadline"])

    def on_RectificationClosed(self, event, data, _):
        self.case(self.rectifications, data["case"]).outcome = data["outcome"]
        if data["outcome"] == "passed" and data["year"] in self.years:
            self.years[data["year"]].fresh = False

    def on_TerminationOpened(self, event, data, _):
        self.terminations.append(SimpleNamespace(
            position=event.position, ground=data["ground"], year=data["year"], step="opened", frozen=None, frozen_at=None,
            outcome=None, signed=False))
        self.crossed_late.pop((data["year"], "termination"), None)

    def on_TerminationSigned(self, event, data, decided):
        case = self.case(self.terminations, decided.get("termination"))
        case.step, case.signed = "signed" if getattr(case, "signed", False) else "signed-once", True

    def on_TerminationProposed(self, event, data, decided):
        self.case(self.terminations, decided.get("termination")).step = STEPS[event.type]

    on_DepartmentsNotified = on_TerminationConfirmed = on_TerminationNotified = on_TerminationProposed

    def on_ChannelFrozen(self, event, data, decided):
        case = self.case(self.terminations, decided.get("termination"))
        case.step, case.frozen, case.frozen_at = "frozen", event.on, event.at

    def on_TerminationClosed(self, event, data, _):
        self.case(self.terminations, data["case"]).outcome = data["outcome"]
        if data["outcome"] in ("waived", "reinstated") and data["year"] in self.years:
            self.years[data["year"]].waived = True
        if data["outcome"] == "reinstated":
            case = self.case(self.terminations, data["case"])
            self.lifted.append((case.frozen_at, case.frozen))
            self.released, self.reinstatement = False, None

    def on_YearClosed(self, event, data, _):
        self.year(data["year"]).closed = data["score"]


# ---------------------------------------------------------------- deciding it all again (domain §5)

class OfficeStory:
    """What the ledger adds that moves no points, decided again (offices)."""

    def office(self, name, on=None):
        """A section of the version in force on a date; the version that the program carries has none."""
        book = self.rules.find(on or self.date, self.position)
        return book.office(name) if book else {}

    def now(self):
        """The conditions of duties as they are, where anything is owed or can be."""
        return self.state.conditions(self.terms(self.date)) if self.state.owed or self.office("duties") else {}

    def admit_office(self, kind, data):
        """The version in force must have the section of an act that moves no points, and what the act is about must be open."""
        state, section = self.state, SECTIONS.get(kind)
        check(not section or self.office(section), f"{self.here}: the version in force has {section}")
        if kind in ("DutyFulfilled", "DutyExtended", "DutyWaived"):
            owed = state.owed.get(data["duty"])
            check(owed and owed.state in OPEN, f"{self.here}: the duty is owed")
        elif kind in ("MeasureFulfilled", "MeasureLifted"):
            measure = state.measures.get(data["measure"])
            check(measure and not measure.until, f"{self.here}: the measure is open")
        elif kind in ("NoticeReceived", "NoticeFailed", "NoticeRebutted"):
            notice = state.notices.get(data["notice"])
            check(notice and notice.failed is None, f"{self.here}: the notice was sent, and neither failed nor rebutted")
        elif kind == "ReinstatementProposed":
            check(state.frozen_on() and not state.reinstatement, f"{self.here}: the provider is terminated, and none is proposed")
        elif kind == "ReinstatementConfirmed":
            check(state.reinstatement, f"{self.here}: a reinstatement is proposed")
        elif kind == "LateCaseOpened":
            check(not state.termination() and data["threshold"] in [
                line for (year, _), line in state.crossed_late.items() if year == data["year"]],
                f"{self.here}: the year crossed that line late, and no termination is open")

    def decided_office(self, kind, data, on, state):
        """What the rulebook makes of an act that moves no points; the same pair as `decided`."""
        if kind == "ProviderRegistered":
            gated = bool(self.office("gates", on))
            return ({"gated": True} if gated else {}), {"grandfathered": not gated}
        if kind == "AdmissionReviewed":
            return self.decided_review(data, on, state)
        if kind == "MeasureOrdered":
            row = self.office("measures", on)["kinds"][data["kind"]]
            return ({"effect": row["effect"]} if "effect" in row else {}), {"liftable": row.get("liftable") == "true"}
        if kind == "NoticeSent":
            channel = self.office("notices", on).get("channels", {}).get(data["channel"], {})
            return {"deliveredOn": str(on + timedelta(days=int(channel.get("delivered-after-days", 0))))}, {}
        return {}, {}

    def decided_review(self, data, on, state):
        """Whether each finding is met, and what is asked of whom, as the version in force has it."""
        about = "outlet" if "outlet" in data else "provider"
        rows = self.office("criteria", on)
        values = {slug: value for slug, (value, _) in state.findings.get(None, {}).items()}
        if about == "provider":
            values.update({line["criterion"]: line["value"] for line in data["findings"]})
        asked = {slug: row for slug, row in rows.items() if row.get("about", "provider") == about}
        met = {line["criterion"]: is_met(rows[line["criterion"]], line, values) for line in data["findings"]}
        conditions = []
        for slug, row in asked.items():
            for on_, wanted in (row.get("if") or {}).items():
                conditions.append({"criterion": slug, "kind": wanted} if on_ == "provider-kind" else
                                  {"criterion": slug, "on": on_, "value": literal(wanted)})
        out = {"unmet": [slug for slug in asked if not met.get(slug, True)], "criteria": list(asked)}
        running = [slug for slug, row in asked.items() if row["when"] == "running"]
        out.update({name: value for name, value in (("running", running), ("conditions", conditions)) if value})
        return out, {"met": met, "criteria": rows}

    def change_admissions(self):
        """An admission that is another than before is told, the provider's before those of outlets."""
        state = self.state
        for outlet in [None] + sorted({*state.findings, *state.admissions} - {None}):
            now = state.admission(outlet)
            if now != state.admissions.get(outlet, ("unreviewed", [], [])):
                self.conclude("AdmissionChanged", outlet=outlet or ..., clause="§1.2",
                              **dict(zip(("state", "unmet", "missing"), now)))

    def after_AdmissionReviewed(self, data):
        self.change_admissions()

    def after_OutletOpened(self, data):
        """An opening that was recorded after the exit may complete an early exit."""
        outlet = self.state.outlets[data["outlet"]]
        if outlet.gone:
            self.test_early_exits(outlet.city, outlet.gone)

    def after_OutletExitRequested(self, data):
        if self.state.outlets[data["outlet"]].gone:
            self.raise_if_late(f"exit-response:{data['outlet']}")

    def after_MeasureOrdered(self, data):
        if self.state.measures[data["measure"]].effect == "outlet-gone":
            self.raise_if_late(f"exit-response:{data['outlet']}")

    def after_OutageRecorded(self, data):
        known, self.state.tickets = self.state.tickets, self.tickets_before
        was = self.evidence(self.state)
        self.state.tickets = known
        self.look_again(self.events[-1], self.state, was, self.move_answers(self.tickets_before))

    def move_answers(self, before):
        """Tells which tickets are due at another moment than before; returns them."""
        moved = [key for key, ticket in sorted(self.state.tickets.items())
                 if key in before and before[key].due.moment != ticket.due.moment]
        for key in moved:
            ticket = self.state.tickets[key]
            self.conclude("AnswerDueMoved", self.zone.date(ticket.asked), ticket=key, due=self.zone.text(ticket.due.moment),
                          provisional=ticket.due.provisional or ..., clause="service-complaint")
        return set(moved)

    def after_ReinstatementConfirmed(self, data):
        outlets = sorted(self.state.reinstatement.outlets)
        self.close_termination(self.state.termination(), "reinstated", self.date)
        for key in outlets:
            outlet = self.state.outlets.get(key)
            if outlet and outlet.departure == "frozen":
                self.conclude("OutletReceived", outlet=key, city=outlet.city, clause="§3.2", **{"from": self.provider},
                              signedOn=str(outlet.signed), openedOn=str(outlet.opened) if outlet.opened else ...)

    def after_LateCaseOpened(self, data):
        year = data["year"]
        if data["threshold"] == self.threshold("termination", year):
            self.open_termination("points", year, self.threshold_date(year))
        else:
            self.conclude("RectificationOpened", self.threshold_date(year), year=year, clause="§3.1")

    # Years that are long closed (offices §11).

    def is_too_late(self, year):
        """Whether a case no longer opens by itself for a year, by the day on which the ledger learnt."""
        until = self.office("late-cases").get("until")
        return bool(until) and self.zone.date(self.recorded) > day(f"{year + 1:04}-{until}")

    def cross_late(self):
        """A closed year that crosses a line too late is only told, once."""
        state, case, other = self.state, self.state.termination(), self.state.rectification()
        for year, known in sorted(state.years.items()):
            if state.frozen_on() or not self.is_too_late(year) or (case and case.ground == "points" and case.year == year):
                continue
            upper, lower = self.threshold("termination", year), self.threshold("rectification", year)
            crossed = "termination" if known.score >= upper and not known.waived else None
            if lower <= known.score < upper and known.fresh and not (other and other.year == year):
                crossed = "rectification"
            if crossed and (year, crossed) not in state.crossed_late:
                self.reach(crossed, year, late=True)

    # What is owed (offices §3).

    def open_duty(self, slug, subject, row, on, basis, kind, event=None, parent=None, at=None):
        """Opens a duty that an event, another duty or a condition calls for, unless it is open or not to be opened."""
        duty, state = f"{slug}:{subject}" if subject else slug, self.state
        if state.is_new(duty, row) and state.may_open(row) and (not row.get("if") or state.is_asked(row, event)):
            due = self.terms(on).term(row, on, event.data if event else {})
            return self.owe(duty, SimpleNamespace(row=row, day=on, kind=kind, parent=parent, extended=False, failed=None), due, basis, at)
        return None

    def owe(self, duty, owed, due, basis, at=None, quiet=False, **more):
        """A DutyOpened, with what is known of it besides the log."""
        data = {"duty": duty, "due": str(due.date) if due else None, "owedBy": owed.row["owed-by"], "owedTo": owed.row["owed-to"],
                "clause": clause_of(owed.row), "basis": basis}
        if due and due.provisional:
            data["provisional"] = True
        if (self.zone.date(at) if at is not None else self.date) != owed.day:
            data["since"] = str(owed.day)
        known = {name: getattr(owed, name) for name in ("row", "day", "kind", "parent", "extended", "failed")}
        known.update(more, due=due, quiet=quiet)
        return self.conclude("DutyOpened", None if "since" in data else owed.day, known, at, **data)

    def close_duty(self, owed, how, on, basis, means, at=None, quiet=False, undone=None):
        """A DutyClosed: met in time or late, or lapsed."""
        if how == "met" and owed.due and on > owed.due.date:
            how = "late"
        return self.conclude("DutyClosed", owed.day, {"how": means, "quiet": quiet, "undone": undone}, at,
                             duty=owed.duty, **{"as": how}, on=str(on), clause=clause_of(owed.row), basis=basis)

    def settle_duties(self, before, first):
        """The order in a transaction: every event closes and opens, and is followed; last come the conditions."""
        self.follow(first)
        rows, now = self.office("duties"), self.now()
        others = {owed.duty.partition(":")[0] for owed in self.state.owed.values()} - set(rows)
        for slug in list(rows) + sorted(others):
            for owed in self.state.open_duties():
                if owed.duty.partition(":")[0] == slug and self.state.condition_meets(owed, now):
                    self.follow_one(self.close_duty(owed, "met", self.date, self.cause, "condition"))
            for rule in rows.get(slug, {}).get("opens", []):
                for subject in sorted(now[rule["when"]] - before.get(rule["when"], set())) if "when" in rule else ():
                    self.follow_one(self.open_duty(slug, subject, rows[slug], self.date, self.cause, "when"))

    def follow(self, first):
        """Follows the events from one on, and what is added meanwhile."""
        while first < len(self.events):
            event, first = self.events[first], first + 1
            if event.type in ("DutyOpened", "DutyClosed"):
                self.follow_duty(event)
            elif event.type not in CORRECTIONS:
                self.follow_event(event)

    def follow_one(self, event):
        if event:
            self.follow(len(self.events) - 1)

    def follow_duty(self, event):
        """A duty opened is met at once where its condition holds; one that was met opens what comes after it."""
        data = event.data
        if event.worked_out.get("quiet"):
            return
        if event.type == "DutyOpened":
            owed = self.state.owed[data["duty"]]
            if owed.state in OPEN and self.state.condition_meets(owed, self.now()):
                self.close_duty(owed, "met", self.date, self.cause, "condition")
        elif data["as"] != "lapsed":
            self.open_after(data["duty"], day(data["on"]), event.position)

    def open_after(self, duty, on, basis, at=None, but=()):
        before, _, subject = duty.partition(":")
        for slug, row in self.office("duties", on).items():
            for rule in row["opens"]:
                if rule.get("after") == before and (f"{slug}:{subject}" if subject else slug) not in but:
                    self.open_duty(slug, subject, row, on, basis, "after", parent=duty, at=at)

    def follow_event(self, event):
        state, at = self.state, event.position
        for owed in state.open_duties():
            how = state.closes(owed, event)
            if how:
                self.close_duty(owed, how, event.on, at, "notice" if event.type == "NoticeSent" else "event")
        if event.type in ("NoticeFailed", "NoticeRebutted"):
            self.tell_again(event.data["notice"], at)
        for slug, row in self.office("duties", event.on).items():
            for rule in row["opens"]:
                subject = state.subject(rule, event)
                if subject is not None:
                    self.open_duty(slug, subject, row, event.on, at, "event", event)

    def tell_again(self, notice, failure, corrects=False):
        """What a notice told of that failed or was rebutted is owed again, as it was (offices §7)."""
        sent = self.state.notices[notice].position
        for _, owed in sorted(self.state.owed.items()):
            told = owed.state in ("met", "late") and owed.closing.how == "notice" and owed.closing.basis == sent
            if told and self.state.may_open(owed.row):
                self.owe(owed.duty, owed, owed.due, owed.basis, self.zone.at(owed.day) if corrects else None, True,
                         failed=(failure, notice))

    # What a correction does to what is owed (offices §10, "Duties").

    def mend_duties(self, fact, was, last):
        """What the fact itself had opened or closed, as it is read now; `was` is how it was read, `last` how last."""
        self.fact, self.reads, self.mended, state = fact, self.readings.read(fact), set(), self.state
        self.calls_for = self.called_for(self.reads, self.reads) if self.reads else {}
        touched = [owed for _, owed in sorted(state.owed.items()) if fact.position in (
            owed.basis if owed.kind != "after" else None, owed.closing.basis if owed.closing else None, owed.undone)]
        for owed in sorted(touched, key=lambda owed: owed.basis if owed.kind == "after" else 0):
            if owed.duty not in self.mended and owed.state != "waived":
                self.mend(state.owed[owed.duty])
        if fact.type in ("NoticeFailed", "NoticeRebutted"):
            self.mend_failure(was and was.data["notice"], self.reads and self.reads.data["notice"])
        if self.reads:
            self.mend_anew(was, last)

    def called_for(self, event, dated):
        """The duties that an event opens by type and subject, under the version of a date."""
        found = {}
        for slug, row in self.office("duties", dated.on).items():
            for subject in (self.state.subject(rule, event) for rule in row["opens"]):
                if subject is not None:
                    found[f"{slug}:{subject}" if subject else slug] = (slug, subject, row)
        return found

    def is_closed_by_fact(self, owed):
        return owed.state in ("met", "late", "lapsed") and owed.closing.basis == self.fact.position and owed.undone is None

    def still_closes(self, owed):
        if owed.closing.how == "condition":
            return self.state.condition_meets(owed, self.now())
        return bool(self.reads) and self.state.closes(owed, self.reads) is not None

    def mend(self, owed):
        """One duty that the fact opened or closed."""
        if owed.kind == "after" or owed.basis != self.fact.position:
            if self.is_closed_by_fact(owed):
                self.hold_again(owed)
            return
        stands = owed.duty in self.calls_for
        if owed.kind == "when":
            rule = next(rule for rule in owed.row["opens"] if "when" in rule)
            stands = owed.subject in self.now()[rule["when"]]
        if owed.state == "lapsed" and owed.undone is not None:
            if stands and self.reads and owed.undone == self.fact.position:
                self.bring_back(owed, self.reads.on, self.fact.position)
        elif owed.state == "lapsed" and not self.is_closed_by_fact(owed):
            return  # it lapsed otherwise
        elif not stands:
            self.undo(owed)
            self.mend_counted(owed, None)
        else:
            self.hold_again(owed, self.reads.on if self.reads else None, self.fact.position)

    def undo(self, owed, basis=None):
        """A duty lapses by the correction, or with the duty that it is counted from."""
        self.mended.add(owed.duty)
        self.close_duty(owed, "lapsed", owed.day, basis or self.cause, "correction", self.zone.at(owed.day), True,
                        self.fact.position)

    def counted_anew(self, owed, on):
        """When a duty is due that is counted from another day; one that was extended keeps its due date."""
        row, event = owed.row, self.reads if owed.kind == "event" else None
        if event and owed.duty in self.calls_for:
            row = self.calls_for[owed.duty][2]
        return owed.due if owed.extended else self.terms(on).term(row, on, event.data if event else {})

    def hold_again(self, owed, on=None, basis=None):
        """Counts a duty from another day, where one is given, and holds what closed it against its due date again."""
        self.mended.add(owed.duty)
        state, was, anew, by_fact = self.state, owed.state, False, self.is_closed_by_fact(owed)
        closing, met_on = owed.closing, owed.met_on
        if on:
            due = self.counted_anew(owed, on)
            if (on, due and due.date) != (owed.day, owed.due and owed.due.date) and state.may_open(owed.row):
                self.open_anew(owed, on, due, basis)
                anew, owed = True, state.owed[owed.duty]
                owed.closing = closing
        if was not in ("met", "late", "lapsed"):
            return
        if not by_fact:
            if anew:
                self.close_duty(owed, "lapsed" if was == "lapsed" else "met", met_on, closing.basis, closing.how,
                                closing.at, True)
        elif self.still_closes(owed):
            now = self.reads.on if self.reads else met_on
            how = was if was == "lapsed" else "late" if owed.due and now > owed.due.date else "met"
            if anew or (how, now) != (was, met_on):
                self.close_duty(owed, "lapsed" if was == "lapsed" else "met", now, self.fact.position, closing.how,
                                self.reads.at if self.reads else closing.at, True)
                if how != "lapsed" and now != met_on:
                    self.mend_counted(owed, now)
        elif anew or state.may_open(owed.row):
            if not anew:
                self.owe(owed.duty, owed, owed.due, owed.basis, self.zone.at(owed.day), True)
            self.mend_counted(owed, None)

    def open_anew(self, owed, on, due, basis):
        known = copy.copy(owed)
        known.day = on
        if owed.kind == "event" and owed.duty in self.calls_for:
            known.row = self.calls_for[owed.duty][2]
        self.owe(owed.duty, known, due, basis, self.zone.at(on), True, failed=None)

    def bring_back(self, owed, on, basis):
        """What lapsed with the fact opens again; what had closed it closes it again on its own day."""
        self.mended.add(owed.duty)
        if not self.state.may_open(owed.row):
            return
        before = owed.before
        self.open_anew(owed, on, self.counted_anew(owed, on), basis)
        owed = self.state.owed[owed.duty]
        if before.state not in ("met", "late"):
            return
        on, at, how = before.met_on, before.closing.at, before.closing.how
        if how == "condition":
            meets = self.state.condition_meets(owed, self.now())
        else:
            closing = self.readings.read(next(event for event in self.events if event.position == before.closing.basis))
            meets = closing and self.state.closes(owed, closing) == "met"
            on, at = (closing.on, closing.at) if closing else (on, at)
        if meets:
            self.close_duty(owed, "met", on, before.closing.basis, how, at, True)
            self.mend_counted(owed, on, True)

    def mend_counted(self, parent, on, again=False):
        """What is counted from a duty that is met on another day now; on none, where it is owed again or lapsed. Where it is
        met again, what had been met stayed."""
        for _, owed in sorted(self.state.owed.items()):
            if owed.kind != "after" or owed.parent != parent.duty:
                continue
            self.mended.add(owed.duty)
            if owed.state == "waived":
                continue
            known = self.state.owed[parent.duty]
            position = known.position if known.state in OPEN else known.closing.position
            if on is None:
                if owed.state in OPEN or (self.is_closed_by_fact(owed) and not self.still_closes(owed)):
                    self.undo(owed, position)
                    self.mend_counted(owed, None)
            elif owed.state == "lapsed":
                if owed.undone is not None:
                    self.bring_back(owed, on, position)
            elif not again:
                self.hold_again(owed, on, position)

    def mend_failure(self, was, now):
        """What a failed or rebutted notice had opened is closed by it again when the failure is no longer read."""
        if was == now:
            return
        for owed in self.state.open_duties():
            notice = self.state.notices.get(was)
            if notice and owed.failed == (self.fact.position, was) and owed.duty in notice.about:
                self.close_duty(owed, "met", notice.on, notice.position, "notice", notice.at, True)
        if now:
            self.tell_again(now, self.fact.position, True)

    def mend_anew(self, was, last):
        """Under a new subject, or named anew, the fact opens and meets as a new one does; brought back it meets what it had."""
        state, fact, reads = self.state, self.fact, self.reads
        for owed in state.open_duties():
            how, mine = state.closes(owed, reads), not was and (owed.duty, fact.position) in state.ever_closed
            if owed.duty in self.mended or not how or (state.closes(owed, last) and not mine):
                continue
            means = "notice" if fact.type == "NoticeSent" else "event"
            closed = self.close_duty(owed, how, reads.on, fact.position, means, reads.at, True)
            if how == "lapsed":
                continue
            counted = [known.duty for known in state.owed.values() if known.kind == "after" and known.parent == owed.duty]
            self.mend_counted(state.owed[owed.duty], reads.on, True)
            self.open_after(owed.duty, reads.on, closed.position, self.zone.at(reads.on), counted)
        known = self.called_for(last, reads)
        for duty, (slug, subject, row) in self.calls_for.items():
            if duty not in self.mended and duty not in known:
                self.open_duty(slug, subject, row, reads.on, fact.position, "event", reads, at=self.zone.at(reads.on))

    def count_again(self, line):
        """A further year of the calendar is known: a due date that was provisional, of what is still open, is counted again."""
        self.line, self.position, self.cause, data = line, line["position"], None, line["data"]
        if line["type"] == "AnswerDueMoved":
            place = self.state.tickets.get(data["ticket"])
            check(place and place.answered is None, f"{self.here}: the ticket waits for its answer")
            since, name, known = place.asked, "due", {"ticket": data["ticket"]}
            self.date, clause = self.zone.date(since), "service-complaint"
            terms = self.terms(self.date, self.state.city_of_outlet(place.outlet))
            due = terms.answer(since, sorted(self.state.outages.values()))
        else:
            since, place, name = self.state.counted_from(data["subject"])
            check(place, f"{self.here}: there is such a duty")
            known, terms = {"subject": data["subject"]}, None
            due, clause = self.due_again(data["subject"], place, since)
        was = getattr(place, name)
        check(was and was.provisional, f"{self.here}: it was due provisionally")
        known.update(due=self.zone.text(due.moment) if terms else str(due.date), clause=clause)
        if due.provisional:
            known["provisional"] = True
        expected = dict(self.unprompted(line["type"], self.date, known), at=line["recordedAt"])
        self.take(expected, {"due": due, "terms": terms, "since": since})

    def due_again(self, subject, place, since):
        """The due date of a duty by the calendar known now, and the clause it rests on."""
        clause = subject.split(":")[0]
        if subject in self.state.owed:
            self.date = since
            return self.terms(since).term(place.row, since, {}), clause_of(place.row)
        self.date = self.zone.date(since)
        terms = self.terms(self.date, self.state.city_of_breach(subject))
        if clause == "expansion-target":
            days = "first-batch" if subject.endswith(":first-batch") else "complete"
            return terms.calendar_days(terms[f"expansion.{days}-days"], self.date), clause
        days = "exit-response" if clause == "exit-response" else "applications"
        return terms.working_days(terms[f"{days}.working-days"], self.date), clause

    def miss(self, line):
        """A sweep finds a duty overdue, after every breach, in the order of due date, then id."""
        self.line, self.position, self.cause = line, line["position"], None
        on = day(line["data"].get("due"))
        check(on < self.zone.date(instant(line["recordedAt"])), f"{self.here}: the day it was due was over")
        due = self.state.overdue(on)
        check(due, f"{self.here}: something was owed by {on}")
        self.date, duty = due[0]
        owed = self.state.owed[duty]
        data = {"duty": duty, "due": str(self.date), "clause": clause_of(owed.row)}
        self.take(self.unprompted("DutyMissed", owed.day, data, self.date))
        self.missing_duties, self.swept = True, max(self.swept or on, on)


class Story(OfficeStory):
    """The provider's chain, decided again: every line the ledger added must be the one that comes out here."""

    def __init__(self, provider, lines, rules):
        self.provider, self.lines, self.rules, self.zone = provider, lines, rules, rules.zone
        self.state, self.events, self.next, self.readings = State(rules.zone), [], 0, Readings(rules.zone)
        self.swept, self.recorded, self.missing_duties = None, None, False
        while self.next < len(lines):
            line = lines[self.next]
            self.here = f"position {line['position']} ({printable(str(line['type']))})"
            self.time(line)
            if line["type"] in FACTS | CORRECTIONS:
                self.end_sweep()
                self.decide(line)
            elif line["type"] == "BreachDetected" and line["cause"] is None:
                if self.missing_duties:
                    self.end_sweep()
                self.sweep(line)
            elif line["type"] == "DutyMissed":
                self.miss(line)
            elif line["type"] in ("AnswerDueMoved", "DueMoved") and line["cause"] is None:
                self.end_sweep()
                self.count_again(line)
            elif line["type"] == "YearClosed":
                self.end_sweep()
                self.close_year(line)
            elif line["type"] == "OutletReceived":
                self.end_sweep()
                self.receive(line)
            else:
                raise Wrong(f"{self.here}: the facts lead to it")
        self.end_sweep()

    def time(self, line):
        """Events stand in the order of their recording, and none happened after it was recorded."""
        recorded = instant(line["recordedAt"])
        check(self.recorded is None or self.recorded <= recorded, f"{self.here} is recorded after the one before")
        check(instant(line["at"]) <= recorded, f"{self.here} happened before it was recorded")
        self.recorded = recorded

    def book(self, on):
        return self.rules.on(on, self.position)

    def terms(self, on, city=None):
        """What an act of a date, in a city where it is in one, is held to: the version in force, and agreements on top."""
        agreed = {}
        for agreement in self.state.agreements:
            if agreement.starts <= on <= agreement.ends:
                for path, value in agreement.terms.items():
                    if path in OF_PROVIDER or city is None or agreement.cities is None or city in agreement.cities:
                        agreed[path] = value
        return Terms(self.book(on), agreed)

    def take(self, expected, worked_out=None):
        """The next line, which must be the one expected; folded in, with what was worked out for it besides the log."""
        check(self.next < len(self.lines), f"position {expected['position']} ({expected['type']}) is there: the facts lead to it")
        line = self.lines[self.next]
        found = difference(line, expected)
        check(not found, f"position {line['position']} ({printable(str(line['type']))}) is what the facts lead to: {found}"
              if found else "")
        event = Event.of(line, self.zone)
        event.worked_out = worked_out or {}
        self.next += 1
        self.events.append(event)
        self.state.fold(event)
        return event

    # A fact and what follows from it.

    def decide(self, line):
        self.line, self.position = line, line["position"]
        self.at = instant(line["at"])
        self.date = self.zone.date(self.at)
        self.cause = line["position"]
        check(line["cause"] is None, f"{self.here} has no cause")
        check(isinstance(line["by"], dict), f"{self.here} was submitted by somebody")
        has_fields(line["by"], f"{self.here}: by", ("id", "role"))
        data, before = line["data"], {year: known.score for year, known in self.state.years.items()}
        registers, first = line["type"] == "ProviderRegistered", len(self.events)
        check(bool(self.state.registered) != registers, f"{self.here}: the provider is registered once, before all else")
        self.admit(line["type"], data)
        self.scores_before, self.conditions_before = before, self.now()
        self.tickets_before = {key: copy.copy(ticket) for key, ticket in self.state.tickets.items()} if (
            line["type"] == "OutageRecorded") else {}
        self.mended_fact = None
        ruled = day(data["on"]) if line["type"] == "BreachReported" and "on" in data else self.date
        expected = {name: line[name] for name in line if name != "decided"}
        corrects = line["type"] in CORRECTIONS
        decided, worked_out = self.reading(line, data) if corrects else self.decided(line["type"], data, self.at)
        if decided:
            expected["decided"] = decided
        self.take(dict(expected, rulebook=self.book(ruled).name), worked_out)
        self.head = self.position
        follow = getattr(self, "after_" + line["type"], None)
        if follow:
            follow(data)
        self.withdraw_unsupported(line["type"], data)
        self.cross_thresholds()
        if self.mended_fact:
            self.mend_duties(*self.mended_fact)
        if self.state.owed or self.office("duties"):
            self.settle_duties(self.conditions_before, first)

    def admit(self, kind, data):
        """The ranges a person had to keep to, and the state a breach had to be in."""
        state, breach = self.state, self.state.breaches.get(data.get("breach"))
        if kind == "BreachReported":
            check(breach is None, f"{self.here}: no breach is reported twice")
            check(data["clause"] in REPORTED, f"{self.here}: such is reported")
            check(self.binds(data["clause"], day(data["on"]) if "on" in data else self.date), f"{self.here}: the clause binds")
        elif kind in JUDGEMENTS:
            check(breach is not None, f"{self.here}: the breach was raised")
            wanted = "assessed" if kind.startswith("Appeal") else "pending"
            check(breach.status == wanted, f"{self.here}: the breach is {wanted}, not {breach.status}")
        if kind == "BreachAssessed":
            check(is_count(data["points"]) and breach.low <= data["points"] <= breach.high,
                  f"{self.here}: the points are within {breach.low}–{breach.high}")
            check(breach.clause != "early-exits" or breach.met is False, f"{self.here}: demands were judged unmet first")
        elif kind == "AppealFiled":
            check(breach.appeal is None, f"{self.here}: there is one appeal")
            until = breach.appeal_until or self.appeal_until(data["breach"], breach)
            check(not until or self.date <= until, f"{self.here}: it is in time, by {until}")
        elif kind == "AppealDecided":
            check(breach.appeal == "open" or breach.review, f"{self.here}: an appeal is open, or a review is due")
            check(data["outcome"] in ("confirmed", "reduced", "overturned"), f"{self.here}: an outcome")
            check(data["outcome"] != "reduced" or breach.low <= data["points"] < breach.assessed,
                  f"{self.here}: it is reduced, and not below {breach.low}")
        elif kind == "RectificationPassed":
            low, high = self.terms(self.date)["rectification.reduction"]
            check(data["reduction"] == 0 or low <= data["reduction"] <= high, f"{self.here}: 0 or {low}–{high} come off")
        elif kind == "RectificationFailed":
            low, high = self.terms(self.date).points("rectification-failure")
            check(low <= data["points"] <= high, f"{self.here}: the points are within {low}–{high}")
        if kind.startswith("Rectification"):
            check(state.rectification(), f"{self.here}: a rectification is open")
        self.admit_office(kind, data)
        if kind in STEPS or kind in ("TerminationSigned", "TerminationWaived"):
            check(state.termination(), f"{self.here}: a termination case is open")

    def appeal_until(self, key, breach):
        """How long an appeal is in time that runs from the first notice delivered; None while there is none (offices §7)."""
        told = [notice.delivered for notice in self.state.notices.values() if notice.failed is None
                and notice.position > breach.charged_at and f"notify-charge:{key}" in notice.about]
        terms = self.terms(breach.on, self.state.city_of_breach(key))
        return terms.working_days(terms["appeal.working-days"], min(told)).date if told else None

    def decided(self, kind, data, at, state=None):
        """What the rulebook makes of a fact of a moment: what stands with it in the log, and how that was worked out."""
        state, on, out, worked_out = state or self.state, self.zone.date(at), {}, {}
        if kind == "CityAuthorised":
            terms = self.terms(on, data["city"])
            planned = -(-data["population"] // terms["expansion.people-per-outlet"])
            first = terms.calendar_days(terms["expansion.first-batch-days"], on)
            every = terms.calendar_days(terms["expansion.complete-days"], on)
            out = {"planned": planned, "firstBatch": -(-terms["expansion.first-batch"] * planned // 100),
                   "firstBatchDue": str(first.date), "completeDue": str(every.date)}
            for due, mark in ((first, "firstBatch"), (every, "complete")):
                if due.provisional:
                    out[mark + "Provisional"] = True
            worked_out = {"firstBatchDue": first, "completeDue": every}
        elif kind == "MeetingHeld":
            terms = self.terms(on, data["city"])
            if self.binds("signing-progress", on, state):
                due = worked_out["due"] = terms.working_days(terms["applications.working-days"], on)
                due.write("due", out)
        elif kind == "OutletExitRequested" and data["via"] == "system":
            terms = self.terms(on, state.city_of_outlet(data["outlet"]))
            due = worked_out["due"] = terms.working_days(terms["exit-response.working-days"], on)
            due.write("due", out)
        elif kind == "HelpRequested":
            terms = worked_out["terms"] = self.terms(on, state.city_of_outlet(data.get("outlet")))
            due = worked_out["answerDue"] = terms.answer(at, sorted(state.outages.values()))
            worked_out["around"] = bool(state.outages)
            out = {"answerDue": self.zone.text(due.moment)}
            if due.provisional:
                out["provisional"] = True
        elif kind == "BreachReported":
            act = day(data["on"]) if "on" in data else on
            terms = self.terms(act, state.city_of_outlet(data.get("outlet")))
            low, high = terms.points(data["clause"])
            out = {"on": str(act), "minimum": low, "maximum": high}
            worked_out = {"section": terms.section(data["clause"])}
        elif kind.startswith("Rectification"):
            case = state.rectification()
            out = {"rectification": case.position, "year": case.year}
        elif kind in STEPS or kind == "TerminationSigned":
            out = {"termination": state.termination().position}
            if kind == "ChannelFrozen":
                ended = day(data["contractEndedOn"]) if "contractEndedOn" in data else on
                released = months_later(ended, self.terms(on)["termination.release-months"])
                out.update(contractEndedOn=str(ended), releaseFrom=str(released))
        else:
            out, worked_out = self.decided_office(kind, data, on, state)
        return out, worked_out

    def binds(self, clause, on, state=None, position=None):
        """Whether a clause binds this provider: some bind third parties only."""
        return clause not in self.rules.on(on, position or self.position).third or (state or self.state).is_third_party()

    def conclude(self, kind, ruled=None, worked_out=None, at=None, **data):
        """The next consequence of the fact: it must be the next line; of the fact's own time, but where another is given."""
        self.head += 1
        data = {name: value for name, value in data.items() if value is not ...}
        return self.take({
            "position": self.head, "version": self.next + 1, "id": None, "type": kind, "provider": self.provider,
            "at": self.zone.text(at) if at is not None else self.line["at"], "recordedAt": self.line["recordedAt"],
            "by": self.line["by"], "data": data, "cause": self.cause, "rulebook": self.book(ruled or self.date).name}, worked_out)

    def detection(self, breach, clause, on, facts, due=None, tally=None, points=None, city=None, outlets=None, origin=None):
        """The data of a BreachDetected, and what was worked out besides."""
        terms = self.terms(on, city if city else self.state.city_of_breach(breach))
        low, high = points or terms.points(clause)
        data = {"breach": breach, "clause": clause, "on": str(on), "minimum": low, "maximum": high, "facts": facts}
        if due:
            due.write("due", data)
        if tally:
            data.update(zip(("counted", "of", "limitPercent"), tally))
        if origin:
            data["origin"] = origin
        return data, {"section": terms.section(clause), "outlets": outlets}

    def detect(self, breach, clause, on, facts, **more):
        if self.binds(clause, on) and self.state.can_be_raised(breach):
            data, worked_out = self.detection(breach, clause, on, facts, **more)
            return self.conclude("BreachDetected", on, worked_out, **data)

    def raise_if_late(self, breach):
        state = self.state
        if state.is_unmet(breach) and not state.is_held_back(breach) and not state.excused(breach):
            due, facts = state.due(breach)
            self.detect(breach, breach.split(":")[0], due.date, facts + [f for f in [self.cause] if f not in facts], due=due)

    def charge(self, breach, points, issue=None):
        """An assessment charges its points less what a cap leaves no room for."""
        known = self.state.breaches[breach]
        terms = self.terms(known.on, self.state.city_of_breach(breach))
        key, limit = self.cap_key(breach, known, issue), terms.cap(known.clause)
        charged, cap, room = points, ..., None
        if key and limit is not None:
            others = self.state.under_cap.get(key, 0)
            if known.clause not in CAPPED_APART:
                others = sum(other.charged or 0 for other in self.state.breaches.values()
                             if other.clause == known.clause and other.on.year == known.on.year)
            charged, cap = min(points, max(0, limit - others)), key
            room = SimpleNamespace(key=key, limit=limit, others=others)
        data = {"breach": breach, "clause": known.clause, "on": str(known.on), "year": known.on.year, "assessed": points,
                "charged": charged, "score": self.state.score(known.on.year) + charged, "cap": cap}
        if self.office("notices", known.on).get("appeal-runs-from") != "delivery":
            until = terms.working_days(terms["appeal.working-days"], self.zone.date(instant(self.line["recordedAt"])))
            until.write("appealUntil", data)
        self.conclude("PointsDeducted", known.on, {"room": room}, **data)

    def cap_key(self, breach, known, issue):
        """Breaches that share a cap's key charge at most the cap together; most clauses' are those of one year."""
        if known.clause == "service-complaint":
            return f"service-complaint:{known.on.year}:{issue}" if issue else None
        if known.clause in ("expansion-target", "signing-progress"):
            return ":".join(breach.split(":")[:2])
        return f"{known.clause}:{known.on.year}"

    def restored(self, before, year, **about):
        came_off = before - self.state.score(year)
        if came_off > 0:
            self.conclude("PointsRestored", **about, year=year, restored=came_off, score=self.state.score(year))

    def after_MeetingHeld(self, data):
        key, state = data["meeting"], self.state
        breach, meeting = f"meeting-results:{key}", state.meetings.get(key)
        if not meeting or not state.can_be_raised(breach):
            return
        on = self.zone.date(meeting.held)
        if not self.binds("meeting-results", on):
            return
        terms = self.terms(on, meeting.city)
        if meeting.signed is not None:
            tally = (meeting.signed, meeting.attended, terms["meeting.signed-of-attended"])
        else:
            tally = (meeting.attended, meeting.invited, terms["meeting.attended-of-invited"])
        if tally[0] * 100 < tally[2] * tally[1]:
            facts = [meeting.position] + ([self.cause] if meeting.signed is not None else [])
            self.detect(breach, "meeting-results", on, facts, tally=tally, city=meeting.city)
            self.charge(breach, state.breaches[breach].low)
            self.settle_pause(key)

    def settle_pause(self, meeting):
        """A meeting pauses expansion exactly while its breach is assessed and no rectification of it is read."""
        known = self.state.breaches.get(f"meeting-results:{meeting}")
        stands = known is not None and known.status == "assessed" and meeting not in self.state.rectified
        if stands != (meeting in self.state.pauses):
            self.conclude("ExpansionPaused" if stands else "ExpansionUnpaused", meeting=meeting, clause="meeting-results")

    after_MeetingConcluded = after_MeetingHeld

    def after_MeetingRectified(self, data):
        self.conclude("ExpansionUnpaused", meeting=data["meeting"], clause="meeting-results")

    def after_ApplicationsSubmitted(self, data):
        self.raise_if_late(f"signing-progress:{data['meeting']}:late")

    def after_ApplicationsReviewed(self, data):
        city = self.state.meetings[data["meeting"]].city
        limit = self.terms(self.date, city)["applications.errors"]
        if data["errors"] * 100 > limit * data["entries"]:
            self.detect(f"signing-progress:{data['meeting']}:errors", "signing-progress", self.date, [self.cause],
                        tally=(data["errors"], data["entries"], limit), city=city)

    def after_TrainingExamined(self, data):
        limit = self.terms(self.date)["training.failures"]
        if data["failed"] * 100 > limit * data["examined"]:
            self.detect(f"training-failure:{data['training']}", "training-failure", self.date, [self.cause],
                        tally=(data["failed"], data["examined"], limit))

    def after_OutletExitAnswered(self, data):
        self.raise_if_late(f"exit-response:{data['outlet']}")

    def after_OutletExited(self, data):
        self.raise_if_late(f"exit-response:{data['outlet']}")
        self.test_early_exits(self.state.outlets[data["outlet"]].city, self.date)

    def test_early_exits(self, key, on):
        """Whether too many have left a city early, the last of them on a date."""
        city, breach = self.state.cities.get(key), f"early-exits:{key}"
        if not city or not self.state.can_be_raised(breach):
            return
        terms = self.terms(on, key)
        early = self.state.early_exits(self.state.exits(key), terms["early-exits.months"])
        limit = terms["early-exits.share"]
        if len(early) * 100 > limit * city.planned:
            self.detect(breach, "early-exits", on, [city.position, self.cause],
                        tally=(len(early), city.planned, limit), outlets=sorted(early))

    def after_OutletTransferred(self, data):
        self.raise_if_late(f"exit-response:{data['outlet']}")
        self.head += 1  # OutletReceived, in the receiver's chain

    def after_HelpAnswered(self, data):
        self.raise_if_late(f"service-complaint:ticket:{data['ticket']}")

    def after_ComplaintUpheld(self, data):
        state, key = self.state, data["complaint"]
        complaint = state.complaints[key]
        if complaint.sold is None:
            if state.is_held_back(f"service-complaint:complaint:{key}"):
                return
            self.raise_complaint(key, complaint)
        elif data.get("providerAtFault"):
            outlet, filed = state.outlets.get(complaint.outlet), self.zone.date(complaint.filed)
            if outlet and outlet.departure == "exited" and complaint.sold <= outlet.gone <= filed:
                self.detect(f"after-sales-dispute:{key}", "after-sales-dispute", filed, [complaint.position, self.cause],
                            city=outlet.city)

    def raise_complaint(self, key, complaint):
        self.detect(f"service-complaint:complaint:{key}", "service-complaint", self.zone.date(complaint.filed),
                    [complaint.position, self.cause], origin="fact" if self.line["type"] in CORRECTIONS else None)

    def after_SalesReported(self, data):
        index = month_of(data["month"])
        for test, tested in (("zero", index), ("low", index), ("low", index + 1)):
            self.test_dormancy(test, data["city"], tested)

    def test_dormancy(self, test, city, index):
        on = last_day(index)
        terms = self.terms(on, city)
        found, limit = self.state.dormant(test, city, index, terms), terms[f"dormancy.{test}"]
        breach = f"dormant-outlets:{city}:{month_name(index)}:{test}"
        if not found or not self.state.can_be_raised(breach) or len(found[0]) * 100 <= limit * found[1]:
            return
        if not self.binds("dormant-outlets", on):
            return
        points = (len(found[0]) - limit * found[1] // 100) * terms.points("dormant-outlets")[0]
        self.detect(breach, "dormant-outlets", on, found[2], tally=(len(found[0]), found[1], limit), points=(points, points),
                    outlets=sorted(found[0]))
        self.charge(breach, points)

    def after_BreachAssessed(self, data):
        self.charge(data["breach"], data["points"], data.get("issue"))

    def after_AppealDecided(self, data):
        breach = self.state.breaches[data["breach"]]
        before = self.scores_before.get(breach.on.year, 0)
        self.restored(before, breach.on.year, breach=data["breach"], clause=breach.clause)
        if breach.clause == "meeting-results":
            self.settle_pause(data["breach"].split(":")[-1])

    def after_RectificationPassed(self, data):
        case = self.state.rectification()
        self.restored(self.scores_before.get(case.year, 0), case.year, clause="§3.1(3)")
        self.conclude("RectificationClosed", case=case.position, year=case.year, outcome="passed", clause="§3.1")

    def after_RectificationFailed(self, data):
        breach = f"rectification-failure:{self.state.failures}"
        if self.detect(breach, "rectification-failure", self.date, [self.cause]):
            self.charge(breach, data["points"])

    def after_TerminationRequested(self, data):
        self.open_termination(data["ground"], None, self.date)

    def open_termination(self, ground, year, ruled):
        self.conclude("TerminationOpened", ruled, ground=ground, year=year, clause="§3.2, §3.3")
        case = self.state.rectification()
        if case:
            self.conclude("RectificationClosed", case=case.position, year=case.year, outcome="superseded", clause="§3.1")

    def after_TerminationWaived(self, data):
        case = self.state.open_termination()
        if case:
            self.close_termination(case, "waived", self.date)

    def close_termination(self, case, outcome, ruled):
        self.conclude("TerminationClosed", ruled, case=case.position, year=case.year, outcome=outcome, clause="§3.2, §3.3")

    def after_ChannelFrozen(self, data):
        for key in sorted(key for key, outlet in self.state.outlets.items() if not outlet.gone):
            self.conclude("OutletFrozen", outlet=key, agreementEnded=not self.state.is_third_party(), clause="§3.3(1)")

    # Corrections (offices §10).

    def named(self, name):
        """The fact that a correction names, by its position or by the id it was submitted under."""
        by_id = isinstance(name, str)
        return next((event for event in self.events if event.line["by"] and event.cause is None and (
            (event.line["id"] or "").lower() == name.lower() if by_id else event.position == name)), None)

    def reading(self, line, data):
        """How a correction lets a fact be read, after every code it could have been refused with."""
        corrects, section, fact = line["type"] == "FactCorrected", self.book(self.date).corrections, self.named(data["fact"])
        has_fields(data, f"{self.here}: data", ("fact", "data", "reason") if corrects else ("fact", "reason"),
                   ("at",) if corrects else ())
        check(section, f"{self.here}: the version in force has corrections")
        kind = fact.type if fact else None
        rule = "money-by" if kind in MONEY else "judgements-by" if kind in TAKEN_BACK and not corrects else "by"
        check(line["by"]["role"] in section[rule], f"{self.here}: who puts it right is one of {', '.join(section[rule])}")
        check(fact, f"{self.here}: it names a fact of this provider")
        is_world = kind in WORLD
        check(is_world and kind not in RETRACTED_ONLY if corrects else
              (is_world or kind in TAKEN_BACK or kind == "BreachReported") and kind != "ProviderRegistered",
              f"{self.here}: {kind} can be put right so")
        check(line["by"]["id"] != fact.by["id"], f"{self.here}: who recorded the fact does not correct it")
        if kind.startswith("Rectification"):
            later = [e for e in self.events if e.position > fact.position and e.type.startswith("Rectification")]
            check(not any(e.type == "RectificationClosed" or (e.by and e.cause is None and self.readings.is_read(e.position))
                          for e in later), f"{self.here}: no later step of the rectification stands")
        decided, worked_out = {"fact": fact.position, "type": kind}, {}
        if corrects:
            self.read_otherwise(fact, data, decided, worked_out)
        elif is_world:
            check(self.readings.is_read(fact.position), f"{self.here}: the fact is read until then")
        else:
            check(fact.position not in self.readings.taken_back, f"{self.here}: the fact stands until then")
            self.can_be_taken_back(fact)
        self.corrected = fact
        return decided, worked_out

    def read_otherwise(self, fact, data, decided, worked_out):
        """What is decided again of a corrected fact, by the terms of its date as they are known now."""
        self.has_shape(fact.type, data["data"])
        now = self.last_read(fact)
        at = instant(data["at"]) if "at" in data else now.at
        check(at <= self.recorded, f"{self.here}: nothing happened after it was recorded")
        check(not self.readings.is_read(fact.position) or (now.data, now.at) != (data["data"], at),
              f"{self.here}: it says something else than what is read")
        decided["at"] = self.zone.text(at)
        if fact.type.startswith("Rectification"):
            again = fact.decided
        else:
            again, worked_out[fact.position] = self.decided(fact.type, data["data"], at)
        if again:
            decided["decided"] = again
        others = self.meetings_again(data["data"]["kind"], worked_out) if fact.type == "ProviderRegistered" else []
        if others:
            decided["others"] = others

    def last_read(self, fact, but=None):
        """A fact as it is read, or was read before it was retracted."""
        readings = Readings(self.zone)
        for event in self.events:
            if event is not but and event.type == "FactCorrected" and event.decided["fact"] == fact.position:
                readings.take(event)
        return readings.read(fact)

    def meetings_again(self, kind, worked_out):
        """When the applications after each meeting are due, once the provider is read to be of another kind."""
        if (kind == "thirdParty") == self.state.is_third_party():
            return []
        known, others = copy.copy(self.state), []
        known.registered = SimpleNamespace(**dict(vars(known.registered), kind=kind))
        for event in map(self.readings.read, self.events):
            if event and event.type == "MeetingHeld":
                decided, dues = self.decided(event.type, event.data, event.at, known)
                if decided != event.decided:
                    others.append({"fact": event.position, "decided": decided} if decided else {"fact": event.position})
                    worked_out[event.position] = dues
        return others

    def has_shape(self, kind, data):
        fields = WORLD[kind].split()
        needed, optional = [f for f in fields if f[0] != "("], [f.strip("()") for f in fields if f[0] == "("]
        has_fields(data, f"{self.here}: data", needed, optional)
        for name, least in (("amountFen", 1), ("population", 1), ("invited", 1), ("attended", 0), ("signed", 0), ("outlets", 1),
                            ("entries", 1), ("errors", 0), ("examined", 1), ("failed", 0)):
            check(name not in data or (is_count(data[name]) and data[name] >= least), f"{self.here}: {name} is {least} or more")
        check(data.get("errors", 0) <= data.get("entries", 0) and data.get("failed", 0) <= data.get("examined", 0),
              f"{self.here}: no more are wrong than there are")

    def can_be_taken_back(self, fact):
        """A report while its breach is pending or assessed; a judgement while it is the last word on it."""
        breach = fact.data["breach"]
        if fact.type == "BreachReported":
            check(self.state.stands(breach), f"{self.here}: the breach reported is pending or assessed")
            return
        last = max(event.position for event in self.events if event.data.get("breach") == breach
                   and event.type in JUDGEMENTS | {"BreachReported", "BreachWithdrawn", "BreachDetected"}
                   and event.position not in self.readings.taken_back)
        check(last == fact.position, f"{self.here}: the judgement is the last word on its breach, and not position {last}")

    def after_FactCorrected(self, data):
        fact, before = self.corrected, self.state
        self.read_before = self.readings.read(fact)
        self.last_before = self.read_before or self.last_read(fact, but=self.events[-1])
        self.readings.take(self.events[-1])
        self.mended_fact = fact, self.read_before, self.last_before
        if fact.type == "BreachReported":
            self.take_back_report(fact)
        elif fact.type in TAKEN_BACK:
            self.take_back_judgement(fact)
        else:
            self.state = State.of(self.events, self.readings, self.hold)
            self.change_admissions()
            if fact.type == "OutageRecorded":
                self.move_answers(before.tickets)
            if fact.type != "AgreementSigned":  # which works for what is decided from now on
                self.look_again(fact, before)

    after_FactRetracted = after_FactCorrected

    def hold(self, state, event):
        """A corrected history holds together: no fact, as it is read, meets a code of its row."""
        if event.position in self.readings.taken_back:
            return
        if event.type == "OutletReceived":
            check(event.data["outlet"] not in state.outlets or event.data["from"] == self.provider,
                  f"{self.here}: position {event.position} (OutletReceived) could not stand then: outlet-exists")
        if event.type in WORLD or event.type in ("BreachReported", "OutletTransferred", "DepositReleased"):
            code = state.meets(event, self)
            check(not code, f"{self.here}: position {event.position} ({event.type}) could not stand then: {code}")

    def evidence(self, state):
        """What the facts show of every breach there may be, each alone, as if there were no other (§5)."""
        found, frozen, today = {}, state.frozen_on(), self.zone.date(self.recorded)

        def show(breach, on, facts, points=None, origin="fact", **more):
            if self.binds(breach.split(":")[0], on, state):
                found[breach] = SimpleNamespace(on=on, points=points, facts=sorted(facts), origin=origin, more=more)

        for breach in state.duties(today):
            due, facts = state.due(breach) or (None, [])
            missing = due and state.is_missing(breach)
            if due and state.is_unmet(breach) and not state.excused(breach) and not (
                    missing and (due.date >= today or (frozen and due.date > frozen))):
                show(breach, due.date, facts, origin="sweep" if missing else "late", due=due)
        self.show_meetings(state, show)
        for key, exam in state.trainings.items():
            tally = (exam.data["failed"], exam.data["examined"], self.terms(exam.on)["training.failures"])
            if tally[0] * 100 > tally[2] * tally[1]:
                show(f"training-failure:{key}", exam.on, [exam.position], tally=tally)
        for key, complaint in state.complaints.items():
            filed, outlet = self.zone.date(complaint.filed), state.outlets.get(complaint.outlet)
            facts = [complaint.position, complaint.upheld]
            if complaint.upheld and not complaint.sold:
                show(f"service-complaint:complaint:{key}", filed, facts)
            elif complaint.upheld and complaint.at_fault and outlet and outlet.departure == "exited" and (
                    complaint.sold <= outlet.gone <= filed):
                show(f"after-sales-dispute:{key}", filed, facts)
        for key, city in state.cities.items():
            self.show_early_exits(state, key, city, show)
        for city, index in state.sales:
            for test in ("zero", "low"):
                self.show_dormant(state, test, city, index, show)
        return found

    def show_meetings(self, state, show):
        for key, meeting in state.meetings.items():
            on, review = self.zone.date(meeting.held), meeting.review
            terms = self.terms(on, meeting.city)
            tally = (meeting.attended, meeting.invited, terms["meeting.attended-of-invited"])
            facts = [meeting.position]
            if tally[0] * 100 >= tally[2] * tally[1] and meeting.signed is not None:
                tally = (meeting.signed, meeting.attended, terms["meeting.signed-of-attended"])
                facts = [meeting.position, meeting.concluded]
            if tally[0] * 100 < tally[2] * tally[1]:
                show(f"meeting-results:{key}", on, facts, terms.points("meeting-results")[0], tally=tally)
            if review:
                tally = (review.data["errors"], review.data["entries"],
                         self.terms(review.on, meeting.city)["applications.errors"])
                if tally[0] * 100 > tally[2] * tally[1]:
                    show(f"signing-progress:{key}:errors", review.on, [review.position], tally=tally)

    def show_early_exits(self, state, key, city, show):
        """Dated by the exit that exceeds the limit, in the order in which each was complete."""
        exits = state.exits(key)
        for count, exit in enumerate(exits, 1):
            on = state.outlets[exit].gone
            terms = self.terms(on, key)
            early, limit = state.early_exits(exits[:count], terms["early-exits.months"]), terms["early-exits.share"]
            if len(early) * 100 > limit * city.planned:
                facts = [city.position, state.outlets[exit].gone_by]
                return show(f"early-exits:{key}", on, facts, tally=(len(early), city.planned, limit), outlets=sorted(early))

    def show_dormant(self, state, test, city, index, show):
        on = last_day(index)
        terms = self.terms(on, city)
        found, limit = state.dormant(test, city, index, terms), terms[f"dormancy.{test}"]
        if found and len(found[0]) * 100 > limit * found[1]:
            points = (len(found[0]) - limit * found[1] // 100) * terms.points("dormant-outlets")[0]
            show(f"dormant-outlets:{city}:{month_name(index)}:{test}", on, found[2], points,
                 tally=(len(found[0]), found[1], limit), outlets=sorted(found[0]))

    def look_again(self, fact, before, was=None, tickets=None):
        """Looks again at every breach that the facts show otherwise than before, and at all about the same ticket; only at
        what is about certain tickets, where those are given."""
        was, now, by_outage = was or self.evidence(before), self.evidence(self.state), tickets is not None

        def shown(found, breach):
            return (found[breach].on, found[breach].points) if breach in found else None

        looked = {breach for breach in {*was, *now} if shown(was, breach) != shown(now, breach)
                  and (tickets is None or self.state.ticket_of(breach) in tickets)}
        tickets = {state.ticket_of(breach) for breach in looked for state in (before, self.state)} - {None}
        looked |= {breach for ticket in tickets for state in (before, self.state) for breach in state.about_ticket(ticket)}
        withdrawn = set()
        for breach in sorted(looked):
            known = self.state.breaches.get(breach)
            if known and self.state.stands(breach) and not self.is_shown(breach, now):
                if known.status == "pending" or (known.clause in COUNTED and known.appeal != "decided"):
                    self.withdraw(breach)
                    withdrawn.add(breach)
                else:
                    self.conclude("ReviewDue", breach=breach, clause=known.clause, fact=fact.position)
        for breach in sorted(looked & set(now), key=lambda breach: (breach not in withdrawn, now[breach].on, breach)):
            known, found = self.state.breaches.get(breach), now[breach]
            missing = found.origin == "sweep" and not known
            if not missing and self.state.can_be_raised(breach) and not self.state.is_held_back(breach):
                if by_outage and breach.startswith("service-complaint:complaint:"):
                    found.facts = found.facts[:1]  # an outage looks at what is open; who upheld it is not read again
                self.raise_again(breach, found)
        for meeting in sorted(self.state.meetings):
            self.settle_pause(meeting)

    def is_shown(self, breach, found):
        """Whether the facts show a breach as it stands: of that day and, where it was counted, with those points."""
        known, shown = self.state.breaches[breach], found.get(breach)
        return shown is not None and shown.on == known.on and (shown.points is None or shown.points == known.assessed)

    def withdraw(self, breach):
        known = self.state.breaches[breach]
        before = self.state.score(known.on.year)
        paused = known.clause == "meeting-results" and breach.split(":")[1] in self.state.pauses
        self.conclude("BreachWithdrawn", breach=breach, clause=known.clause)
        self.restored(before, known.on.year, breach=breach, clause=known.clause)
        if paused:
            self.conclude("ExpansionUnpaused", meeting=breach.split(":")[1], clause="meeting-results")

    def raise_again(self, breach, found):
        clause, points = breach.split(":")[0], found.points
        self.detect(breach, clause, found.on, found.facts + [self.cause], origin=found.origin,
                    points=None if points is None else (points, points), **found.more)
        if points is not None:
            self.charge(breach, points)
        if clause == "meeting-results":
            self.settle_pause(breach.split(":")[1])

    def take_back_report(self, fact):
        breach = fact.data["breach"]
        known = self.state.breaches[breach]
        if known.status == "pending":
            self.withdraw(breach)
        else:
            self.conclude("ReviewDue", breach=breach, clause=known.clause, fact=fact.position)

    def take_back_judgement(self, fact):
        breach = fact.data["breach"]
        known = self.state.breaches[breach]
        before = self.state.score(known.on.year)
        self.conclude("BreachReopened", breach=breach, clause=known.clause, fact=fact.position)
        self.restored(before, known.on.year, breach=breach, clause=known.clause)
        reported = known.clause in REPORTED
        found = {} if reported else self.evidence(self.state)
        if known.raised in self.readings.taken_back if reported else not self.is_shown(breach, found):
            self.withdraw(breach)
            if breach in found:  # on another day
                if not self.state.is_held_back(breach):
                    self.raise_again(breach, found[breach])
            elif breach.startswith("service-complaint:ticket:"):
                self.raise_held_back(breach.split(":")[2])

    # Late facts.

    def withdraw_unsupported(self, kind, data):
        """Withdraws pending breaches of duties that the facts now known no longer support."""
        state = self.state
        pending = [b for b, known in state.breaches.items() if known.status == "pending" and self.is_duty(b, known)]
        touched = []
        if kind == "HelpAnswered":
            touched = [f"service-complaint:ticket:{data['ticket']}"]
        elif kind == "ApplicationsSubmitted":
            touched = [f"signing-progress:{data['meeting']}:late"]
        elif kind == "PromotionRun":
            touched = [f"promotion-gap:{month_name(month(self.date))}"]
        elif kind == "OutletSigned":
            touched = [f"expansion-target:{data['city']}:{batch}" for batch in ("first-batch", "complete")]
        elif kind == "OutletExitAnswered":
            touched = [f"exit-response:{data['outlet']}"]
        elif kind in ("OutletExited", "OutletTransferred"):
            touched = [f"exit-response:{data['outlet']}"] + [b for b in pending if b.startswith("promotion-gap:")]
        elif kind in ("ChannelFrozen", "MeasureOrdered", "OutageRecorded") or kind in CORRECTIONS:
            touched = pending
        for breach in sorted(set(touched)):
            known = state.breaches.get(breach)
            if breach not in pending or known.status != "pending":
                continue
            frozen = state.frozen_on()
            if (known.swept and frozen and known.on > frozen) or not state.is_unmet(breach):
                self.conclude("BreachWithdrawn", breach=breach, clause=known.clause)
                if breach.startswith("service-complaint:ticket:"):
                    self.raise_held_back(breach.split(":")[2])

    @staticmethod
    def is_duty(breach, known):
        parts = breach.split(":")
        return (parts[:2] == ["service-complaint", "ticket"] or parts[0] in ("exit-response", "expansion-target", "promotion-gap")
                or (parts[0] == "signing-progress" and parts[-1] == "late")) and len(parts) > 1

    def raise_held_back(self, ticket):
        """The earliest filed upheld complaint about the ticket takes the place of its withdrawn late answer (§7.4)."""
        left = [(c.filed, key) for key, c in self.state.complaints.items() if c.ticket == ticket and not c.sold and c.upheld
                and self.state.can_be_raised(f"service-complaint:complaint:{key}")]
        key = min(left)[1] if left else None
        if left and not self.state.is_held_back(f"service-complaint:complaint:{key}"):
            self.raise_complaint(key, self.state.complaints[key])

    # Thresholds: five steps after every fact.

    def threshold_date(self, year):
        known = self.state.years.get(year)
        return known.latest if known and known.latest else self.date

    def threshold(self, kind, year):
        return self.terms(self.threshold_date(year))[f"{kind}.threshold"]

    def earliest(self, kind, holds):
        return min((year for year, known in self.state.years.items()
                    if known.score > 0 and not self.is_too_late(year) and holds(known) and known.score >= self.threshold(kind, year)), default=None)

    def cross_thresholds(self):
        state = self.state
        case = state.open_termination()
        if case and case.ground == "points" and state.score(case.year) < self.threshold("termination", case.year):
            self.close_termination(case, "withdrawn", self.threshold_date(case.year))
        if not state.termination():
            year = self.earliest("termination", lambda known: not known.waived)
            if year is not None:
                self.reach("termination", year)
                self.open_termination("points", year, self.threshold_date(year))
        case = state.rectification()
        if case and state.score(case.year) < self.threshold("rectification", case.year):
            self.conclude("RectificationClosed", self.threshold_date(case.year), case=case.position, year=case.year,
                          outcome="cancelled", clause="§3.1")
        if not state.must_suspend():
            year = self.earliest("rectification", lambda known: known.fresh)
            if year is not None:
                self.reach("rectification", year)
                self.conclude("RectificationOpened", self.threshold_date(year), year=year, clause="§3.1")
        if self.office("late-cases"):
            self.cross_late()
        if state.must_suspend() != state.suspended:
            self.conclude("ExpansionSuspended" if state.must_suspend() else "ExpansionResumed", clause="§3.1, §3.2")

    def reach(self, kind, year, late=...):
        self.conclude("ThresholdReached", self.threshold_date(year), {"kind": kind}, threshold=self.threshold(kind, year), year=year,
                      score=self.state.score(year), late=late, clause="§3.1, §3.2")

    # What no fact causes: sweeps and closings.

    def sweep(self, line):
        """A sweep raises what fell due, in order of due date, then breach; it leaves nothing out."""
        self.line, self.position, self.cause = line, line["position"], None
        check(isinstance(line["data"].get("breach"), str), f"{self.here} raises a breach")
        on = day(line["data"].get("on"))
        check(on < self.zone.date(instant(line["recordedAt"])), f"{self.here}: the day it was due was over")
        due = [b for b in self.state.missed(on) if not self.state.is_held_back(b[1]) and self.binds(b[1].split(":")[0], b[0])]
        check(due, f"{self.here}: the facts show something due by {on} and missed")
        self.date, breach = due[0]
        basis, facts = self.state.due(breach)
        data, worked_out = self.detection(breach, breach.split(":")[0], self.date, facts, due=basis)
        self.take(self.unprompted("BreachDetected", self.date, data), worked_out)
        self.swept = max(self.swept or on, on)

    def end_sweep(self):
        """Whatever was due by the last day a sweep found something on must have been raised with it."""
        if self.swept:
            left = [b for d, b in self.state.missed(self.swept) if not self.state.is_held_back(b) and self.binds(b.split(":")[0], d)]
            left = left or [duty for _, duty in self.state.overdue(self.swept)]
            check(not left, f"the sweep that ended before {self.here} also raised {left[0] if left else ''}")
        self.swept, self.missing_duties = None, False

    def unprompted(self, kind, on, data, at=None):
        return {"position": self.position, "version": self.next + 1, "id": None, "type": kind, "provider": self.provider,
                "at": self.zone.text(self.zone.at(at or on, 86_399)), "recordedAt": self.line["recordedAt"], "by": None,
                "data": data, "cause": None, "rulebook": self.book(on).name}

    def close_year(self, line):
        self.line, self.position = line, line["position"]
        year = line["data"].get("year")
        check(type(year) is int and 0 < year < 10_000, f"{self.here} names a year")
        check(year < self.zone.date(instant(line["recordedAt"])).year, f"{self.here}: the year was over")
        check(self.state.registered and self.state.registered.on.year <= year, f"{self.here}: the provider was registered")
        check(year not in self.state.years or self.state.years[year].closed is None, f"{self.here}: a year is closed once")
        last = date(year, 12, 31)
        left = [b for d, b in self.state.missed(last) if not self.state.is_held_back(b) and self.binds(b.split(":")[0], d)]
        left = left or [duty for _, duty in self.state.overdue(last)]
        check(not left, f"{self.here}: everything due by {last} was raised first, also {left[0] if left else ''}")
        self.take(self.unprompted("YearClosed", last, {"year": year, "score": self.state.score(year), "clause": "§1.1(7)"}))

    def receive(self, line):
        """An outlet from another provider: its story there is in another chain, which nobody sees here."""
        self.line, self.position, data = line, line["position"], line["data"]
        has_fields(data, f"{self.here}: data", ("outlet", "city", "from", "signedOn", "clause"), ("openedOn",))
        check(isinstance(data["from"], str) and data["from"] != self.provider, f"{self.here} is from another provider")
        check(data["clause"] == "§3.2", f"{self.here} rests on §3.2")
        check(data["outlet"] not in self.state.outlets, f"{self.here}: an outlet held once")
        check(is_count(line["cause"]) and line["cause"] < line["position"], f"{self.here} has a cause before it")
        on = self.zone.date(instant(line["at"]))
        self.take(dict({name: line[name] for name in ENVELOPE}, id=None, rulebook=self.book(on).name))


# ---------------------------------------------------------------- the view by two clocks (domain §6) and what it states

class Answer:
    """The year as of a date and as known at a moment, from the events alone."""

    def __init__(self, story, year, as_of, known_at):
        self.story, self.year, self.zone = story, year, story.zone
        self.known = [event for event in story.events if event.recorded <= known_at]
        readings = Readings(story.zone)
        for event in self.known:
            if event.type in CORRECTIONS:
                readings.take(event)
        self.whole = State.of(self.known, readings)
        self.state, self.movements, self.charged_on, self.correction = State(story.zone), [], {}, 0
        for event in filter(None, map(readings.read, self.known)):
            if counts(event, as_of):
                self.step(event)
                self.settle_pauses(event, as_of)
        check(self.state.registered, "the provider was registered in this view")
        self.breaches = sorted((known.on, breach) for breach, known in self.state.breaches.items() if known.on.year == year)

    def settle_pauses(self, event, as_of):
        """What a correction makes of the pauses: that a breach stands, or never was, is knowledge, and holds on any day of
        the view; a pause begins with its charge, and where an appeal ended it, it ended on the day of that decision."""
        state = self.state
        if event.type == "PointsDeducted":
            self.charged_on[event.data["breach"]] = event.on
        if event.type in CORRECTIONS:
            self.correction = event.position
            for meeting in {*state.pauses, *state.meetings}:
                if meeting in state.pauses or self.charged_on.get(f"meeting-results:{meeting}", as_of) <= as_of:
                    self.settle_pause(meeting)
        elif event.type in ("PointsDeducted", "BreachWithdrawn") and event.cause == self.correction:
            if event.data["clause"] == "meeting-results":
                self.settle_pause(event.data["breach"].split(":")[1])

    def settle_pause(self, meeting):
        state, known = self.state, self.state.breaches.get(f"meeting-results:{meeting}")
        if known and known.status == "overturned" and meeting in state.meetings:
            return
        stands = known and known.status == "assessed" and meeting in state.meetings and meeting not in state.rectified
        (state.pauses.add if stands else state.pauses.discard)(meeting)

    def step(self, event):
        state, data, before = self.state, event.data, self.state.score(self.year)
        breach = state.breaches.get(data.get("breach")) if isinstance(data.get("breach"), str) else None
        kind = None
        if event.type == "PointsDeducted" and breach and breach.on.year == self.year:
            kind = "charge"
        elif event.type == "AppealDecided" and data["outcome"] != "confirmed" and breach and breach.on.year == self.year:
            kind = "appeal"
        elif event.type == "RectificationPassed" and event.decided["year"] == self.year:
            kind = "pass"
        elif event.type in ("BreachWithdrawn", "BreachReopened") and breach and breach.charged is not None and (
                breach.on.year == self.year):
            kind = "correction"
        state.fold(event)
        after = state.score(self.year)
        if kind:
            self.movements.append({
                "position": event.position, "kind": kind, "breach": data["breach"] if kind != "pass" else None,
                "points": after - before, "score": after})

    def duty_behind(self, breach):
        """The duty whose due date a breach is about: its own, or that of the ticket an upheld complaint names."""
        parts = breach.split(":")
        if parts[:2] == ["service-complaint", "complaint"]:
            complaint = self.whole.complaints.get(parts[2])
            return f"service-complaint:ticket:{complaint.ticket}" if complaint and complaint.ticket else None
        return breach if Story.is_duty(breach, None) else None

    def due(self, breach):
        duty = self.duty_behind(breach)
        if not duty or not self.whole.due(duty):
            return None  # by what is known now it never arose: an assessed breach stays for all that (§5, late facts)
        return self.whole.due(duty)[0]

    def statement(self):
        """What the bundle must state, value by value."""
        year = self.state.years.get(self.year)
        return {
            "name": self.state.registered.name, "kind": self.state.registered.kind, "status": self.state.status(),
            "expansion": self.state.expansion(), "score": self.state.score(self.year),
            "closedScore": year.closed if year else None, "movements": self.movements,
            "breaches": [self.breach_line(breach) for _, breach in self.breaches]}

    def breach_line(self, breach):
        known, due = self.state.breaches[breach], self.due(breach)
        cap = known.room
        return {
            "breach": breach, "clause": known.clause, "section": known.worked_out["section"], "on": str(known.on), "state": known.status,
            "minimum": known.low, "maximum": known.high, "assessed": known.assessed, "charged": known.charged,
            "due": due and {
                "date": str(due.date), "at": self.zone.text(due.moment) if due.moment else None,
                "provisional": due.provisional,
                "days": [{"date": str(on), "number": counted} for on, counted in due.days]},
            "cap": cap and {"key": cap.key, "limit": cap.limit, "others": cap.others}}


# ---------------------------------------------------------------- the bundle

class Sealed:
    """A stream and the published versions under one seal, as every bundle has them."""

    def says(self, what):
        self.checked.append(what)

    def check_seal(self, seal, key):
        has_fields(seal, "the bundle's seal", ("seal", "time", "count", "rulebooks", "tree", "root", "head", "leaf", "leaves",
                                               "path"), ("key", "signature"))
        check(seal["seal"] == 2 and type(seal["seal"]) is int, "the bundle's seal is of format 2")
        self.seal, self.root = seal, root_of(seal, "the bundle's seal")
        self.books = sealed_rulebooks(seal, "the bundle's seal")
        last = has_head(seal["head"], "the bundle's seal")
        check(seal["head"]["provider"] == self.provider, "the seal's head is of the provider")
        check(seal["head"]["version"] == len(self.lines), "the chain is as long as the seal says")
        check(last == self.hashes[-1], "the chain ends in its sealed head")
        top = climb(leaf(self.provider, len(self.lines), last), seal["leaf"], seal["leaves"], seal["path"], "the bundle's seal")
        check(top.hex() == seal["tree"], "the chain's end is in the sealed tree")
        check(seal["count"] >= self.lines[-1]["position"], "the sealed log is as long as the chain's last position")
        self.says("the bundle's own seal: the chain ends in its head, and time, count and rulebooks are under its root")
        self.says(signature_words(seal, self.root, key, "the bundle's own seal"))

    def check_published(self, document):
        """The versions published in the ledger: a chain of their own, and its place in the same tree."""
        published, self.published, self.published_hashes = document["published"], [], []
        if published is None:
            return
        has_fields(published, "published", ("chain", "leaf", "path"))
        lines, hashes = read_chain(published["chain"], RULEBOOKS, "the published versions")
        check(lines, "the published versions are some, or published is null")
        top = climb(leaf(RULEBOOKS, len(lines), hashes[-1]), published["leaf"], self.seal["leaves"], published["path"],
                    "the published versions")
        check(top.hex() == self.seal["tree"], "the chain of published versions is in the sealed tree")
        check(self.seal["count"] >= len(self.lines) + len(lines), "the sealed log is as long as both chains")
        for line in lines:
            data = line["data"]
            check(line["type"] == "RulebookPublished", "only versions are published in the chain of versions")
            has_fields(data, "a publication", ("name", "effective", "sha256", "text"), ("obeysEveryField",))
            check(data.get("obeysEveryField", True) is True, "a publication obeys every field, or does not say so")
            digest = hashlib.sha256(data["text"].encode()).hexdigest()
            check(data["sha256"] == digest, "a published version's hash is that of its text")
            check(self.books.get(data["name"]) == digest, f"the seal carries the hash of {printable(str(data['name']))}")
            book = version_of(data["text"])
            check(book.name == data["name"] == line["rulebook"], "a published version has the name in its text")
            if isinstance(book, Rulebook) and "obeysEveryField" not in data:
                book = book.as_it_was()
            self.published.append(SimpleNamespace(position=line["position"], effective=day(data["effective"]), book=book))
        self.published_hashes = hashes
        self.says(f"the published rulebooks: {len(lines)} versions, in a chain of their own in the same sealed tree")

    def check_kept(self, kept, key):
        """Whether what a seal kept elsewhere holds is still here."""
        self.kept = kept
        if not kept:
            return
        root = kept.signed or bytes.fromhex(kept.seal["root"])
        self.says(f"the kept seal of {printable(str(kept.seal['time']))} (format {kept.format}): "
                  + kept.check_chain(self.provider, self.hashes))
        if self.published:
            self.says("the kept seal: " + kept.check_chain(RULEBOOKS, self.published_hashes))
        elif RULEBOOKS in kept.heads:
            raise Wrong("the bundle has the chain of published versions, as the kept seal has")
        for name, digest in (kept.books or {}).items():
            check(self.books.get(name) == digest, f"the rulebook {printable(name)} is the one sealed then")
        kept.check_later(self.provider, [line["position"] for line in self.lines])
        kept.check_later(RULEBOOKS, [version.position for version in self.published])
        check(self.seal["count"] >= kept.seal["count"], "the sealed log is as long as when it was sealed before")
        if kept.format == 2 and self.seal["count"] == kept.seal["count"]:
            check(self.seal["tree"] == kept.seal["tree"], "as many events as were sealed before make the same tree")
        if kept.format == 2:
            self.says("the kept seal: the rulebooks sealed then are unchanged: " + (", ".join(sorted(kept.books)) or "none"))
            self.says(signature_words(kept.seal, root, key, "the kept seal"))

    def unproved(self):
        """What no seal here proves."""
        found = []
        if not self.kept:
            found.append("whether the whole bundle, seal and all, was made anew: NO SEAL KEPT ELSEWHERE WAS GIVEN. Without one "
                         "the bundle is only shown to agree with itself")
        else:
            version = self.kept.heads.get(self.provider, (0, None))[0]
            if version < len(self.lines):
                found.append(f"whether the {len(self.lines) - version} events after the kept seal are the ledger's own: a later seal tells")
            if self.kept.format == 1:
                found.append("whether the rulebook that the program carries is the ledger's: a kept seal of format 1 has no hash of it")
            else:
                new = sorted(set(self.books) - set(self.kept.books))
                if new:
                    found.append("whether these rulebooks are the ledger's, for the kept seal does not have them yet: " + ", ".join(new))
        return found


class Bundle(Sealed):
    """A bundle of format 2, every value of it checked."""

    def __init__(self, document, kept=None, key=None):
        self.checked = []
        has_fields(document, "the bundle", ("bundle", "provider", "year", "asOf", "knownAt", "statement", "chain",
                                            "published", "rulebooks", "seal", "check"))
        check(document["bundle"] == 2 and type(document["bundle"]) is int, "the bundle's format is 2")
        self.provider, self.year = document["provider"], document["year"]
        check(isinstance(self.provider, str) and re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", self.provider),
              "the bundle names a provider")
        check(type(self.year) is int and 0 < self.year < 10_000, "the bundle names a year")
        self.lines, self.hashes = read_chain(document["chain"], self.provider, "the chain")
        check(self.lines, "the chain has an event")
        self.says(f"the chain: {len(self.lines)} events, each hash follows from its line and the hash before")
        self.check_seal(document["seal"], key if not kept else None)
        self.check_published(document)
        self.check_kept(kept, key)
        rules = self.check_rulebooks(document["rulebooks"])
        self.as_of, self.known_at = day(document["asOf"]), instant(document["knownAt"])
        check(rules.zone.text(self.known_at) == document["knownAt"], "knownAt is written as the ledger writes times")
        self.check_question(document)
        self.story = Story(self.provider, self.lines, rules)
        self.says("the whole story, decided again from the facts and the rulebooks: every due date, range, breach, charge, "
                  "cap, score, threshold and case the ledger added is what follows, and nothing that follows is missing")
        self.answer = Answer(self.story, self.year, self.as_of, self.known_at)
        found = difference(document["statement"], self.answer.statement(), "statement")
        check(not found, f"the bundle states what follows: {found}")
        self.says("the statement: every value of it is the one that comes out")

    def check_rulebooks(self, entries):
        """The version the program carries, whose text no chain has: the seal has its hash."""
        check(isinstance(entries, list) and len(entries) <= 1, "rulebooks has the one version that the program carries")
        carried = None
        for entry in entries:
            has_fields(entry, "a rulebook", ("name", "text"))
            check(isinstance(entry["text"], str), "a rulebook has a text")
            digest = hashlib.sha256(entry["text"].encode()).hexdigest()
            check(self.books.get(entry["name"]) == digest, f"the seal carries the hash of {printable(str(entry['name']))}")
            carried = rulebook(entry["text"])
            check(carried.name == entry["name"], "a rulebook has the name in its text")
            check(any(line["rulebook"] == carried.name for line in self.lines), "a rulebook is here for an event names it")
        texts = {carried.name} if carried else set()
        texts |= {version.book.name for version in self.published}
        for line in self.lines:
            check(line["rulebook"] in texts, f"the rulebook that position {line['position']} names is in the bundle")
        self.says("the rulebooks: each text has the hash that the seal carries for its name: " + "; ".join(
            f"{printable(name)} {self.books[name]}" for name in sorted(texts)))
        return Rules(carried, [version for version in self.published if isinstance(version.book, Rulebook)])

    def check_question(self, document):
        whole = hashlib.sha256(b"\x06" + framed(self.provider) + number(self.year) + framed(document["asOf"])
                               + framed(document["knownAt"]) + number(self.seal["leaves"]) + self.root).hexdigest()
        check(document["check"] == whole, "the question (provider, year, asOf, knownAt) is the one the bundle was made for")

    def unchecked(self):
        """What nobody can check with this file alone."""
        found = self.unproved()
        if not self.published:
            found.append("that no version of the rulebook was published in the ledger: none is named by the events here")
        if any(line["type"] == "OutletReceived" for line in self.lines):
            found.append("what happened to received outlets before (OutletReceived): that is in the chain of the provider they came from")
        if any(line["type"] == "OutletTransferred" for line in self.lines):
            found.append("that the receivers of transferred outlets have them: that is in their chains")
        found.append("that the facts are true, that those who submitted them were who they say, held their role and were let in by "
                     "every rule of admission (`koufen verify --decide` does the last on the ledger itself)")
        found.append("that the question is the one you want answered: read provider, year and both clocks below")
        return found


BOOKS = {}


def rulebook(text):
    """The rulebook of a text, read once."""
    if text not in BOOKS:
        BOOKS[text] = Rulebook(text)
    return BOOKS[text]


def version_of(text):
    """The version of a text, of either form."""
    if not re.search(r"(?m)^form\s*:", text):
        return rulebook(text)
    if text not in BOOKS:
        BOOKS[text] = Programme(text)
    return BOOKS[text]


# ---------------------------------------------------------------- subjects of programmes (Programmes.md)

class Programme:
    """One version of a programme: what it declares, and what its rules may do."""

    def __init__(self, text):
        try:
            tree = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except yaml.YAMLError as error:
            raise Wrong(f"the rulebook is YAML: {printable(str(error))}") from None
        check(tree["form"] == "programme/1", "the rulebook's form is programme/1")
        self.tree, self.key, self.name = tree, tree["rulebook"], tree["rulebook"] + "-" + tree["version"]
        self.zone = Zone(tree["zone"]["offset"])

    def all(self, section):
        return self.tree.get(section) or {}

    def of_clause(self, name, part):
        """What a clause says, by itself or by default."""
        return self.all("clauses")[name].get(part, self.all("defaults").get(part))

    def value(self, declared, text):
        """A value written in the file, as the log has it."""
        kind = declared["type"]
        if isinstance(text, dict):
            return {"part": int(text["part"]), "whole": int(text["whole"])}
        return int(text) if kind in ("int", "money") else text == "true" if kind == "bool" else text

    def effects(self, rule):
        """Every effect that a rule may run, whatever it chooses; None for a rule that the version does not have."""
        kind, _, name = rule.partition(":")
        try:
            if kind == "clause":
                found = self.of_clause(name, "cost")
            elif kind == "node":
                counter, _, at = name.rpartition("@")
                found = [effect for node_ in self.all("counters")[counter].get("nodes") or [] if self.is_node(node_, int(at))
                         for effect in node_["do"]]
            elif kind == "review":
                found = self.rows(self.all("reviews")[name]["choose"])
            elif kind == "account" or name.startswith("top-up:"):
                found = self.all("accounts")[name.rpartition(":")[2]].get("top-up", {}).get("missed") or []
            elif kind == "duty":
                found = self.all("duties")[name].get("missed") or []
            elif kind == "measure":
                found = [effect for impose in self.imposing() if impose["impose"] == name
                         for effect in impose.get("then") or []]
            else:
                return []
        except KeyError:
            return None
        return list(self.flat(found))

    @staticmethod
    def is_node(node_, at):
        first, every = int(node_["at"]), int(node_.get("every", 0))
        return at == first or bool(every) and at > first and (at - first) % every == 0

    @staticmethod
    def rows(rows):
        return [effect for row in rows for effect in row.get("do", row.get("else")) or []]

    def flat(self, effects):
        for effect in effects or []:
            if "choose" in effect:
                yield from self.flat(self.rows(effect["choose"]))
            else:
                yield effect

    def imposing(self):
        """Every effect that imposes something, wherever it stands."""
        def walk(tree):
            if isinstance(tree, dict):
                if "impose" in tree:
                    yield tree
                for part in tree.values():
                    yield from walk(part)
            elif isinstance(tree, list):
                for part in tree:
                    yield from walk(part)
        return walk({name: part for name, part in self.tree.items() if name != "measures"})


class SubjectState:
    """What is known of a subject: the fold of its events, which carry what was decided."""

    def __init__(self, programme):
        self.programme, self.zone = programme.key, programme.zone
        self.name, self.enrolled = None, None
        self.attributes, self.entries, self.breaches, self.measures = [], [], {}, []
        self.notices, self.duties, self.periods, self.money = [], [], [], {}
        self.reversing = None

    def take(self, event):
        on, data = event.on, event.data
        if event.type in SUBMITTED:
            self.reversing = None
        fold = getattr(self, "fold_" + event.type, None)
        check(fold, f"{event.type} is an event of a subject")
        fold(event, data, on)
        if event.type == "Reversed":
            self.reversing = (data["differences"], on) if data["differences"] else None
        elif self.reversing and event.type not in SUBMITTED:
            self.reversing = (self.reversing[0] - 1, on) if self.reversing[0] > 1 else None

    def set(self, name, value, on):
        self.attributes.append((name, value, on))

    def attribute(self, name, on, programme):
        dated = [(day_, index, value) for index, (known, value, day_) in enumerate(self.attributes) if known == name and day_ <= on]
        value = max(dated, key=lambda one: one[:2])[2] if dated else None
        if value is not None:
            return value
        declared = programme.all("attributes")[name]
        return programme.value(declared, declared["default"]) if "default" in declared else None

    def fold_SubjectEnrolled(self, event, data, on):
        self.name, self.enrolled = data["name"], on
        for name, value in (data.get("attributes") or {}).items():
            self.set(name, value, on)

    def fold_AttributeSet(self, event, data, on):
        self.set(data["attribute"], data["value"], on)

    fold_ValueSet = fold_AttributeSet

    def fold_FactRecorded(self, event, data, on):
        pass

    fold_NodeReached = fold_ReviewDecided = fold_MeasureLifted = fold_Reversed = fold_FactRecorded

    def fold_BreachReported(self, event, data, on):
        at_once = event.decided["atOnce"]
        self.breaches[data["breach"]] = SimpleNamespace(
            clause=data["clause"], on=day(event.decided["on"]), raised_on=on, reporter=event.by["id"], fields=data.get("fields") or {},
            status="assessed" if at_once else "pending", grade=None, points=None, fen=None, appealed=False)

    def fold_BreachDetected(self, event, data, on):
        known, at_once = self.breaches.get(data["breach"]), data.get("atOnce", False)
        breach = SimpleNamespace(
            clause=data["clause"], on=day(data["on"]), raised_on=day(data["on"]), reporter=None, fields=data.get("fields") or {},
            status="assessed" if at_once else "pending", grade=None, points=None, fen=None, appealed=False)
        if data.get("judgedAgain") and known:
            breach.status, breach.grade, breach.points, breach.fen = "assessed", known.grade, known.points, known.fen
        self.breaches[data["breach"]] = breach

    def fold_BreachWithdrawn(self, event, data, on):
        self.breaches[data["breach"]].status = "withdrawn"

    def fold_BreachAssessed(self, event, data, on):
        breach = self.breaches[data["breach"]]
        breach.status, breach.grade = "assessed", data.get("grade")
        breach.points, breach.fen = data.get("points"), data.get("fen")

    def fold_BreachDismissed(self, event, data, on):
        self.breaches[data["breach"]].status = "dismissed"

    def fold_AppealFiled(self, event, data, on):
        self.breaches[data["breach"]].appealed = True

    def fold_AppealDecided(self, event, data, on):
        breach = self.breaches[data["breach"]]
        breach.appealed = False
        if data["outcome"] == "overturned":
            breach.status = "overturned"
        elif data["outcome"] == "reduced":
            breach.points = data["points"]

    def fold_PointsDeducted(self, event, data, on):
        check(data["entry"] == len(self.entries) + 1, f"the entry at position {event.position} is numbered next")
        self.add(data["counter"], data.get("key"), data.get("breach"), data["charged"], data["from"], data.get("until"),
                 data.get("carried", False), self.reversing[1] if self.reversing else None, data.get("group"))

    def add(self, counter, key, breach, charged, start, until, carried, shown, group=None):
        self.entries.append(SimpleNamespace(
            counter=counter, key=key or "", breach=breach, charged=charged, start=day(start), until=until and day(until),
            carried=carried, shown=shown, group=group, taken=[]))

    def fold_PointsRestored(self, event, data, on):
        for part in data["taken"]:
            self.entries[part["entry"] - 1].taken.append((on, part["points"], part.get("charged")))

    def fold_PeriodClosed(self, event, data, on):
        for carried in data["carried"]:
            check(carried["entry"] == len(self.entries) + 1, f"the entry carried at position {event.position} is numbered next")
            self.add(data["counter"], data.get("key"), carried.get("breach"), carried["points"],
                     str(day(data["until"]) + timedelta(days=1)), data.get("next"), True, None)

    def fold_MeasureImposed(self, event, data, on):
        for known in self.measures:
            if (known.name, known.instance) == (data["measure"], data["instance"]):
                known.until, known.ended = data.get("until") and day(data["until"]), None
                return
        self.measures.append(SimpleNamespace(
            name=data["measure"], instance=data["instance"], start=day(data["from"]), closes=data.get("closes", False),
            until=data.get("until") and day(data["until"]), ended=None))

    def fold_MeasureEnded(self, event, data, on):
        for known in self.measures:
            if (known.name, known.instance) == (data["measure"], data["instance"]):
                known.ended = day(data["on"])

    def fold_NoticeGiven(self, event, data, on):
        self.notices.append((day(data["on"]), data["measure"]))

    def move(self, account, on, balance, owed):
        self.money.setdefault(account, []).append((on, balance, owed))

    def holds(self, account, on=date.max):
        moved = [part for part in self.money.get(account, []) if part[0] <= on]
        return sum(part[1] for part in moved), sum(part[2] for part in moved)

    def fold_Fined(self, event, data, on):
        self.move(data["account"], on, -data["taken"], data["owed"])

    def fold_DepositPaidIn(self, event, data, on):
        owed = min(data["amountFen"], self.holds(data["account"])[1])
        self.move(data["account"], on, data["amountFen"] - owed, -owed)

    @staticmethod
    def duty_name(data):
        return data["duty"] + (":" + data["key"] if data.get("key") is not None else "")

    def fold_DutyOpened(self, event, data, on):
        self.duties.append(SimpleNamespace(name=self.duty_name(data), opened=on, due=day(data["due"]), status=("open", None), before=None))

    def settle(self, data, status):
        for duty in reversed(self.duties):
            if duty.name == self.duty_name(data) and duty.status[0] == "open":
                duty.status = status
                return

    def fold_DutyMet(self, event, data, on):
        if data.get("period"):
            self.periods.append((data["duty"], day(data["period"]), day(data["on"])))
        else:
            self.settle(data, ("met", day(data["on"])))

    def fold_DutyMissed(self, event, data, on):
        if data.get("ofPeriod"):
            self.periods.append((data["duty"], day(data["due"]), None))
        else:
            self.settle(data, ("missed", on))

    def fold_DutyWithdrawn(self, event, data, on):
        due = day(data["due"])
        self.periods = [one for one in self.periods if one[:2] != (data["duty"], due)]
        for duty in reversed(self.duties):
            if duty.name == self.duty_name(data) and duty.due == due:
                duty.before, duty.status = duty.status, ("withdrawn", on)
                return

    # What a day shows

    @staticmethod
    def left(entry, on):
        if not (entry.start <= on and (entry.shown is None or entry.shown <= on) and (entry.until is None or on <= entry.until)):
            return 0
        return entry.charged - sum(points for day_, points, _ in entry.taken if day_ <= on)

    def value(self, counter, on, key=None):
        return sum(self.left(entry, on) for entry in self.entries
                   if entry.counter == counter and key in (None, entry.key))

    def charged(self, breach, name):
        if breach.status not in ("assessed", "overturned"):
            return None
        sums = {}
        for entry in self.entries:
            if entry.breach == name and not entry.carried:
                again = [charged for _, _, charged in entry.taken if charged is not None]
                points = 0 if breach.status == "overturned" else again[-1] if again else entry.charged
                sums[entry.counter] = sums.get(entry.counter, 0) + points
        return sums

    @staticmethod
    def end(measure):
        return measure.ended or (measure.until and measure.until + timedelta(days=1))

    def duty_states(self, on, programme):
        states = {}
        for duty in sorted(self.duties, key=lambda one: one.opened):
            kind, settled = duty.status
            if kind == "withdrawn":
                if settled <= on:
                    continue
                kind, settled = duty.before
            if duty.opened > on:
                continue
            happened = settled is not None and settled <= on
            states[duty.name] = (f"met {settled}" if kind == "met" and happened else "missed" if kind == "missed" and happened
                                 else f"due {duty.due}")
        for name in programme.all("duties"):
            ended = [one for one in self.periods if one[0] == name and one[1] <= on]
            if ended:
                met = max(ended, key=lambda one: one[1])[2]
                states[name] = f"met {met}" if met else "missed"
        return states

    def standing(self, provider, on, known_at, programme):
        running = [one for one in self.measures if one.start <= on and (self.end(one) is None or on < self.end(one))]
        lasting = {}
        for name in programme.all("measures"):
            ends = [self.end(one) for one in running if one.name == name]
            if ends:
                lasting[name] = "open" if None in ends else str(max(ends) - timedelta(days=1))
        counters = {}
        for name, form in programme.all("counters").items():
            keys = sorted({entry.key for entry in self.entries if entry.counter == name})
            counters[name] = {key: self.value(name, on, key) for key in keys} if "by" in form else self.value(name, on)
        kinds = {name: form["kind"] for name, form in programme.all("accounts").items()}
        breaches = sorted(((one.on, name) for name, one in self.breaches.items() if one.on <= on))
        closed = min((one.start for one in running if one.closes), default=None)
        return {
            "provider": provider, "name": self.name, "programme": self.programme, "rulebook": programme.name, "asOf": str(on),
            "knownAt": self.zone.text(known_at), "closed": closed and str(closed),
            "attributes": {name: self.attribute(name, on, programme) for name in programme.all("attributes")},
            "counters": counters, "measures": lasting,
            "notices": [f"{name} {given}" for given, name in sorted((one for one in self.notices if one[0] <= on), key=lambda n: n[0])],
            "balance": {name: self.holds(name, on)[0] for name, kind in kinds.items() if kind == "deposit"},
            "billed": {name: self.holds(name, on)[1] - self.holds(name, on)[0] for name, kind in kinds.items() if kind == "bill"},
            "owed": {name: self.holds(name, on)[1] for name, kind in kinds.items() if kind == "deposit"},
            "pending": sorted(name for _, name in breaches if self.breaches[name].status == "pending"),
            "breaches": [self.line(name) for _, name in breaches], "duties": self.duty_states(on, programme)}

    def line(self, name):
        one = self.breaches[name]
        return {"breach": name, "clause": one.clause, "on": str(one.on), "state": one.status, "grade": one.grade,
                "assessed": one.points, "fen": one.fen, "charged": self.charged(one, name), "fields": one.fields}


SUBMITTED = {"SubjectEnrolled", "AttributeSet", "FactRecorded", "BreachReported", "BreachAssessed", "BreachDismissed",
             "AppealFiled", "AppealDecided", "DepositPaidIn", "MeasureLifted"}


class SubjectRules:
    """Holds each line of a subject's chain to the rule that it names: whether that rule may do so."""

    def __init__(self, versions):
        self.versions = versions

    def last(self, on, window, state, asked, programme):
        """The last day on which something dated `on` counts, or None for ever."""
        if window == "ever":
            return None
        if isinstance(window, str):
            index = month(on)
            if window == "week":
                return on + timedelta(days=6 - on.weekday())
            return last_day({"month": index, "quarter": index - index % 3 + 2, "year": index - index % 12 + 11}[window])
        if "days" in window:
            return on + timedelta(days=int(window["days"]) - 1)
        if "months" in window:
            return months_later(on, int(window["months"])) - timedelta(days=1)
        if "cycle" in window:
            start, months = day(state.attribute(window["cycle"]["from"], asked, programme)), int(window["cycle"]["months"])
            count = 1
            while months_later(start, months * count) <= on:
                count += 1
            return months_later(start, months * count) - timedelta(days=1)
        dates = [day(one) for one in programme.all("boundaries")[window["boundaries"]]]
        return min(one for one in dates if one > on) - timedelta(days=1)

    def check(self, event, state):
        where = f"position {event.position} ({event.type})"
        programme = self.versions[event.rulebook]
        if event.type in SUBMITTED:
            check(event.by is not None and event.cause is None, f"{where}: somebody submitted it")
            judge = getattr(self, "check_" + event.type, None)
            if judge:
                judge(event, event.data, state, programme, where)
            return
        rule = event.data.get("by")
        check(isinstance(rule, str) and "for" in event.data, f"{where} names the rule it rests on")
        if rule in ("appeal", "submission") or state.reversing:
            return
        effects = programme.effects(rule)
        check(effects is not None, f"{where}: {programme.name} has the rule {printable(rule)}")
        drawn = getattr(self, "check_" + event.type, None)
        if drawn:
            drawn(event, event.data, state, programme, where, effects)

    @staticmethod
    def is_such(amount, value):
        """Whether a number is the one the file has, or within the range it has; None for a range."""
        if isinstance(amount, list):
            return int(amount[0]) <= value <= int(amount[1])
        return int(amount) == value

    def check_BreachAssessed(self, event, data, state, programme, where):
        breach = state.breaches.get(data["breach"])
        check(breach and breach.status == "pending", f"{where}: the breach waits to be judged")
        check(breach.reporter != event.by["id"], f"{where}: another judges than who reported it")
        decided = programme.of_clause(breach.clause, "decided")
        check(isinstance(decided, dict) and event.by["role"] in decided["by"], f"{where}: the role judges the clause")
        grades = decided.get("grades")
        check(data.get("grade") in grades if grades else "grade" not in data, f"{where}: the grade is one of the clause's")
        for field, name in (("points", "points"), ("fen", "fen")):
            if field in data:
                ranges = [one[name] for one in programme.effects("clause:" + breach.clause) if isinstance(one.get(name), list)]
                check(any(self.is_such(one, data[field]) for one in ranges), f"{where}: {field} are within a range of the clause")

    def check_BreachDismissed(self, event, data, state, programme, where):
        breach = state.breaches.get(data["breach"])
        check(breach and breach.status == "pending", f"{where}: the breach waits to be judged")

    def check_AppealDecided(self, event, data, state, programme, where):
        breach = state.breaches.get(data["breach"])
        check(breach and breach.status == "assessed" and breach.appealed, f"{where}: an appeal against a charge is open")

    def check_BreachDetected(self, event, data, state, programme, where, effects):
        check(any(one.get("raise") == data["clause"] for one in effects), f"{where}: its rule raises the clause")
        check(data.get("atOnce", False) == (programme.of_clause(data["clause"], "decided") == "at-once"),
              f"{where}: it is charged at once exactly where its clause says so")

    def check_PointsDeducted(self, event, data, state, programme, where, effects):
        counter = programme.all("counters")[data["counter"]]
        charges = [one["points"] for one in effects
                   if data["counter"] in ([one.get("charge")] if isinstance(one.get("charge"), str) else one.get("charge") or [])]
        check(any(self.is_such(one, data["points"]) for one in charges), f"{where}: its rule charges so many points")
        cap = counter.get("cap")
        check(data["charged"] == data["points"] or cap and 0 <= data["charged"] < data["points"],
              f"{where}: what is charged is what is asked, or less under a cap")
        if cap:
            others = sum(self.standing(one) for one in state.entries
                         if (one.counter, one.key, one.group) == (data["counter"], data.get("key") or "", data.get("group"))
                         and not one.carried)
            room = max(0, int(cap["most"]) - others)
            check(data["charged"] == min(data["points"], room), f"{where}: the cap leaves room for what is charged")
        start = event.on
        if data["by"].startswith("clause:"):
            breach, dated = state.breaches[data["breach"]], programme.of_clause(data["by"][7:], "dated") or "act"
            start = {"act": breach.on, "report": breach.raised_on, "decision": event.on}[dated]
            if isinstance(programme.of_clause(breach.clause, "decided"), dict):
                check(breach.status == "assessed", f"{where}: its breach is judged")
                judged = [one for one in charges if isinstance(one, list)]
                check(len(judged) < len(charges) or data["points"] == breach.points, f"{where}: the points are those judged")
        check(data["from"] == str(start), f"{where}: it counts from {start}, not {data['from']}")
        until = self.last(start, counter["window"], state, event.on, programme)
        check(data.get("until") == (until and str(until)), f"{where}: it counts until {until}, not {data.get('until')}")

    @staticmethod
    def standing(entry):
        again = [charged for _, _, charged in entry.taken if charged is not None]
        return again[-1] if again else entry.charged

    def check_PointsRestored(self, event, data, state, programme, where, effects):
        most = [one["points"] for one in effects if one.get("restore") == data["counter"]]
        check(most, f"{where}: its rule restores points of the counter")
        for part in data["taken"]:
            entry = state.entries[part["entry"] - 1]
            check(entry.counter == data["counter"] and 0 < part["points"] <= state.left(entry, event.on),
                  f"{where}: no more is taken from an entry than is left of it that day")
        taken = sum(part["points"] for part in data["taken"])
        check(any(one == "all" or taken <= int(one) for one in most), f"{where}: no more is restored than its rule says")

    def check_NodeReached(self, event, data, state, programme, where, effects):
        check(data["by"] == f"node:{data['counter']}@{data['at']}" and effects is not None, f"{where}: it rests on its node")
        nodes = programme.all("counters")[data["counter"]].get("nodes") or []
        check(any(programme.is_node(one, data["at"]) for one in nodes), f"{where}: the counter has a node there")
        check(data["value"] >= data["at"], f"{where}: the value has reached the node")

    def check_MeasureImposed(self, event, data, state, programme, where, effects):
        check(any(one.get("impose") == data["measure"] for one in effects), f"{where}: its rule imposes the measure")
        form = programme.all("measures")[data["measure"]] or {}
        check(data.get("closes", False) == (form.get("closes") == "true"), f"{where}: it closes exactly where the file says so")

    def check_NoticeGiven(self, event, data, state, programme, where, effects):
        check(any(one.get("impose") == data["measure"] for one in effects), f"{where}: its rule gives the notice")

    def check_Fined(self, event, data, state, programme, where, effects):
        fines = [one for one in effects if one.get("fine") == data["account"]]
        check(any("fen" not in one or self.is_such(one["fen"], data["fen"]) for one in fines), f"{where}: its rule takes such a sum")
        is_bill = programme.all("accounts")[data["account"]]["kind"] == "bill"
        taken = 0 if is_bill else min(data["fen"], state.holds(data["account"])[0])
        check((data["taken"], data["owed"]) == (taken, data["fen"] - taken), f"{where}: what is there is taken, the rest is owed")

    def check_ValueSet(self, event, data, state, programme, where, effects):
        declared = programme.all("attributes")[data["attribute"]]
        check(any(one.get("set") == data["attribute"] and programme.value(declared, one["to"]) == data["value"] for one in effects),
              f"{where}: its rule sets the value")


class SubjectBundle(Sealed):
    """A bundle of format 3: where a subject of a programme stands, every value of it checked."""

    def __init__(self, document, kept=None, key=None):
        self.checked = []
        has_fields(document, "the bundle", ("bundle", "provider", "programme", "asOf", "knownAt", "standing", "chain", "published",
                                            "seal", "check"))
        check(document["bundle"] == 3 and type(document["bundle"]) is int, "the bundle's format is 3")
        self.provider = document["provider"]
        check(isinstance(self.provider, str) and re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", self.provider),
              "the bundle names a subject")
        self.lines, self.hashes = read_chain(document["chain"], self.provider, "the chain")
        check(self.lines and self.lines[0]["type"] == "SubjectEnrolled", "the chain begins with an enrolment")
        self.says(f"the chain: {len(self.lines)} events, each hash follows from its line and the hash before")
        self.check_seal(document["seal"], key if not kept else None)
        self.check_published(document)
        self.check_kept(kept, key)
        self.versions = self.check_versions(document["programme"])
        self.as_of, self.known_at = day(document["asOf"]), instant(document["knownAt"])
        self.zone = next(iter(self.versions.values())).zone
        check(self.zone.text(self.known_at) == document["knownAt"], "knownAt is written as the ledger writes times")
        self.check_question(document)
        self.known = self.fold()
        found = difference(document["standing"], self.standing(), "standing")
        check(not found, f"the bundle states what follows: {found}")
        self.says("the standing: every value of it is the one that the events come to")

    def check_versions(self, key):
        """The versions of the subject's programme; each line names one of them."""
        books = {version.book.name: version for version in self.published
                 if isinstance(version.book, Programme) and version.book.key == key}
        for line in self.lines:
            check(line["rulebook"] in books and books[line["rulebook"]].position < line["position"],
                  f"the rulebook that position {line['position']} names was published before it")
        self.dated = sorted(books.values(), key=lambda version: (version.effective, version.position))
        self.says("the rulebooks: each text has the hash that the seal carries for its name: " + "; ".join(
            f"{printable(name)} {self.books[name]}" for name in sorted(books)))
        return {name: version.book for name, version in books.items()}

    def check_question(self, document):
        whole = hashlib.sha256(b"\x07" + framed(self.provider) + framed(document["asOf"]) + framed(document["knownAt"])
                               + number(self.seal["leaves"]) + self.root).hexdigest()
        check(document["check"] == whole, "the question (provider, asOf, knownAt) is the one the bundle was made for")

    def fold(self):
        """Folds the whole chain, holding each line to its rule; gives the state as known at the moment asked about."""
        rules, state, known = SubjectRules(self.versions), SubjectState(self.versions[self.lines[0]["rulebook"]]), None
        facts, last = set(), None
        for line in self.lines:
            event = Event.of(line, state.zone)
            check(last is None or event.recorded >= last, f"position {event.position} was recorded after the one before")
            last = event.recorded
            if known is None and event.recorded > self.known_at:
                known = copy.deepcopy(state)
            if event.type in SUBMITTED:
                facts.add(event.position)
            elif event.cause is not None:
                check(event.cause in facts, f"position {event.position} follows from an event of the chain")
            rules.check(event, state)
            state.take(event)
        self.says("each line by itself: what the ledger drew rests on a rule of its version that may do so; entries have the points, the "
                  "cap, the first and the last day that follow; money, judges, grades and ranges likewise")
        return known or state

    def standing(self):
        check(self.known.enrolled and self.known.enrolled <= self.as_of, "the subject was enrolled by the day asked about")
        before = [version for version in self.dated if version.effective <= self.as_of] or self.dated[:1]
        return self.known.standing(self.provider, self.as_of, self.known_at, before[-1].book)

    def unchecked(self):
        """What nobody can check with this file alone."""
        return self.unproved() + [
            "whether the tests of the rules held, which row of a choice they chose, and that no consequence is missing: the ledger decides "
            "every fact again (`koufen verify`)",
            "what other subjects did, where a test counts them (`linked`): other chains",
            "that the facts are true, and that those who submitted them were who they say and held their role",
            "that the question is the one you want answered: read provider and both clocks below"]

    def describe(self):
        stated = self.standing()
        yield printable(f"{self.provider} “{stated['name']}”, {stated['rulebook']}: as of {self.as_of}, as known at "
                        f"{self.zone.text(self.known_at)}" + (f"; out since {stated['closed']}" if stated["closed"] else ""))
        for name, value in stated["counters"].items():
            yield printable(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
            for index, entry in enumerate(self.known.entries, 1):
                if entry.counter == name:
                    yield printable(f"    #{index} {entry.breach or 'carried' if entry.carried else entry.breach or '–'}: {entry.charged}, "
                                    f"{entry.start} to {entry.until or 'ever'}, left {self.known.left(entry, self.as_of)}")
        for name in ("measures", "notices", "balance", "owed", "billed", "attributes", "duties", "pending"):
            if stated[name]:
                yield printable(f"  {name}: {json.dumps(stated[name], ensure_ascii=False)}")
        for line in stated["breaches"]:
            yield printable(f"  {line['on']} {line['breach']}: {line['clause']}, {line['state']}, {json.dumps(line['charged'])}")


# ---------------------------------------------------------------- the year, in the verifier's own words

def words(event):
    """One event in one line: what it says, when, by whom."""
    by = f" by {event.by['id']}@{event.by['role']}" if event.by else " by the ledger"
    said = ", ".join(f"{name}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
                     for name, value in event.data.items() if name != "text")
    return printable(f"#{event.position} {event.line['at']} {event.type}: {said};{by}")


def describe(bundle):
    if isinstance(bundle, SubjectBundle):
        yield from bundle.describe()
        return
    answer, state, year, zone = bundle.answer, bundle.answer.state, bundle.year, bundle.story.zone
    stated, line = answer.statement(), state.years.get(year)
    yield printable(f"{bundle.provider} “{stated['name']}”, {stated['kind']}: {year} as of {bundle.as_of}, as known at "
                    f"{zone.text(bundle.known_at)}")
    closing = f"closed at {line.closed}" if line and line.closed is not None else "not closed"
    yield f"  score {stated['score']} ({closing}); status {stated['status']}, expansion {stated['expansion']}"
    known = {event.position: event for event in answer.known}
    for event in answer.known:
        if event.type in ("ThresholdReached", "RectificationOpened", "RectificationClosed", "TerminationOpened",
                          "TerminationClosed", "RectificationPassed", "YearClosed") and (
                event.data.get("year", event.decided.get("year")) == year) and event.on <= bundle.as_of:
            yield "  " + words(event)
    yield f"  {len(answer.breaches)} breaches of the year:"
    for number_, (on, breach) in enumerate(answer.breaches, 1):
        yield from describe_breach(answer, known, number_, on, breach)
    yield "  how the score came about:" if answer.movements else "  no movement of the score"
    for step in answer.movements:
        about = f" {step['breach']}" if step["breach"] else ""
        yield printable(f"    #{step['position']} {step['kind']}{about}: {step['points']:+d}, score {step['score']}")


def describe_breach(answer, known, index, on, breach):
    line, due = answer.state.breaches[breach], answer.due(breach)
    outlets, cap = line.worked_out.get("outlets"), line.room
    yield printable(f"  {index}. {breach}: {line.clause} §{line.worked_out['section']}, act of {on}, {line.status}; "
                    f"{line.low}–{line.high} points")
    raised = known[line.raised]
    begun = answer.whole.due(answer.duty_behind(breach))[1] if due else []
    facts = sorted({*raised.data.get("facts", []), line.raised, *begun})
    for position in facts:
        if position in known:
            yield "     " + words(known[position])
    if outlets:
        yield "     outlets counted: " + ", ".join(outlets)
    if due:
        at = f" at {answer.zone.text(due.moment)}" if due.moment else ""
        yield f"     due {due.date}{at}: {due.rule}" + (", beyond the known calendar: provisional" if due.provisional else "")
        for day_, counted in due.days:
            yield f"       {day_} {due.book.kind(day_)[1]}: " + (f"counted, day {counted}" if counted else "not counted")
    for event in answer.known:
        if event.data.get("breach") == breach and event.position not in facts:
            yield "     " + words(event)
    if line.charged is not None:
        under = (f"cap {cap.limit} for {cap.key}, others charged {cap.others}, room {max(0, cap.limit - cap.others)}"
                 if cap else "no cap")
        yield printable(f"     assessed {line.assessed}, charged {line.charged}; {under}; appeal until {line.appeal_until}")


# ---------------------------------------------------------------- the command

def old_bundle(document):
    """A bundle of format 1: what its chain and seal prove, and loudly what they do not."""
    has_fields(document, "the bundle", ("provider", "chain", "seal"), document)
    lines, hashes = read_chain(document["chain"], document["provider"], "the chain")
    check(lines, "the chain has an event")
    seal = KeptSeal(json.dumps(document["seal"]))
    check(seal.heads.get(document["provider"]) == (len(lines), hashes[-1]), "the chain ends in its sealed head")
    score = {}
    for line in lines:
        if line["type"] in ("PointsDeducted", "PointsRestored"):
            data = line["data"]
            score[data["year"]] = score.get(data["year"], 0) + data.get("charged", 0) - data.get("restored", 0)
            check(data["score"] == score[data["year"]], f"the score stated at position {line['position']}")
    return lines, hashes, score


def verify(text, kept=None, key=None):
    """Checks the text of a bundle; raises Wrong at the first thing that does not hold."""
    return checked(read_json(text, "the bundle"), kept, key)


def checked(document, kept=None, key=None):
    """Checks a bundle that was read; the same."""
    try:
        return SubjectBundle(document, kept, key) if is_of_subject(document) else Bundle(document, kept, key)
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, UnicodeError, ValueError) as error:
        raise Wrong(f"a bundle that can be read ({type(error).__name__}: {printable(str(error))})") from None


def is_of_subject(document):
    """Whether a bundle is of a subject of a programme (format 3)."""
    return isinstance(document, dict) and document.get("bundle") == 3 and type(document["bundle"]) is int


def public_key(path):
    """The 32 bytes of an Ed25519 key in PEM (its last ones in DER)."""
    import base64
    with open(path, encoding="ascii", errors="replace") as file:
        lines = [line.strip() for line in file if not line.startswith("---")]
    try:
        der = base64.b64decode("".join(lines), validate=True)
    except ValueError:
        der = b""
    check(len(der) == 44 and der[:12].hex() == "302a300506032b6570032100", f"{path} is an Ed25519 public key in PEM")
    return der[12:]


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        print(f"verify_bundle: {error}", file=sys.stderr)
        sys.exit(66)
    except UnicodeDecodeError:
        raise Wrong(f"{path} is UTF-8") from None


def run(path, kept, key):
    document = read_json(read(path), "the bundle")
    kept = KeptSeal(read(kept)) if kept else None
    key = public_key(key) if key else None
    if isinstance(document, dict) and document.get("bundle") == 1 and type(document["bundle"]) is int:
        lines, hashes, score = old_bundle(document)
        print(f"A BUNDLE OF FORMAT 1, CHECKED ONLY IN PART: {printable(document['provider'])}, {len(lines)} events.")
        print("Checked: the chain, its place in the seal, and that the points in it add up: "
              + (", ".join(f"{year}: {points}" for year, points in sorted(score.items())) or "no points"))
        if kept:
            print("The kept seal: " + kept.check_chain(document["provider"], hashes))
        print("NOT checked: everything else in the file, `explanation`, `breaches` and the rulebooks above all. Do not rely on")
        print("them. Have a bundle of format 2 made of the same ledger: koufen explain PROVIDER --year Y --bundle FILE")
        return 2
    bundle = verify(read(path), kept, key)
    print((f"holds: {bundle.provider}: {len(bundle.known.breaches)} breaches, {len(bundle.lines)} events" if is_of_subject(document)
           else f"holds: {bundle.provider} {bundle.year}: score {bundle.answer.state.score(bundle.year)}, "
                f"{len(bundle.answer.breaches)} breaches, {len(bundle.lines)} events")
          + ("" if kept else " (WITHOUT A KEPT SEAL: only in agreement with itself)"))
    print("\nWhat was checked")
    for what in bundle.checked:
        print("  - " + what)
    print("\nWhat nobody can check with this file alone")
    for what in bundle.unchecked():
        print("  - " + what)
    print()
    for line in describe(bundle):
        print(line)
    return 0


def main(arguments):
    key = None
    if "--key" in arguments[:-1]:
        index = arguments.index("--key")
        key = arguments[index + 1]
        arguments = arguments[:index] + arguments[index + 2:]
    if len(arguments) not in (1, 2) or any(argument.startswith("-") for argument in arguments):
        print(__doc__, file=sys.stderr)
        return 64
    if yaml is None:
        print("verify_bundle: PyYAML is missing, and without it the rulebook cannot be read: nothing was checked.\n"
              "Install it (Debian: apt install python3-yaml; else: python3 -m pip install pyyaml) and run this again.",
              file=sys.stderr)
        return 69
    try:
        return run(arguments[0], arguments[1] if len(arguments) == 2 else None, key)
    except Wrong as wrong:
        print(f"does not hold: {wrong}")
        return 1
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, UnicodeError, ValueError) as error:
        print(f"does not hold: what is given can be read ({type(error).__name__}: {printable(str(error))})")
        return 1


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads no further, as head, ends it in silence
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
