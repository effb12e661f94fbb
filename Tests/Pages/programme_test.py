"""The programme of Documentation/Programmes.md in a real browser: a subject enrolled, money paid in, breaches reported and judged, an
appeal filed and decided, each by form, and all of it explained; then every page of it as pages_test.py looks at pages.
programme_test.py ADDRESS PASSWORD FOLDER

What is found is printed, one a line; the exit code says whether anything was.
"""
import sys

from looking import *

PLACE = Place(*sys.argv[1:4])
SUBJECT = "/providers/zt-01"
VERSION = "/rulebooks/pickup-points-2024"
PAGES = {
    "song": [
        ("programme-overview", "/"), ("programme-subject", SUBJECT), ("programme-rules", VERSION),
        ("programme-versions", "/rulebooks"), ("programme-work", "/work?role=all"), ("programme-events", "/events"),
        ("programme-counter", f"{SUBJECT}/counters/points"), ("programme-measure", f"{SUBJECT}/measures/marked"),
        ("programme-breach", f"{SUBJECT}/breaches/c-1"), ("programme-graded", f"{SUBJECT}/breaches/g-1"),
        ("programme-step", f"{SUBJECT}/steps/3"), ("programme-event", "/events/4"),
        ("programme-fact", f"{SUBJECT}/do/FactRecorded?fact=month-figures"),
        ("programme-facts", f"{SUBJECT}/do/FactRecorded"),
        ("programme-report", f"{SUBJECT}/do/BreachReported?clause=late"),
        ("programme-set", f"{SUBJECT}/do/AttributeSet?attribute=grade"),
        ("programme-enrol", "/providers/zt-02/do/SubjectEnrolled"),
    ],
    "jiang": [("programme-judge", f"{SUBJECT}/do/BreachAssessed?breach=g-2")],
    "boss": [
        ("programme-own", "/"), ("programme-own-breach", f"{SUBJECT}/breaches/l-1"),
        ("programme-appeal", f"{SUBJECT}/do/AppealFiled?breach=l-1"),
    ],
    "bo": [("programme-audited", SUBJECT)],
}


def visit(browser, account):
    return looked_at(browser, PLACE, account)[1]


def fill(page, address, **fields):
    """Fills a form in, and previews it."""
    page.goto(spoken(PLACE, address, "en"))
    for name, value in fields.items():
        field = page.locator(f"[id='i-{name}']")
        if field.count() != 1:
            say(f"form {address}: no field {name}")
            continue
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click("form[data-guard] button.main")
    page.wait_for_load_state()


def confirm(page, what):
    """Confirms what is previewed; the page then is the receipt."""
    if page.locator(".preview").count() != 1:
        say(f"{what}: no preview, but {page.locator('main').inner_text()[:300]!r}")
        return
    page.click("button[value=confirm]")
    page.wait_for_load_state()
    if page.locator(".done").count() != 1:
        say(f"{what}: no receipt at {page.url}: {page.locator('main').inner_text()[:300]!r}")


def expect(page, wanted, what):
    text = page.locator("main").inner_text()
    if wanted not in text:
        say(f"{what}: without {wanted!r}: {text[:400]!r}")


def enrol_and_pay(browser):
    song = visit(browser, "song")
    song.goto(spoken(PLACE, VERSION, "en"))
    song.fill("#enrol", "zt-01")
    song.click("form[action='/jump'] button")
    song.wait_for_load_state()
    fill(song, song.url.removeprefix(PLACE.address), name="桂花路自提点")
    confirm(song, "enrol")
    fan = visit(browser, "fan")
    fill(fan, f"{SUBJECT}/do/DepositPaidIn?account=deposit", amountYuan="2000")
    expect(fan, "¥2,000.00", "pay in")
    confirm(fan, "pay in")
    fill(song, f"{SUBJECT}/do/FactRecorded?fact=month-figures", **{"fields.on-time": "979"})
    expect(song, "part", "a share that is none")
    if song.locator("[id='i-fields.on-time']").input_value() != "979":
        say("a share that is none: what was typed is lost")
    fill(song, f"{SUBJECT}/do/FactRecorded?fact=month-figures", **{"fields.on-time": "979/1000"})
    confirm(song, "month figures")
    fill(song, f"{SUBJECT}/do/AttributeSet?attribute=grade", value="star")
    confirm(song, "set the grade")


