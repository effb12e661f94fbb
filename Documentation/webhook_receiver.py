#!/usr/bin/env python3
"""Takes the events that a koufen server sends to a webhook, and prints a line for each.

A pattern for a receiver of your own: it believes nothing that is not signed, keeps what it was told before it
answers, passes over what it was told before, and says when something is missing.

    webhook_receiver.py --secret-file FILE [--listen 127.0.0.1:8099] [--keep FILE] [--filtered] [--once N]

Needs Python 3.9 and its standard library; for a webhook with the signature ed25519 also the package cryptography.

Exit codes: 0 done (--once, SIGINT, SIGTERM); 3 a signature or a time that is not right; 4 events out of order, or
missing; 5 events of another ledger; 64 wrong usage; 69 no library for Ed25519, or the address is taken.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE = 300  # seconds a delivery may be old or early
MOST = 1 << 20  # bytes of a body; a delivery has at most 512 KiB


class Refused(Exception):
    """Why a delivery is not taken: the status it is answered with, and the code to exit with (0: go on)."""

    def __init__(self, status, code, text):
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


# Who sent it


class Shared:
    """A secret that both sides have (whsec_…): HMAC-SHA-256."""

    mark = "v1"

    def __init__(self, text):
        self.secret = base64.b64decode(text.removeprefix("whsec_"), validate=True)

    def made(self, signed, signature):
        return hmac.compare_digest(hmac.new(self.secret, signed, hashlib.sha256).digest(), signature)


class Public:
    """The public half of the server's key (whpk_…): Ed25519."""

    mark = "v1a"

    def __init__(self, text):
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        except ImportError:
            sys.exit(end(69, "a whpk_ key needs the package cryptography (Debian: python3-cryptography)"))
        self.key = Ed25519PublicKey.from_public_bytes(base64.b64decode(text.removeprefix("whpk_"), validate=True))

    def made(self, signed, signature):
        from cryptography.exceptions import InvalidSignature

        try:
            self.key.verify(signature, signed)
            return True
        except InvalidSignature:
            return False


def check(headers, body, key, now):
    """Refuses what was not signed by the server, or not just now. The bytes are signed, not what they mean."""
    name, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (moment.isascii() and moment.isdigit()) or abs(now - int(moment)) > TOLERANCE:
        raise Refused(401, 3, f"the time of the delivery is {moment or 'missing'}, and here it is {int(now)}")
    signed = f"{name}.{moment}.".encode() + body
    # After its secret was renewed a webhook is signed by the old one too, for a day: one that is right is enough.
    for part in headers.get("webhook-signature", "").split():
        mark, _, text = part.partition(",")
        try:
            signature = base64.b64decode(text, validate=True)
        except ValueError:
            continue
        if mark == key.mark and key.made(signed, signature):
            return
    raise Refused(401, 3, "the signature is not right")


# What it tells


class Followed:
    """How far the log is known: the ledger's name and the last position, in a file where there is one."""

    def __init__(self, path, filtered):
        self.path, self.filtered = path, filtered
        self.ledger, self.position = None, None
        if path and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                kept = json.load(file)
            self.ledger, self.position = kept["ledger"], kept["position"]

    def take(self, data):
        """The events of a delivery that are new, in order; what was told before is passed over."""
        if self.ledger not in (None, data["ledger"]):
            raise Refused(409, 5, f"this is the ledger {data['ledger']}, not {self.ledger}: was another one restored?")
        new, position = [], self.position
        previous = None
        for event in data["events"]:
            here = event["position"]
            if previous is not None and here <= previous:
                raise Refused(409, 4, f"position {here} stands behind {previous}")
            previous = here
            if position is not None and here <= position:
                continue
            if position is not None and here != position + 1 and not self.filtered:
                raise Refused(409, 4, f"positions {position + 1} to {here - 1} are missing: read /v1/events?after={position}")
            new.append(event)
            position = here
        return new, position

    def keep(self, ledger, position):
        """Writes down how far it came; on the disk when this returns."""
        self.ledger, self.position = ledger, position
        if not self.path or position is None:
            return
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump({"ledger": ledger, "position": position}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.path + ".new", self.path)


def show(event):
    """A line for an event. Here a receiver of your own does its work: whatever is done twice must be harmless."""
    by = event["by"]
    who = f"{by['id']}@{by['role']}" if by else "-"
    print(event["position"], event["provider"], event["version"], event["type"], event["at"], who, flush=True)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        receiver = self.server
        try:
            self.answer(*self.taken(receiver))
        except Refused as refused:
            print(f"webhook_receiver: {refused.text}", file=sys.stderr, flush=True)
            self.answer(refused.status, refused.text + "\n")
            receiver.code = refused.code
        except (ValueError, KeyError, TypeError) as error:
            print(f"webhook_receiver: signed, but not understood: {error!r}", file=sys.stderr, flush=True)
            self.answer(400, "not understood\n")

    def taken(self, receiver):
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST:
            raise Refused(413, None, f"a body of {length or 'unknown'} bytes")
        body = self.rfile.read(int(length))
        check(self.headers, body, receiver.key, time.time())
        told = json.loads(body)
        if told["type"] == "koufen.test":
            print("a test, rightly signed", file=sys.stderr, flush=True)
        if told["type"] != "koufen.events":
            return 204, ""  # what comes some day is no fault
        data = told["data"]
        new, position = receiver.followed.take(data)
        for event in new:
            show(event)
        receiver.followed.keep(data["ledger"], position)
        # Only now: what is answered 2xx is not sent again.
        receiver.seen += len(new)
        if receiver.once and receiver.seen >= receiver.once:
            receiver.code = 0
        return 204, ""

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("content-length", str(len(text.encode())))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def end(code, text):
    print(f"webhook_receiver: {text}", file=sys.stderr)
    return code


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listen", default="127.0.0.1:8099", metavar="HOST:PORT", help="port 0 takes a free one")
    parser.add_argument("--secret-file", metavar="FILE", help="holds whsec_… or whpk_…; else $KOUFEN_WEBHOOK_SECRET")
    parser.add_argument("--keep", metavar="FILE", help="remember the last position here")
    parser.add_argument("--filtered", action="store_true", help="the webhook asks for some types or providers only")
    parser.add_argument("--once", type=int, metavar="N", help="end when N events have come")
    asked = parser.parse_args()
    secret = os.environ.get("KOUFEN_WEBHOOK_SECRET", "")
    if asked.secret_file:
        with open(asked.secret_file, encoding="utf-8") as file:
            secret = file.read()
    secret = secret.strip()
    try:
        key = {"whsec_": Shared, "whpk_": Public}[secret[: secret.find("_") + 1]](secret)
    except (KeyError, ValueError):
        return end(64, "the secret is none: expected whsec_… or whpk_…, by --secret-file or KOUFEN_WEBHOOK_SECRET")
    host, _, port = asked.listen.rpartition(":")
    if not port.isdigit():
        return end(64, f"--listen: expected HOST:PORT, not {asked.listen}")
    try:
        server = HTTPServer((host, int(port)), Receiver)
    except OSError as error:
        return end(69, f"{asked.listen}: {error.strerror}")
    server.key, server.followed = key, Followed(asked.keep, asked.filtered)
    server.seen, server.once, server.code = 0, asked.once, None

    def stop(*_):
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print(f"webhook_receiver: http://{host}:{server.server_port}/", file=sys.stderr, flush=True)
    while server.code is None:
        server.handle_request()
    return server.code


if __name__ == "__main__":
    sys.exit(main())
