"""How long the first byte of each page takes, as a report: first_byte.py ADDRESS PASSWORD [REQUESTS]

The server is one that `koufen serve --demo` began, with --limit person-rate and person-burst above what is asked here. One
connection, one request after the other, each to its own page; the median and the 99th in a hundred, in milliseconds, and the bytes.
It holds nothing to a limit: that is the matter of whoever reads it, on a machine that is otherwise quiet.
"""
import http.client
import sys
import time
import urllib.parse

ADDRESS, PASSWORD = sys.argv[1:3]
REQUESTS = int(sys.argv[3]) if len(sys.argv) > 3 else 200
PAGES = {
    "department-head": [
        "/", "/?mayReach=true", "/work", "/work?role=all", "/providers/hz-03", "/providers/wz-02", "/providers/hz-03/years/2011",
        "/providers/hz-03/outlets", "/providers/hz-03/breaches/training-failure:tr-1", "/providers/hz-03/steps/20",
        "/providers/hz-03/do/BreachReported", "/events", "/events/218", "/rulebooks", "/rulebooks/taobao-daigou-1.5", "/years/2011",
        "/what-if", "/me", "/help",
    ],
    "auditor": ["/audit"],
    "provider": ["/"],
}


class Visitor:
    """Somebody who is signed in, with one connection."""

    def __init__(self, account):
        self.connection = http.client.HTTPConnection(urllib.parse.urlparse(ADDRESS).netloc)
        form = urllib.parse.urlencode({"account": account, "password": PASSWORD})
        self.connection.request(
            "POST", "/sign-in", form,
            {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", "accept": "text/html"})
        answer = self.connection.getresponse()
        answer.read()
        self.headers = {"cookie": answer.getheader("set-cookie").split(";")[0], "accept": "text/html"}

    def look(self, page):
        """Seconds to the first byte of a page, and its bytes."""
        begun = time.perf_counter()
        self.connection.request("GET", page, headers=self.headers)
        answer = self.connection.getresponse()
        taken = time.perf_counter() - begun
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{page}: {answer.status}")
        return taken, len(body)


print(f"{'page':<52}{'p50 ms':>8}{'p99 ms':>8}{'bytes':>9}")
for account, pages in PAGES.items():
    visitor = Visitor(account)
    for page in pages:
        looks = sorted(visitor.look(page) for _ in range(REQUESTS))
        middle, late = looks[len(looks) // 2][0], looks[min(len(looks) - 1, len(looks) * 99 // 100)][0]
        print(f"{account[:10] + ' ' + page:<52}{middle * 1000:>8.1f}{late * 1000:>8.1f}{looks[0][1]:>9}", flush=True)