def report_and_judge(browser):
    qin = visit(browser, "qin")
    for breach, clause in (("c-1", "cold"), ("l-1", "late"), ("g-1", "goods-taken"), ("g-2", "goods-taken")):
        fill(qin, f"{SUBJECT}/do/BreachReported?clause={clause}", breach=breach, evidence="photograph 1")
        confirm(qin, f"report {breach}")
    qin.goto(spoken(PLACE, f"{SUBJECT}/breaches/c-1", "en"))
    expect(qin, "It is judged by", "who may not judge")
    qin.goto(spoken(PLACE, f"{SUBJECT}/do/BreachAssessed?breach=c-1", "en"))
    expect(qin, "Your account has none of these roles", "who may not judge")
    jiang = visit(browser, "jiang")
    jiang.goto(spoken(PLACE, "/work", "en"))
    expect(jiang, "c-1", "work of the arbiters")
    fill(jiang, f"{SUBJECT}/do/BreachAssessed?breach=c-1", reason="the door is open")
    confirm(jiang, "judge c-1")
    jiang.goto(spoken(PLACE, f"{SUBJECT}/do/BreachAssessed?breach=l-1", "en"))
    jiang.evaluate("document.querySelector('form[data-guard]').noValidate = true")
    jiang.fill("[id='i-points']", "9")
    jiang.fill("[id='i-reason']", "an hour late")
    jiang.click("form[data-guard] button.main")
    jiang.wait_for_load_state()
    if jiang.locator("[id='w-points']").count() != 1 or jiang.locator("[id='i-reason']").input_value() != "an hour late":
        say(f"points out of range: {jiang.locator('main').inner_text()[:300]!r}")
    fill(jiang, f"{SUBJECT}/do/BreachAssessed?breach=l-1", points="3", reason="an hour late")
    if "6" not in jiang.locator(".crossing").inner_text():
        say("judge l-1: the node at 6 is not the first line")
    jiang.screenshot(path=f"{PLACE.folder}/programme-preview.png", full_page=True)
    confirm(jiang, "judge l-1")
    fill(jiang, f"{SUBJECT}/do/BreachAssessed?breach=g-1", grade="light", fenYuan="100", reason="two crates")
    expect(jiang, "¥1,900.00", "judge g-1")
    confirm(jiang, "judge g-1")


def appeal_and_decide(browser):
    boss = visit(browser, "boss")
    expect(boss, "may be appealed until", "own page")
    fill(boss, f"{SUBJECT}/do/AppealFiled?breach=c-1", grounds="another shop")
    confirm(boss, "appeal")
    jiang = visit(browser, "jiang")
    jiang.goto(spoken(PLACE, f"{SUBJECT}/do/AppealDecided?breach=c-1", "en"))
    expect(jiang, "someone else must decide", "who judged")
    ai = visit(browser, "ai")
    fill(ai, f"{SUBJECT}/do/AppealDecided?breach=c-1", outcome="overturned", reason="it is another shop")
    confirm(ai, "decide")
    boss.goto(spoken(PLACE, f"{SUBJECT}/breaches/c-1", "en"))
    for wanted in ("photograph 1", "the door is open", "another shop", "it is another shop", "overturned"):
        expect(boss, wanted, "the appeal explained")
    boss.goto(spoken(PLACE, f"{SUBJECT}/breaches/g-1", "en"))
    expect(boss, "grade", "what the test found")
    boss.goto(spoken(PLACE, f"{SUBJECT}/counters/points", "en"))
    expect(boss, "l-1", "the counter explained")
    boss.goto(spoken(PLACE, "/providers/zt-09", "en"))
    expect(boss, "There is nothing here to see", "another subject")


def all_of_it(browser):
    enrol_and_pay(browser)
    report_and_judge(browser)
    appeal_and_decide(browser)
    for account, pages in PAGES.items():
        look(browser, PLACE, account, pages)


in_browser(all_of_it)
print(f"{len(found)} findings; screenshots in {PLACE.folder}")
sys.exit(1 if found else 0)
