"""Doing something in a real browser: every form looked at, filled in, previewed, confirmed; judged by the keyboard alone and without
a script; and hostile texts in every field, looked at on every page.  doing_test.py ADDRESS PASSWORD FOLDER

The server is one that `koufen serve --demo` began, and is not the same afterwards. What is found is printed, one a line; the exit
code says whether anything was.
"""
import json
import os
import re
import sys
import urllib.parse

from looking import *

PLACE = Place(*sys.argv[1:4])
STAFF = [
    "channel-expansion", "channel-operations", "merchandise", "product-support", "customer-satisfaction", "legal", "finance",
    "department-head", "system-admin",
]
TURNED = "\u202e\u2066\u200f"
# Markup, turned text, a formula, an address, what ends an element, and a word that goes on and on.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)></textarea></title><b id=hurt>"
    + "&lt;i&gt; =HYPERLINK(\"http://elsewhere.example\") javascript:alert(4) {{7*7}} " + TURNED + "w" * 400
)
# What a text can leave behind on a page where it is taken for something else than a text.
HURT = """() => ({
  elements: [...document.querySelectorAll('#hurt, main img, [onerror], [onload], body script:not([src])')].map(e => e.outerHTML.slice(0, 80)),
  links: [...document.querySelectorAll('a[href^="javascript:"], a[href*="elsewhere.example"]')].filter(e => e.origin !== location.origin).map(e => e.href.slice(0, 80)),
  turned: /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(document.body.innerText)
    || [...document.querySelectorAll('[title], [aria-label]')].some(e => /[\\u202a-\\u202e\\u2066-\\u2069]/.test((e.title || '') + (e.ariaLabel || ''))),
  width: document.documentElement.scrollWidth})"""


def unhurt(page, name, width=1440):
    """Nothing on the page was made of a text but text, and no direction mark is on it (pages P17, server §16)."""
    left = page.evaluate(HURT)
    for kind in ("elements", "links"):
        for element in left[kind]:
            say(f"hostile {name}: {kind} {element}")
    if left["turned"]:
        say(f"hostile {name}: a mark of direction is on the page as it is")
    if left["width"] > width:
        say(f"hostile {name}: {left['width']} px wide")


def forms_of(page, provider="hz-03"):
    """The forms that the account is offered for a provider."""
    page.goto(spoken(PLACE, f"/providers/{provider}", "en"))
    links = page.eval_on_selector_all("a[href*='/do/']", "all => all.map(a => a.getAttribute('href'))")
    types = {re.search(r"/do/(\w+)", link).group(1) for link in links}
    return sorted(types)


def every_form(browser):
    """Each form, by somebody who is offered it: axe, widths, keyboard, what is refused told at its field (pages P10, P11, P13)."""
    seen = set()
    for account in STAFF + ["provider", "outlet"]:
        context, page = looked_at(browser, PLACE, account)
        narrow = context.new_page()
        narrow.set_viewport_size({"width": 320, "height": 640})
        for kind in forms_of(page):
            if kind in seen:
                continue
            seen.add(kind)
            address = f"/providers/hz-03/do/{kind}"
            for language in ("en", "zh"):
                page.goto(spoken(PLACE, address, language))
                if page.locator("form.stack").count() == 0:
                    say(f"form {kind}: none is offered to {account}, who has a link to it")
                    continue
                accessible(page, f"form {kind} {language}")
            by_keyboard(page, f"form {kind}")
            narrow.goto(spoken(PLACE, address, "zh"))
            sizes(narrow, f"form {kind}", 320)
            hostile_form(page, kind, address)
        context.close()
    print(f"{len(seen)} forms looked at", flush=True)
    return seen


