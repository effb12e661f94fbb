"""Pages in a real browser: every value against the API, axe, the keyboard alone, no script, three widths, light and dark, both
languages, print, and no breach of the policy.  pages_test.py ADDRESS PASSWORD FOLDER

The server is one that `koufen serve --demo` began. What is found is printed, one a line; the exit code says whether anything was.
"""
import json
import os
import sys
import urllib.parse

from looking import *

PLACE = Place(*sys.argv[1:4])
THEN = "asOf=2011-06-15&knownAt=2011-06-15T20:00:00"
# Pages by who looks at them; what others add below is looked at alike.
PAGES = {
    "channel-operations": [
        ("overview", "/"), ("overview-then", f"/?{THEN}"), ("work", "/work"), ("work-all", "/work?role=all"),
        ("provider", "/providers/hz-03"), ("provider-then", f"/providers/wz-02?{THEN}&curve=act"),
        ("breach", "/providers/hz-03/breaches/training-failure:tr-1"),
        ("breach-days", "/providers/hz-01/breaches/service-complaint:ticket:t-2"),
        ("statement", "/providers/wz-02/years/2011"), ("outlets", "/providers/hz-01/outlets"),
        ("step", "/providers/hz-03/steps/20"), ("events", "/events?limit=30"), ("event", "/events/218"),
        ("jump", "/jump?q=hz"), ("nothing", "/nothing"),
    ],
    "provider": [("own", "/"), ("own-work", "/work"), ("own-breach", "/providers/hz-03/breaches/training-failure:tr-1")],
    "auditor": [("audited-overview", "/"), ("audited-events", "/events?limit=10"), ("audit", "/audit")],
    "department-head": [
        ("rules", "/rulebooks"), ("rulebook", "/rulebooks/taobao-daigou-1.5"),
        ("rules-differ", "/rulebooks/diff?a=taobao-daigou-1.5&b=taobao-daigou-1.5-offices"),
        ("rules-differ-part", "/rulebooks/diff?a=taobao-daigou-1.5&b=taobao-daigou-1.5-offices&part=contacts.keys"), ("draft", "/rulebooks/draft"),
        ("years", "/years"), ("year", "/years/2011"), ("what-if", "/what-if"), ("me", "/me"), ("help", "/help"),
        ("code", "/problems/same-person"),
    ],
    "access-admin": [("access", "/audit")],
    "outlet": [("receipts", "/events")],
}


def without_script(browser):
    """Signing in, filtering, going back in time and signing out need no script (pages P2)."""
    context, page = looked_at(browser, PLACE, "channel-operations", script=False)
    page.goto(spoken(PLACE, "/", "en"))
    page.fill("#f-q", "hz-03")
    page.click(".filters button")
    if page.locator("tbody tr").count() != 1:
        say("no script: the filter did not narrow the list")
    page.click("a.day-before")
    if "asOf=2011-06-15" not in page.url or "q=hz-03" not in page.url:
        say(f"no script: a day before led to {page.url}")
    if page.locator(".past").count() != 1:
        say("no script: the past has no banner")
    page.goto(spoken(PLACE, "/", "en"))
    page.click(".menu summary")
    page.click(".menu button")
    if "/sign-in" not in page.url:
        say(f"no script: signing out led to {page.url}")
    context.close()


