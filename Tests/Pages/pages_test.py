"""Pages in a real browser: every value against the API, axe, the keyboard alone, no script, three widths, light and dark, both
languages, print, and no breach of the policy.  pages_test.py ADDRESS PASSWORD FOLDER

The server is one that `koufen serve --demo` began. What is found is printed, one a line; the exit code says whether anything was.
"""
import json
import os
import sys
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ADDRESS, PASSWORD, FOLDER = sys.argv[1:4]
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
    "auditor": [("audited-overview", "/"), ("audited-events", "/events?limit=10")],
}
WIDTHS = [(1440, 900), (390, 844), (320, 640)]
found = []


def say(text):
    found.append(text)
    print(text, flush=True)


def sign_in(page, account):
    page.goto(f"{ADDRESS}/sign-in?lang=en")
    page.fill("#account", account)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_load_state()


def spoken(address, language):
    return f"{ADDRESS}{address}{'&' if '?' in address else '?'}lang={language}"


def at(tree, path):
    for step in path.split("/"):
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list):
            if step.isdigit() and int(step) < len(tree):
                tree = tree[int(step)]
            else:
                tree = next((item for item in tree if isinstance(item, dict) and step in map(str, item.values())), None)
        else:
            return None
    return tree


def as_value(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def values(context, page, name):
    """Every value of the page is that of the answer it names (pages P4)."""
    shown = page.evaluate(
        """() => [...document.querySelectorAll('[data-path]')].map(e => ({
            path: e.dataset.path, value: e.getAttribute('value') ?? e.getAttribute('datetime'),
            of: e.parentElement.closest('[data-of]')?.dataset.of
              ?? document.querySelector('link[type="application/json"]')?.getAttribute('href')}))"""
    )
    answers = {}
    for value in shown:
        of = value["of"]
        if of not in answers:
            answer = context.request.get(ADDRESS + of)
            answers[of] = answer.json() if answer.ok else None
        # What depends on the very moment of the question moves on.
        if value["path"].split("/")[-1] in ("knownAt", "hoursLeft", "ageHours"):
            continue
        there = as_value(at(answers[of], value["path"]))
        if there != value["value"]:
            say(f"value {name}: {of} {value['path']} is {there!r}, shown {value['value']!r}")
    return len(shown)


def sizes(page, name, width):
    over = page.evaluate("document.documentElement.scrollWidth")
    if over > width:
        say(f"width {name}: {over} px at {width}")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, a.button, a.step, input')].filter(e => {
            const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && (r.width < 20 || r.height < 20) && e.type !== 'checkbox';
        }).map(e => e.outerHTML.slice(0, 80))"""
    )
    for element in small:
        say(f"target {name}: {element}")


def accessible(page, name):
    result = Axe().run(page)
    for finding in result.response["violations"]:
        for node in finding["nodes"][:3]:
            say(f"axe {name}: {finding['id']} ({finding['impact']}): {node['html'][:160]}")


def by_keyboard(page, name):
    """Everything that can be pressed is reached by Tab, and is seen when it is."""
    count = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
              .filter(e => e.checkVisibility() && e.type !== 'hidden').length"""
    )
    seen = set()
    page.evaluate("document.activeElement?.blur()")
    for _ in range(min(count, 60)):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
                const s = getComputedStyle(e); const r = e.getBoundingClientRect();
                return {what: e.outerHTML.slice(0, 90), outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                        inside: r.bottom > 0 && r.top < innerHeight}; }"""
        )
        if where is None:
            break
        seen.add(where["what"])
        if not where["outline"]:
            say(f"focus {name}: not visible on {where['what']}")
        if not where["inside"]:
            say(f"focus {name}: out of sight on {where['what']}")
    if len(seen) < min(count, 60) // 2:
        say(f"focus {name}: {len(seen)} of {count} reached")


def look(browser, account, pages):
    for scheme in ("light", "dark"):
        for width, height in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.on("console", lambda m: say(f"console {page.url}: {m.text}") if "Content Security Policy" in m.text or m.type == "error" and "404" not in m.text else None)
            page.on("pageerror", lambda e: say(f"script {page.url}: {e}"))
            page.on("request", lambda r: None if r.url.startswith(ADDRESS) else say(f"request elsewhere: {r.url}"))
            sign_in(page, account)
            for name, address in pages:
                for language in ("en", "zh"):
                    answer = page.goto(spoken(address, language))
                    here = f"{name}-{width}-{scheme}-{language}"
                    sizes(page, here, width)
                    if len(answer.body()) > 100_000:
                        say(f"bytes {here}: {len(answer.body())}")
                    if width != 320 and name != "nothing":
                        accessible(page, here)
                    if width == 1440 and scheme == "light":
                        count = values(context, page, here)
                        print(f"{here}: {count} values", flush=True)
                        if language == "en":
                            by_keyboard(page, here)
                    if language == "en" or width == 1440:
                        page.screenshot(path=os.path.join(FOLDER, here + ".png"), full_page=True)
            context.close()


def without_script(browser):
    """Signing in, filtering, going back in time and signing out need no script (pages P2)."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, "channel-operations")
    page.goto(spoken("/", "en"))
    page.fill("#f-q", "hz-03")
    page.click(".filters button")
    if page.locator("tbody tr").count() != 1:
        say("no script: the filter did not narrow the list")
    page.click("a.day-before")
    if "asOf=2011-06-15" not in page.url or "q=hz-03" not in page.url:
        say(f"no script: a day before led to {page.url}")
    if page.locator(".past").count() != 1:
        say("no script: the past has no banner")
    page.goto(spoken("/", "en"))
    page.click(".menu summary")
    page.click(".menu button")
    if "/sign-in" not in page.url:
        say(f"no script: signing out led to {page.url}")
    context.close()


def on_paper(browser):
    """What is printed has its basis, and neither navigation nor forms (pages P14)."""
    from pypdf import PdfReader

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, "channel-operations")
    for name, address in (("breach", "/providers/hz-01/breaches/service-complaint:ticket:t-2"), ("overview", "/")):
        page.goto(spoken(address, "en"))
        path = os.path.join(FOLDER, name + ".pdf")
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
        text = "".join(sheet.extract_text() for sheet in PdfReader(path).pages)
        for wanted in ("SHA-256", "printed by", "known at"):
            if wanted not in text:
                say(f"print {name}: without {wanted!r}")
        for unwanted in ("Jump to", "Sign out", "Filter and order"):
            if unwanted in text:
                say(f"print {name}: with {unwanted!r}")
    context.close()


def by_keys(browser):
    """The shortcuts, and that none works in a field (pages P12)."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, "channel-operations")
    page.goto(spoken("/", "en"))
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
    context.close()


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for account, pages in PAGES.items():
            look(browser, account, pages)
        without_script(browser)
        by_keys(browser)
        on_paper(browser)
        browser.close()
    print(f"{len(found)} findings; screenshots in {FOLDER}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
