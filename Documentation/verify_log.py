#!/usr/bin/env python3
"""Verifies an exported koufen log without koufen: python3 verify_log.py LOG [SEAL]

Written from LogFormat.md. Needs nothing but Python's standard library.
Exit 0: every link holds (and, with a seal, everything sealed is there unchanged). Exit 1: the first bad line is named.
"""
import hashlib
import json
import re
import sys

TAIL = re.compile(rb',"hash":"([0-9a-f]{64})"\}$')
ZERO = bytes(32)


def chain(previous, line):
    """SHA-256 over the format byte 1, the previous hash, the line's length (8 bytes, big-endian) and the line."""
    return hashlib.sha256(b"\x01" + previous + len(line).to_bytes(8, "big") + line).digest()


def root(heads):
    """SHA-256 over the tag 2 and every chain's provider (length-prefixed), version (8 bytes) and last hash."""
    digest = hashlib.sha256(b"\x02")
    for provider, (version, last) in sorted(heads.items(), key=lambda item: item[0].encode()):
        name = provider.encode()
        digest.update(len(name).to_bytes(8, "big") + name + version.to_bytes(8, "big") + last)
    return digest.hexdigest()


def score(scores, event):
    """Adds up the points as the log states them; each statement carries the score it leads to, which must agree."""
    data, provider = event["data"], event["provider"]
    if event["type"] == "PointsDeducted":
        key, change = (provider, data["year"]), data["charged"]
    elif event["type"] == "PointsRestored":
        key, change = (provider, data["year"]), -data["restored"]
    else:
        return None
    scores[key] = scores.get(key, 0) + change
    if scores[key] != data["score"] or scores[key] < 0:
        return f"the points add up to {scores[key]}, but the event says {data['score']}"
    return None


def check(number, raw, heads, hashes, scores):
    """What is wrong with one line, or None."""
    match = TAIL.search(raw)
    if not match:
        return "no hash at its end"
    line = raw[: match.start()] + b"}"
    try:
        event = json.loads(line)
        provider, version = event["provider"], event["version"]
    except (ValueError, KeyError, TypeError) as error:
        return f"not an event: {error}"
    before, previous = heads.get(provider, (0, ZERO))
    if event["position"] != number:
        return f"position {event['position']} where {number} should be"
    if version != before + 1:
        return f"version {version} of {provider} where {before + 1} should be"
    digest = chain(previous, line)
    if digest.hex().encode() != match.group(1):
        return "its hash does not follow from its bytes and the hash before it"
    if event["type"] == "RulebookPublished":
        if hashlib.sha256(event["data"]["text"].encode()).hexdigest() != event["data"]["sha256"]:
            return "the hash it states is not that of its rulebook's text"
    heads[provider] = (version, digest)
    hashes[(provider, version)] = digest
    return score(scores, event)


def check_seal(seal, hashes):
    """What the log lacks of what was sealed, or None."""
    sealed = {head["provider"]: (head["version"], bytes.fromhex(head["hash"])) for head in seal["heads"]}
    if root(sealed) != seal["root"]:
        return "the seal's root is not that of its heads"
    if sum(version for version, _ in sealed.values()) != seal["count"]:
        return "the seal's heads do not add up to its count"
    for provider, (version, digest) in sealed.items():
        if hashes.get((provider, version)) != digest:
            return f"{provider} is not what was sealed at version {version}"
    return None


def main(log, seal=None):
    heads, hashes, scores, number = {}, {}, {}, 0
    with open(log, "rb") as lines:
        for number, raw in enumerate(lines, 1):
            problem = check(number, raw.rstrip(b"\n"), heads, hashes, scores)
            if problem:
                print(f"line {number}: {problem}")
                return 1
    if seal:
        with open(seal, encoding="utf-8") as file:
            problem = check_seal(json.load(file), hashes)
        if problem:
            print(problem)
            return 1
    print(f"sound: {number} events of {len(heads.keys() - {'@rulebook'})} providers")
    print(f"log     {root(heads)}")
    for (provider, year), points in sorted(scores.items()):
        print(f"score   {provider} {year} {points}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
