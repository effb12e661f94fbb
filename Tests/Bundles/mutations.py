"""Changes every value of bundles, one at a time: python3 mutations.py FOLDER

FOLDER holds NAME.json (a bundle) and NAME.seal (a seal kept elsewhere) for each story. Three rounds for each bundle:

1. every value changed, removed, doubled, every list's neighbours swapped, a field added to every object, every field
   written twice, without a kept seal;
2. the same by a forger who makes `check` anew, which anyone can;
3. every value inside every chained line, and every number of every rulebook, by a forger who makes all hashes, the tree,
   the root and `check` anew, with the kept seal in hand.

Prints what went unnoticed. Exit code 0 when that is nothing but what MEANINGLESS lists.
"""
import copy
import hashlib
import json
import pathlib
import re
import sys

from holds import load

VERIFIER = load()

# What only `check` holds, which a forger can make anew, and why that deceives nobody.
MEANINGLESS = {
    "year": "another question: the verifier derives and prints the true answer to it, and states the year",
    "asOf": "another question, likewise",
    "knownAt": "another question, likewise",
    "seal.leaves": "how many chains the ledger has, where the path to the top stays the same; nothing is derived from it",
}


class Twice:
    """A field written twice."""

    def __init__(self, value):
        self.value = value


def dump(value):
    """JSON in which a field whose value is `Twice` stands twice."""
    if isinstance(value, dict):
        parts = []
        for name, inner in value.items():
            times = 2 if isinstance(inner, Twice) else 1
            inner = inner.value if isinstance(inner, Twice) else inner
            parts += [json.dumps(name) + ":" + dump(inner)] * times
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(dump(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def others(value):
    """Values that a leaf could be changed to."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower(), None]
    if isinstance(value, int):
        return [value + 1, value - 1, -value - 7, float(value), str(value), True, None, [value]]
    if isinstance(value, str):
        middle = len(value) // 2
        flipped = value[:middle] + ("x" if value[middle:middle + 1] != "x" else "y") + value[middle + 1:]
        near = [flipped, value + " ", value + "0", value[:-1], "", None, 0, [value], value.upper() + "!"]
        if re.match(r"\d{4}-\d\d-\d\d", value):
            near += [value[:9] + str((int(value[9]) + 1) % 9) + value[10:], str(int(value[:4]) - 1) + value[4:]]
        if re.fullmatch("[0-9a-f]{64}", value):
            near += ["%064x" % (int(value, 16) ^ 1), "0" * 64]
        return near
    return [0, "", False, "null", {}, []]


def changes(value, place=()):
    """Every single change: where, what, and the changed whole as a function of a copy."""
    if isinstance(value, dict):
        yield place, "a field added", put(place + ("also",), 1)
        for name in value:
            yield place + (name,), "removed", drop(place + (name,))
            yield place + (name,), "written twice", put(place + (name,), Twice(value[name]))
            yield from changes(value[name], place + (name,))
    elif isinstance(value, list):
        yield place, "an item added", put(place, value + [1])
        for index, item in enumerate(value):
            yield place + (index,), "removed", drop(place + (index,))
            yield place + (index,), "doubled", insert(place + (index,), item)
            if index and value[index - 1] != item:
                yield place + (index,), "swapped", swap(place + (index,))
            yield from changes(item, place + (index,))
    if isinstance(value, (dict, list)):
        for other in (None, 0, "", [] if value != [] else {}):
            yield place, f"made {other!r}", put(place, other)
    else:
        for other in others(value):
            if type(other) is not type(value) or other != value:
                yield place, f"made {str(other)[:40]!r}", put(place, other)


def edited(whole, place, edit):
    """The whole with one part edited; what is not on the way to it is shared, not copied."""
    if not place:
        return edit(whole)
    part = copy.copy(whole)
    part[place[0]] = edited(whole[place[0]], place[1:], edit)
    return part


def put(place, value):
    def edit(part):
        part = copy.copy(part)
        part[place[-1]] = value
        return part
    return (lambda whole: edited(whole, place[:-1], edit)) if place else (lambda whole: value)


def sliced(place, change):
    """A change of a list or an object that works on a copy of it."""
    def edit(part):
        part = copy.copy(part)
        change(part, place[-1])
        return part
    return lambda whole: edited(whole, place[:-1], edit)


def drop(place):
    return sliced(place, lambda part, step: part.__delitem__(step))


def insert(place, value):
    return sliced(place, lambda part, step: part.insert(step, value))


def swap(place):
    def change(part, step):
        part[step - 1], part[step] = part[step], part[step - 1]
    return sliced(place, change)


class Memory:
    """What the verifier makes of parts that no change touched, by the identity of the parts."""

    def __init__(self, function, key):
        self.function, self.key, self.made = function, key, {}

    def __call__(self, *arguments):
        key = self.key(*arguments)
        if key not in self.made or len(self.made) > 200:
            self.made = {**(self.made if len(self.made) <= 200 else {}), key: (arguments, self.function(*arguments))}
        return self.made[key][1]

    def __getattr__(self, name):
        return getattr(self.function, name)


VERIFIER.read_chain = Memory(VERIFIER.read_chain, lambda lines, provider, what: (id(lines), str(provider), what))
VERIFIER.Story = Memory(VERIFIER.Story, lambda provider, lines, rules: (provider, id(lines), id(rules.carried), tuple(
    (version.position, version.effective, id(version.book)) for version in rules.published)))


def is_found(document, kept=None):
    """Whether the verifier finds something wrong with a bundle, given as a document or as its text."""
    try:
        if isinstance(document, str):
            VERIFIER.verify(document, kept)
        else:
            VERIFIER.checked(document, kept)
        return False
    except VERIFIER.Wrong:
        return True


# The forger, who can make everything anew that is in the bundle.

def make_check(bundle):
    """The bundle with `check` made anew, if it is still whole enough for that."""
    try:
        seal = bundle["seal"]
        year = b"" if "standing" in bundle else VERIFIER.number(bundle["year"])  # A subject's bundle has none.
        return dict(bundle, check=hashlib.sha256(
            (b"\x06" if year else b"\x07") + VERIFIER.framed(bundle["provider"]) + year + VERIFIER.framed(bundle["asOf"])
            + VERIFIER.framed(bundle["knownAt"]) + VERIFIER.number(seal["leaves"]) + bytes.fromhex(seal["root"])).hexdigest())
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return bundle


def make_seal(bundle):
    """Head, tree, root and `check` made anew over chains and rulebooks as they stand: a ledger of this provider alone."""
    seal, published = dict(bundle["seal"]), bundle["published"] and dict(bundle["published"])
    leaves = [(bundle["provider"], bundle["chain"])] + ([(VERIFIER.RULEBOOKS, published["chain"])] if published else [])
    leaves.sort(key=lambda entry: entry[0].encode())
    hashed = [VERIFIER.leaf(name, len(chain), bytes.fromhex(chain[-1][-66:-2])) for name, chain in leaves]
    for index, (name, chain) in enumerate(leaves):
        part = seal if name == bundle["provider"] else published
        part["leaf"], part["path"] = index, [h.hex() for i, h in enumerate(hashed) if i != index]
    seal["leaves"], seal["tree"] = len(leaves), VERIFIER.tree_of(hashed).hex()
    seal["head"] = {"provider": bundle["provider"], "version": len(bundle["chain"]), "hash": bundle["chain"][-1][-66:-2]}
    digests = {book["name"]: hashlib.sha256(book["text"].encode()).hexdigest() for book in bundle.get("rulebooks", [])}
    for line in published["chain"] if published else []:
        data = json.loads(line)["data"]
        digests[data["name"]] = data["sha256"]
    seal["rulebooks"] = [{"name": name, "sha256": digests[name]} for name in sorted(digests, key=str.encode)]
    whole = b"\x05" + bytes.fromhex(seal["tree"]) + VERIFIER.number(seal["count"]) + VERIFIER.framed(seal["time"])
    whole += VERIFIER.number(len(digests))
    for book in seal["rulebooks"]:
        whole += VERIFIER.framed(book["name"]) + bytes.fromhex(book["sha256"])
    seal["root"] = hashlib.sha256(whole).hexdigest()
    for stale in ("key", "signature"):
        seal.pop(stale, None)
    return make_check(dict(bundle, seal=seal, published=published))


def make_chain(lines):
    """The chain's hashes made anew."""
    previous, out = bytes(32), []
    for line in lines:
        raw = (line.rpartition(',"hash":"')[0] + "}").encode()
        previous = hashlib.sha256(b"\x01" + previous + VERIFIER.number(len(raw)) + raw).digest()
        out.append(raw.decode()[:-1] + ',"hash":"' + previous.hex() + '"}')
    return out


def forged_lines(bundle):
    """Every value of every chained line changed, all hashes made anew; and every line removed."""
    for which, chain in (("chain", bundle["chain"]), ("published", (bundle["published"] or {}).get("chain", []))):
        for index, line in enumerate(chain):
            event = json.loads(line)
            for place, what, change in [] if "RulebookPublished" in line and which == "chain" else changes(event):
                if what in ("written twice",) or not place:
                    continue
                yield f"{which}[{index}].{name_of(place)}", what, which, index, change(event)
            yield f"{which}[{index}]", "removed", which, index, None


def forge_line(bundle, which, index, event):
    chain = list(bundle["chain"] if which == "chain" else bundle["published"]["chain"])
    if event is None:
        del chain[index]
    else:
        chain[index] = json.dumps(dict(event, hash="0" * 64), ensure_ascii=False, separators=(",", ":"))
    chain = make_chain(chain)
    if which == "chain":
        forged = dict(bundle, chain=chain)
    else:
        forged = dict(bundle, published=dict(bundle["published"], chain=chain) if chain else None)
    return make_seal(forged)


def forged_rulebooks(bundle):
    """Every number of the carried rulebook raised by one, its hash made anew."""
    for index, book in enumerate(bundle.get("rulebooks", [])):
        for found in list(re.finditer(r"\d+", book["text"].split("calendar:")[0]))[:400]:
            text = book["text"]
            changed = text[:found.start()] + str(int(found[0]) + 1) + text[found.end():]
            forged = make_seal(put(("rulebooks", index, "text"), changed)(bundle))
            yield f"rulebooks[{index}].text: {text[:found.start()].count(chr(10)) + 1}", "a number", forged


def name_of(place):
    return "".join(f"[{step}]" if isinstance(step, int) else ("." if i else "") + step for i, step in enumerate(place))


def attack(file):
    """How many changes were made, and those that went unnoticed."""
    bundle = json.loads(file.read_text(encoding="utf-8"))
    kept = VERIFIER.KeptSeal(file.with_suffix(".seal").read_text(encoding="utf-8"))
    assert not is_found(json.dumps(bundle), kept), f"{file.name} holds as it is"
    tried, missed, tolerated = 0, [], []
    for place, what, change in changes(bundle):
        for remade in (False, True):
            changed = change(bundle)
            if remade:
                if place[:1] == ("check",) or not isinstance(changed, dict) or what == "written twice":
                    continue
                changed = make_check(changed)
            tried += 1
            if not is_found(dump(changed) if what == "written twice" else changed):
                known = remade and name_of(place) in MEANINGLESS
                (tolerated if known else missed).append((name_of(place), what, "check made anew" if remade else ""))
    for place, what, which, index, event in forged_lines(bundle):
        tried += 1
        try:
            forged = forge_line(bundle, which, index, event)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            continue
        if not is_found(forged, kept) and forged["chain"] != bundle["chain"]:
            missed.append((place, what, "all hashes made anew, kept seal in hand"))
    for place, what, forged in forged_rulebooks(bundle):
        tried += 1
        if not is_found(forged, kept):
            missed.append((place, what, "all hashes made anew, kept seal in hand"))
    return tried, missed, tolerated


def main(folder):
    all_tried, all_missed, reasons = 0, 0, set()
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        VERIFIER.read_chain.made, VERIFIER.Story.made = {}, {}
        tried, missed, tolerated = attack(file)
        all_tried, all_missed = all_tried + tried, all_missed + len(missed)
        reasons |= {place for place, _, _ in tolerated}
        print(f"{file.stem}: {tried} changes, {len(missed)} unnoticed")
        for place, what, how in missed:
            print(f"  UNNOTICED {place}: {what} {how}")
    for place in sorted(reasons):
        print(f"of no meaning: {place}: {MEANINGLESS[place]}")
    print(f"{all_tried} changes, {all_missed} unnoticed")
    return 1 if all_missed or not all_tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
