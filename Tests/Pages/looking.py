"""What pages are held to, whoever looks at them: every value is the API's, axe finds nothing, all is reached by the keyboard and fits
the screen, nothing is asked of elsewhere, and the policy is broken nowhere.

What is found is printed, one a line, and kept in `found`.
"""
import json
import os

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
found = []


class Place:
    """Where a server is that `koufen serve --demo` began, the password of its accounts, and where screenshots go."""

    def __init__(self, address, password, folder):
        self.address, self.password, self.folder = address, password, folder


def say(text):
    found.append(text)
    print(text, flush=True)


def sign_in(page, place, account):
    page.goto(f"{place.address}/sign-in?lang=en")
    page.fill("#account", account)
    page.fill("#password", place.password)
    page.click("main button")
    page.wait_for_load_state()


def spoken(place, address, language):
    return f"{place.address}{address}{'&' if '?' in address else '?'}lang={language}"


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


def values(context, page, place, name):
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
            answer = context.request.get(place.address + of)
            answers[of] = answer.json() if answer.ok else None
        # What depends on the very moment of the question moves on.
        if value["path"].split("/")[-1] in ("knownAt", "hoursLeft", "ageHours", "sealAgeHours"):
            continue
        there = as_value(at(answers[of], value["path"]))
        if there != value["value"]:
            say(f"value {name}: {of} {value['path']} is {there!r}, shown {value['value']!r}")
    return len(shown)


def sizes(page, name, width):
    """Nothing is wider than the screen, and nothing to press is too small (pages P13)."""
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
    if "</" in page.inner_text("main"):
        say(f"markup {name}: it is shown as a text")


def accessible(page, name):
    """axe finds nothing (pages P11)."""
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
                return {what: e.outerHTML.slice(0, 300), outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
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


def looked_at(browser, place, account, width=1440, height=900, scheme="light", script=True):
    """A page of somebody who is signed in, in a context of its own; what it breaks is said."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script)
    page = context.new_page()
    page.on("console", lambda m: said(page, m))
    page.on("pageerror", lambda e: say(f"script {page.url}: {e}"))
    page.on("dialog", lambda d: (say(f"dialog {page.url}: {d.message[:80]}"), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(place.address) else say(f"request elsewhere: {r.url}"))
    if account:
        sign_in(page, place, account)
    return context, page


# How pages are looked at: scheme, width and height, languages. KOUFEN_PAGES=long looks at them in every way there is.
WAYS = [
    ("light", 1440, 900, ("en", "zh")), ("dark", 390, 844, ("zh",)), ("light", 320, 640, ("en",)),
]
EVERY_WAY = [
    (scheme, width, height, ("en", "zh")) for scheme in ("light", "dark")
    for width, height in ((1440, 900), (390, 844), (320, 640))
]


def look(browser, place, account, pages):
    """Looks at pages, light and dark: what is found is said, and screenshots are kept (pages P11, P13, P15)."""
    for scheme, width, height, languages in EVERY_WAY if os.environ.get("KOUFEN_PAGES") == "long" else WAYS:
        context, page = looked_at(browser, place, account, width, height, scheme)
        for name, address in pages:
            for language in languages:
                answer = page.goto(spoken(place, address, language))
                here = f"{name}-{width}-{scheme}-{language}"
                sizes(page, here, width)
                if len(answer.body()) > 100_000:
                    say(f"bytes {here}: {len(answer.body())}")
                if width != 320 and name != "nothing":
                    accessible(page, here)
                if width == 1440 and scheme == "light":
                    count = values(context, page, place, here)
                    print(f"{here}: {count} values", flush=True)
                    if language == "en":
                        by_keyboard(page, here)
                page.screenshot(path=os.path.join(place.folder, here + ".png"), full_page=True)
        context.close()


def said(page, message):
    # A page that is not there, or a form that is refused, is what the test asked for.
    asked_for = any(f"status of {status}" in message.text for status in (400, 401, 403, 404, 409))
    if "Content Security Policy" in message.text or message.type == "error" and not asked_for:
        say(f"console {page.url}: {message.text}")


def in_browser(look):
    """Does something in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        look(browser)
        browser.close()