def by_itself(browser):
    """What came in is announced, and nothing moves; a tab that is not looked at follows nothing (pages P9)."""
    context, page = looked_at(browser, PLACE, "channel-expansion")
    page.goto(spoken(PLACE, "/events?provider=zj-91", "en"))
    before = page.locator("tbody").inner_text()
    streams = []
    page.on("request", lambda request: streams.append(request.url) if "format=sse" in request.url else None)
    page.wait_for_timeout(500)

    def report(number):
        answer = context.request.post(
            f"{PLACE.address}/v1/providers/zj-91/events", headers={"content-type": "application/json", "sec-fetch-site": "same-origin"},
            data=json.dumps({"type": "BreachReported", "data": {"breach": f"by-itself-{number}", "clause": "negative-press", "evidence": "x"}}))
        if answer.status != 201:
            say(f"by itself: {answer.status} {answer.text()[:200]}")

    report(1)
    page.locator(".news").wait_for(state="visible", timeout=10_000)
    if "1 new" not in page.inner_text(".news") or page.locator("tbody").inner_text() != before:
        say(f"by itself: the page says {page.inner_text('.news')!r}, or its rows moved")
    page.evaluate("""() => { Object.defineProperty(document, 'hidden', {value: true});
      Object.defineProperty(document, 'visibilityState', {value: 'hidden'}); document.dispatchEvent(new Event('visibilitychange')); }""")
    followed = len(streams)
    report(2)
    page.wait_for_timeout(1_000)
    if "1 new" not in page.inner_text(".news") or len(streams) != followed:
        say("by itself: a tab that nobody looks at follows the log")
    page.click(".news a")
    page.wait_for_load_state()
    if "by-itself-2" not in page.inner_text("tbody"):
        say("by itself: what is new is not behind its link")
    context.close()


def on_paper(browser):
    """What is printed has its basis, and neither navigation nor forms (pages P14)."""
    from pypdf import PdfReader

    context, page = looked_at(browser, PLACE, "channel-operations")
    for name, address in (
            ("breach", "/providers/hz-01/breaches/service-complaint:ticket:t-2"), ("overview", "/"),
            ("work", "/work?role=all")):
        page.goto(spoken(PLACE, address, "en"))
        path = os.path.join(PLACE.folder, name + ".pdf")
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
        text = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)
        for wanted in ("SHA-256", "printed by", "known at") + (("by whom",) if name == "work" else ()):
            if wanted not in " ".join(text.split()):
                say(f"print {name}: without {wanted!r}")
        for unwanted in ("Jump to", "Sign out", "Filter and order", "List those marked"):
            if unwanted in text:
                say(f"print {name}: with {unwanted!r}")
    context.close()


def by_keys(browser):
    """The shortcuts, and that none works in a field (pages P12)."""
    context, page = looked_at(browser, PLACE, "channel-operations")
    page.goto(spoken(PLACE, "/", "en"))
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/events**")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url(lambda url: urllib.parse.urlparse(url).path == "/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/providers/**")
    page.keyboard.press("/")
    page.keyboard.type("gw")
    if page.input_value("#jump") != "gw" or "/providers/" not in page.url:
        say("keys: a letter in a field was taken for a shortcut")
    page.goto(spoken(PLACE, "/work?role=all", "en"))
    for key in "jxjx":
        page.keyboard.press(key)
    if page.locator("[name='mark']:checked").count() != 2:
        say("keys: two rows of the work were not marked")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/providers/**")
    context.close()


def by_the_clock(browser):
    """It is said two minutes before a session ends, and again after that was put off (pages P11)."""
    context, page = looked_at(browser, PLACE, "channel-operations")
    page.clock.install()
    page.goto(spoken(PLACE, "/", "en"))
    for _ in range(2):
        page.clock.fast_forward("58:30")
        page.click("text=Stay signed in")
        page.locator("text=Stay signed in").wait_for(state="detached")
    if not page.evaluate("Number(localStorage.getItem('signed-in')) > 0"):
        say("clock: when somebody signed in is not noted")
    page.evaluate("""() => { localStorage.setItem('signed-in', Date.now() - 11.5 * 3600 * 1000);
      dispatchEvent(new StorageEvent('storage', {key: 'signed-in'})); }""")
    page.clock.fast_forward("28:30")
    if "twelve hours" not in page.locator("main [role='alert']").inner_text():
        say("clock: the end of a session after twelve hours is not announced")
    context.close()


def all_of_it(browser):
    for account, pages in PAGES.items():
        look(browser, PLACE, account, pages)
    without_script(browser)
    by_keys(browser)
    by_the_clock(browser)
    by_itself(browser)
    on_paper(browser)


in_browser(all_of_it)
print(f"{len(found)} findings; screenshots in {PLACE.folder}")
sys.exit(1 if found else 0)