def hostile_form(page, kind, address):
    """The hostile text in every field that takes a text: whether it is refused or previewed, it is a text, and all of it is kept."""
    page.goto(spoken(PLACE, address, "en"))
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    typed = []
    for field in page.locator("form.stack input:not([type]), form.stack textarea").all():
        field.fill(HOSTILE if field.evaluate("e => e.tagName === 'TEXTAREA'") else HOSTILE[:150])
        typed.append(field.get_attribute("name"))
    page.eval_on_selector("form.stack", "form => form.noValidate = true")
    for select in page.locator("form.stack select").all():
        select.select_option(index=1)
    page.click("form.stack button.main")
    page.wait_for_load_state()
    unhurt(page, f"form {kind}")
    if page.locator("#problem").count() == 1:
        for name in typed:
            kept = page.locator(f"form.stack [name='{name}']").input_value()
            if not kept.startswith("<script>alert(1)"):
                say(f"form {kind}: {name} was not kept, but is {kept[:40]!r}")
        where = page.locator("#problem a[href^='#i-']")
        if where.count() == 1 and page.locator(where.get_attribute("href").replace(".", "\\.").replace("#", "[id='") .replace("\\.", ".") + "']").count() != 1:
            say(f"form {kind}: the refusal leads to no field: {where.get_attribute('href')}")


