#!/usr/bin/env python3
"""Checks a bundle written by `koufen explain PROVIDER --year Y --bundle FILE`.

Written from Documentation/Bundle.md and Documentation/LogFormat.md; needs nothing but Python 3.
Usage: verify_bundle.py FILE [SEAL]    exit code 0: everything holds; 1: something does not.
With SEAL, a seal kept elsewhere, also that the chain passes through what was sealed then.
"""
import hashlib
import json
import sys


def check(holds, what):
    if not holds:
        sys.exit("does not hold: " + what)


def number(value):
    return value.to_bytes(8, "big")


def moment(text):
    """Sorts as the moment does: a bundle writes all its times with the same offset."""
    whole, fraction = text[:19], text[19:-6]
    return whole, fraction.lstrip(".").ljust(9, "0")


def read_chain(bundle):
    """The events, and the hash of each, after checking every link."""
    events, hashes, previous = [], [], bytes(32)
    for index, exported in enumerate(bundle["chain"], 1):
        line, found, rest = exported.rpartition(',"hash":"')
        check(found and len(rest) == 66 and rest.endswith('"}'), f"line {index} ends in a hash")
        line, stored = (line + "}").encode(), rest[:64]
        previous = hashlib.sha256(b"\x01" + previous + number(len(line)) + line).digest()
        check(previous.hex() == stored, f"the hash of line {index}")
        event = json.loads(line)
        check(event["version"] == index, f"version {index} comes next")
        check(event["provider"] == bundle["provider"], f"line {index} is of the provider")
        events.append(event)
        hashes.append(stored)
    return events, hashes


def check_seal(seal, provider, hashes, whole):
    root = hashlib.sha256(b"\x02")
    for head in seal["heads"]:
        key = head["provider"].encode()
        root.update(number(len(key)) + key + number(head["version"]) + bytes.fromhex(head["hash"]))
    check(root.hexdigest() == seal["root"], "the seal's root is that of its heads")
    check(sum(head["version"] for head in seal["heads"]) == seal["count"], "the seal's heads add up to its count")
    heads = [head for head in seal["heads"] if head["provider"] == provider]
    if whole:
        check(len(heads) == 1 and heads[0]["version"] == len(hashes), "the chain is as long as the seal says")
    for head in heads:
        check(head["version"] <= len(hashes), "the chain is as long as when it was sealed")
        check(hashes[head["version"] - 1] == head["hash"], "the chain passes through its sealed head")


def movements(events, year, as_of, known_at):
    """Position, amount and score of every movement of the year in the view, added again from the events."""
    charged, score, found = {}, 0, []
    for event in events:
        if moment(event["recordedAt"]) > moment(known_at):
            continue
        kind, data, position = event["type"], event["data"], event["position"]
        before = score
        if kind == "PointsDeducted" and data["on"] <= as_of and data["on"][:4] == f"{year:04}":
            charged[data["breach"]] = data["charged"]
            score += data["charged"]
        elif kind == "AppealDecided" and data["outcome"] != "confirmed" and data["breach"] in charged:
            now = min(charged[data["breach"]], data["points"]) if data["outcome"] == "reduced" else 0
            score = max(0, score - (charged[data["breach"]] - now))
            charged[data["breach"]] = now
        elif kind == "RectificationPassed" and event["at"][:10] <= as_of and event["decided"]["year"] == year:
            score = max(0, score - data["reduction"])
        else:
            continue
        found.append((position, score - before, score))
    return found, score


def check_stated(events, year):
    """With everything known, every score the log states is the sum so far."""
    score = 0
    for event in events:
        data = event["data"]
        if event["type"] in ("PointsDeducted", "PointsRestored") and data["year"] == year:
            score += data.get("charged", 0) - data.get("restored", 0)
            check(data["score"] == score, f"the score stated at position {event['position']}")


def main(path, kept=None):
    with open(path, encoding="utf-8") as file:
        bundle = json.load(file)
    check(bundle["bundle"] == 1, "the bundle's format is 1")
    events, hashes = read_chain(bundle)
    check_seal(bundle["seal"], bundle["provider"], hashes, whole=True)
    if kept:
        with open(kept, encoding="utf-8") as file:
            check_seal(json.load(file), bundle["provider"], hashes, whole=False)
    for rulebook in bundle["rulebooks"]:
        check(hashlib.sha256(rulebook["text"].encode()).hexdigest() == rulebook["sha256"],
              f"the hash of the rulebook {rulebook['version']}")
    names = {rulebook["version"] for rulebook in bundle["rulebooks"]}
    check(all(event["rulebook"] in names for event in events), "every event's rulebook is in the bundle")
    check_stated(events, bundle["year"])
    found, score = movements(events, bundle["year"], bundle["asOf"], bundle["knownAt"])
    explanation = bundle["explanation"]
    stated = [(m["event"]["position"], m["points"], m["score"]) for m in explanation["movements"]]
    check(stated == found, f"the movements explained are those of the events: {stated} {found}")
    check(explanation["score"] == score == bundle["score"], f"the score: {explanation['score']}, added again {score}")
    by_position = {event["position"]: value for event, value in zip(events, hashes)}
    for part in [explanation] + bundle["breaches"]:
        for proof in part["chain"]:
            check(by_position.get(proof["position"]) == proof["hash"], f"the proof of position {proof['position']}")
    print(f"holds: {bundle['provider']} {bundle['year']}: {len(found)} movements, score {score}, "
          f"{len(events)} events, {len(bundle['breaches'])} breaches explained")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