def previewed(context, page, name, provider, event):
    """What the preview says will be appended is what the API says, value by value (pages P4, P22)."""
    answer = context.request.post(
        f"{PLACE.address}/v1/providers/{provider}/events?dryRun=true", data=json.dumps(event),
        headers={"content-type": "application/json", "origin": PLACE.address, "sec-fetch-site": "same-origin"})
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.preview [data-path^="events/"]')].map(e => ({
            path: e.dataset.path, value: e.getAttribute('value') ?? e.getAttribute('datetime')}))""")
    if not answer.ok or not shown:
        say(f"preview {name}: {answer.status}, {len(shown)} values")
    for value in shown:
        there = as_value(at(answer.json(), value["path"]))
        if there != value["value"]:
            say(f"preview {name}: {value['path']} is {there!r}, shown {value['value']!r}")


def judged(browser, script):
    """Report, assess, appeal, decide: each filled in, previewed, confirmed, with its receipt (pages §2, 3.12)."""
    breach = "press-by-hand" if script else "press-without-script"
    steps = [
        ("channel-expansion", "BreachReported", {"breach": breach, "clause": "negative-press", "evidence": "a newspaper"}),
        ("channel-operations", "BreachAssessed", {"breach": breach, "points": "12", "reason": "it was read by many"}),
        ("provider", "AppealFiled", {"breach": breach, "grounds": "it was another shop"}),
        ("legal", "AppealDecided", {"breach": breach, "outcome": "overturned", "reason": "so it was"}),
    ]
    for account, kind, fields in steps:
        name = f"{kind} {'with' if script else 'without'} a script"
        context, page = looked_at(browser, PLACE, account, script=script)
        page.goto(spoken(PLACE, f"/providers/hz-03/do/{kind}", "en"))
        for field, text in fields.items():
            input = page.locator(f"form.stack [name='{field}']")
            input.select_option(text) if input.evaluate("e => e.tagName === 'SELECT'") else input.fill(text)
        page.click("form.stack button.main")
        page.wait_for_selector(".preview", timeout=5000)
        data = {field: int(text) if text.isdigit() else text for field, text in fields.items()}
        previewed(context, page, name, "hz-03", {"type": kind, "data": data})
        if script:
            accessible(page, f"preview {kind}")
            by_keyboard(page, f"preview {kind}")
            page.screenshot(path=os.path.join(PLACE.folder, f"preview-{kind}.png"), full_page=True)
            page.set_viewport_size({"width": 320, "height": 640})
            sizes(page, f"preview {kind}", 320)
        page.click("button[value='confirm']")
        page.wait_for_load_state()
        if not re.search(r"/events/\d+\?receipt=yes", page.url) or page.locator(".done").count() != 1:
            say(f"{name}: confirming led to {page.url}")
        if script:
            accessible(page, f"receipt {kind}")
            values(context, page, PLACE, f"receipt {kind}")
        context.close()


def by_keys_alone(browser):
    """A breach is judged from the work page without a pointer (pages P11, P12)."""
    context, page = looked_at(browser, PLACE, "channel-operations")
    page.goto(spoken(PLACE, "/work", "en"))
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.getAttribute('href')?.includes('/do/BreachAssessed') ?? false"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/BreachAssessed**")
    for name, text in (("points", None), ("reason", "as the ledger asks")):
        for _ in range(60):
            if page.evaluate("document.activeElement?.getAttribute('name')") == name:
                break
            page.keyboard.press("Tab")
        text = text or page.locator("[name='points']").get_attribute("min")
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
    for wanted in ("Preview", "Confirm"):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.textContent?.trim()") == wanted:
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
    if "receipt=yes" not in page.url:
        say(f"keyboard: judging ended at {page.url}")
    context.close()


def moved(browser):
    """What came in between is told, and nothing is done (pages P23)."""
    context, page = looked_at(browser, PLACE, "channel-operations")
    kind = "/providers/hz-03/do/BreachReported"
    page.goto(spoken(PLACE, kind, "en"))
    page.fill("[name='breach']", "between-1")
    page.select_option("[name='clause']", "negative-press")
    page.fill("[name='evidence']", "a newspaper")
    page.click("form.stack button.main")
    answer = context.request.post(
        f"{PLACE.address}/v1/providers/hz-03/events",
        data=json.dumps({"type": "BreachReported", "data": {"breach": "between-2", "clause": "negative-press", "evidence": "x"}}),
        headers={"content-type": "application/json", "sec-fetch-site": "same-origin"})
    page.click("button[value='confirm']")
    page.wait_for_load_state()
    if answer.status != 201 or "Something came in between" not in page.inner_text("main"):
        say(f"moved: {answer.status}, and then {page.url}")
    page.click("button[value='confirm']")
    page.wait_for_load_state()
    if "receipt=yes" not in page.url:
        say(f"moved: looked at again and confirmed, it led to {page.url}")
    context.close()


def hostile_events(browser):
    """Events whose every text is hostile, as a program hands them in."""
    def send(account, provider, kind, data, note=HOSTILE):
        context, page = looked_at(browser, PLACE, account)
        answer = context.request.post(
            f"{PLACE.address}/v1/events", headers={"content-type": "application/json", "sec-fetch-site": "same-origin"},
            data=json.dumps({"type": kind, "provider": provider, "note": note, "data": data}))
        if answer.status != 201:
            say(f"hostile {kind}: {answer.status} {answer.text()[:400]}")
        context.close()

    shop = "zz-66"
    send("channel-expansion", shop, "ProviderRegistered", {"name": HOSTILE, "kind": "thirdParty"})
    send("channel-operations", shop, "DepositFrozen", {"city": "hangzhou", "amountFen": 60000000})
    for number, ending in ((1, "BreachAssessed"), (2, "BreachDismissed"), (3, None)):
        send("channel-expansion", shop, "BreachReported",
             {"breach": f"hostile-{number}", "clause": "negative-press", "evidence": HOSTILE})
        if ending:
            more = {"points": 15} if ending == "BreachAssessed" else {}
            send("channel-operations", shop, ending, {"breach": f"hostile-{number}", "reason": HOSTILE, **more})
    send("channel-expansion", "hz-03", "BreachReported",
         {"breach": "hostile-own", "clause": "negative-press", "evidence": HOSTILE})
    send("channel-operations", "hz-03", "BreachAssessed", {"breach": "hostile-own", "points": 10, "reason": HOSTILE})
    send("provider", "hz-03", "AppealFiled", {"breach": "hostile-own", "grounds": HOSTILE})
    send("legal", "hz-03", "AppealDecided", {"breach": "hostile-own", "outcome": "confirmed", "reason": HOSTILE})
    return shop


def hostile_pages(browser, shop):
    """Every page on which those texts stand, and every page with them in its address (server §16)."""
    text = urllib.parse.quote(HOSTILE[:300])
    context, page = looked_at(browser, PLACE, "department-head")
    page.goto(spoken(PLACE, f"/events?provider={shop}&limit=100", "en"))
    positions = page.eval_on_selector_all("a.at", "all => all.map(a => a.textContent.slice(1))")
    here = f"/providers/{shop}"
    places = [
        "/", "/work?role=all", here, f"{here}/years/2011", f"{here}/outlets", f"{here}?diff=2011-01-01,2011-06-17",
        f"/events?provider={shop}", "/events", "/years/2011", "/audit", "/providers/hz-03", "/providers/hz-03/breaches/hostile-own",
        f"{here}/do/BreachAssessed?breach=hostile-3&reason={text}", f"{here}/do/BreachAssessed?breach={text}&points={text}",
        f"/?q={text}", f"/?city={text}", f"/jump?q={text}", f"/events?breach={text}&by={text}", f"/work?provider={text}",
        f"/providers/{text}", f"/providers/hz-03/breaches/{text}", f"/rulebooks/{text}", f"/{text}", f"/?knownAt={text}",
        f"/?lang={text}", f"/problems/{text}", f"/what-if?provider={text}&rulebook={text}", f"/sign-in?next={text}",
    ]
    places += [f"{here}/breaches/hostile-{number}" for number in (1, 2, 3)]
    places += [f"{here}/steps/{version}" for version in range(1, len(positions) + 1)]
    places += [f"/events/{position}" for position in positions]
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for place in places:
            for language in ("en", "zh"):
                page.goto(spoken(PLACE, place, language))
                unhurt(page, f"{place[:70]} {language} {width}", width)
    print(f"{len(places)} hostile pages looked at", flush=True)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(spoken(PLACE, here, "en"))
    if "�" not in page.inner_text("h1"):
        say("hostile: a mark of direction in a name is not shown as �")
    page.screenshot(path=os.path.join(PLACE.folder, "hostile.png"), full_page=True)
    # A formula in a sheet is a text there too (interface.md).
    sheet = context.request.get(f"{PLACE.address}/v1/events?provider={shop}&format=csv").text()
    if re.search(r'(^|,)"?[=+@\t]', sheet, re.M):
        say("hostile: a cell of the CSV begins as a formula does")
    context.close()
    hostile_account(browser)


def hostile_account(browser):
    """What is typed where one signs in, and into one's own account."""
    context, page = looked_at(browser, PLACE, None)
    page.goto(spoken(PLACE, "/sign-in", "en"))
    page.fill("#account", HOSTILE)
    page.fill("#password", HOSTILE)
    page.click("main button")
    page.wait_for_load_state()
    unhurt(page, "sign-in")
    context.close()
    context, page = looked_at(browser, PLACE, "department-head")
    page.goto(spoken(PLACE, "/me", "en"))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.fill("#label", HOSTILE[:190])
    page.click("form:has(#label) button")
    page.wait_for_load_state()
    unhurt(page, "me, a token issued")
    page.goto(spoken(PLACE, "/me", "en"))
    unhurt(page, "me")
    page.goto(spoken(PLACE, "/rulebooks/draft", "en"))
    page.fill("[name='source']", HOSTILE)
    page.click("button[value='check']")
    page.wait_for_load_state()
    unhurt(page, "a draft of the rules")
    page.goto(spoken(PLACE, "/what-if", "en"))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.fill("[name='events']", HOSTILE)
    page.click("main form button.main")
    page.wait_for_load_state()
    unhurt(page, "what if")
    context.close()


def all_of_it(browser):
    every_form(browser)
    judged(browser, script=True)
    judged(browser, script=False)
    moved(browser)
    by_keys_alone(browser)
    hostile_pages(browser, hostile_events(browser))


in_browser(all_of_it)
print(f"{len(found)} findings; screenshots in {PLACE.folder}")
sys.exit(1 if found else 0)
