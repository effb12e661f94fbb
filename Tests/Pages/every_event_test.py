"""Every type of event that a person may submit, filled into its form in a real browser, previewed, confirmed, and the same as by the
API, under the newest rules with the sections of the offices (pages P20, P22, P23, §4).
every_event_test.py ADDRESS PASSWORD FOLDER KOUFEN STORE STORY [last]

The server serves STORE, which nobody wrote into yet, at the end of the story's year. STORY is what `koufen export` says of a story that `koufen replay --keep` played under
the same rules: its events are submitted in their order by whoever submitted them there, the first of each type by form, all others by the
API. Which types went by form is kept in FOLDER from story to story, and the last of them demands all. What is found is printed, one a
line; the exit code says whether anything was.
"""
import datetime
import json
import os
import subprocess
import sys

from looking import *

PLACE = Place(*sys.argv[1:4])
KOUFEN, STORE, STORY = sys.argv[4:7]
IS_LAST = "last" in sys.argv[7:]
KEPT = os.path.join(PLACE.folder, "went-by-form.json")
HEADERS = {"content-type": "application/json", "sec-fetch-site": "same-origin"}
# How many events of a type are tried until one is taken.
TRIED = 6
# What no form of a person is for: it comes from a program, by the rules.
OF_PROGRAMS = "integration"


def koufen(*words, given=None):
    """What the tool says, about the store that is served."""
    done = subprocess.run([KOUFEN, *words, "--store", STORE], input=given, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"koufen {' '.join(words)}: {done.stderr}")
    return done.stdout


class People:
    """Whoever submits, each with an account, signed in once."""

    def __init__(self, browser):
        self.browser, self.known = browser, {}

    def who(self, by, event):
        """The page of whoever submits: one account for each person, and for each provider and outlet."""
        role, name = by["role"], f"{by['id']}-{by['role']}"
        more = []
        if role in ("provider", "outlet"):
            more = ["--provider", event["provider"]]
            name += "-" + event["provider"]
        if role == "outlet":
            more += ["--outlet", event["data"]["outlet"]]
            name += "-" + event["data"]["outlet"]
        if name not in self.known:
            koufen("account", "add", name, "--role", role, *more)
            if role == OF_PROGRAMS:
                context = self.browser.new_context()
                token = next(word for word in koufen("token", "issue", name).split() if word.startswith("kf1_"))
                context.set_extra_http_headers({"authorization": f"Bearer {token}"})
                self.known[name] = (context, None)
            else:
                koufen("account", "password", name, "--stdin", given=PLACE.password + "\n")
                self.known[name] = looked_at(self.browser, PLACE, name)
        return self.known[name]


def as_typed(kind, data):
    """What a person types for the data of an event: names of fields, and texts."""
    typed = {}
    for name, value in data.items():
        if name == "findings":
            for number, finding in enumerate(value):
                typed.update({f"findings.{number}.{part}": typed_value(text) for part, text in finding.items()})
        elif name == "terms":
            typed.update(leaves(value, "terms"))
        elif name == "sales":
            typed["sales.yuan"] = "\n".join(f"{line['outlet']}={in_yuan(line['amountFen'])}" for line in value)
        elif name == "amountFen":
            typed["amountYuan"] = in_yuan(value)
        elif name == "demands" and isinstance(value, list):
            typed[name] = "\n".join(value)
        else:
            typed[name] = typed_value(value)
    return typed


def typed_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        if "part" in value:
            return f"{value['part']}/{value['whole']}"
        if "weekdays" in value:
            return f"{value['weekdays']}/{value['otherDays']}"
        return "\n".join(f"{name}={typed_value(text)}" for name, text in value.items())
    return "" if value is None else str(value)


def leaves(value, path):
    if isinstance(value, dict):
        return {name: text for key, below in value.items() for name, text in leaves(below, f"{path}.{key}").items()}
    if path.endswith("-fen"):
        return {path + ".yuan": in_yuan(value)}
    return {path: "-".join(map(str, value)) if isinstance(value, list) else str(value)}


def in_yuan(fen):
    return f"{fen // 100}.{fen % 100:02}"


def rows_of(page, typed, prefix):
    """The names of fields of findings, by the rows in which their criteria stand on the page."""
    rows = page.evaluate(
        "prefix => Object.fromEntries([...document.querySelectorAll(`input[name^='${prefix}findings.'][name$='.criterion']`)]"
        ".map(e => [e.value, e.name.replace('criterion', '')]))", prefix)
    placed = {}
    for name, text in typed.items():
        if not name.startswith(prefix + "findings."):
            placed[name] = text
            continue
        row, part = name.rsplit(".", 1)
        place = rows.get(typed[row + ".criterion"])
        if part == "criterion":
            continue
        if place is None:
            say(f"form: no row for the criterion {typed[row + '.criterion']}")
        elif part == "value" and page.locator(f"[name='{place}yuan']").count() == 1:
            placed[place + "yuan"] = in_yuan(int(text))
        elif part == "value" and page.locator(f"[name='{place}value']").count() == 0:
            placed[place + "text"] = text
        else:
            placed[place + part] = text
    return placed


def fill(page, name, text):
    """Types into a field, as it is; whether there is such a field."""
    field = page.locator(f"form.stack [name='{name}']:not([type=hidden])")
    if field.count() == 0:
        hidden = page.locator(f"form.stack [name='{name}']")
        return hidden.count() == 1 and hidden.input_value() == text
    if field.first.evaluate("e => e.tagName") == "SELECT":
        field.select_option(text)
    elif field.first.get_attribute("type") == "radio":
        page.check(f"form.stack [name='{name}'][value='{text}']")
    else:
        field.fill(text)
    return True


def by_form(context, page, event):
    """Fills the form in and previews it; whether that is what the API would append."""
    kind, provider = event["type"], event["provider"]
    answer = context.request.post(f"{PLACE.address}/v1/events?dryRun=true", data=json.dumps(event), headers=HEADERS)
    if not answer.ok:
        return False
    address = f"/providers/{provider}/do/{kind}"
    typed = {name: text for name, text in as_typed(kind, event["data"]).items()}
    if kind == "FactCorrected":
        address += f"?fact={event['data']['fact']}"
        typed = {"new." + name: text for name, text in as_typed(None, event["data"].get("data", {})).items()}
        typed |= {name: str(event["data"][name]) for name in ("fact", "reason")}
        if "at" in event["data"]:
            typed["data.at"] = event["data"]["at"]
    page.goto(spoken(PLACE, address, "en"))
    if page.locator("form.stack").count() == 0:
        say(f"{kind}: no form for {event['by']['role']}, but {page.inner_text('main')[:200]!r}")
        return False
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    for name, text in rows_of(page, typed | {"at": event["at"], "as": event["by"]["role"]}, "new." if kind == "FactCorrected" else "").items():
        # Whoever has one role is not asked for it, and a field left empty is one that is not filled in.
        if not fill(page, name, text) and text and name not in ("as", "fact"):
            say(f"{kind}: the form has no field {name}")
            return False
    page.click("form.stack button.main")
    page.wait_for_load_state()
    if page.locator(".preview").count() != 1:
        problem = page.locator("#problem")
        say(f"{kind}: no preview: {(problem if problem.count() else page.locator('main')).inner_text()[:300]!r} for {typed}")
        return False
    seen = page.locator("input[name='preview']").first.get_attribute("value")
    if seen != answer.json()["preview"]:
        say(f"{kind}: the form would append something else than the API: {typed}")
    page.click("button[value='confirm']")
    page.wait_for_load_state()
    if "receipt=yes" not in page.url or page.locator(".done").count() != 1:
        say(f"{kind}: confirming led to {page.url}")
        return False
    position = page.url.split("/events/")[1].split("?")[0]
    there = context.request.get(f"{PLACE.address}/v1/events/{position}").json()["event"]
    expected = answer.json()["events"][0]
    for name in ("type", "provider", "at", "by", "data"):
        if there[name] != expected[name]:
            say(f"{kind}: {name} is {there[name]} in the log, by the API {expected[name]}")
    return int(position)


def is_fact(event):
    """Whether somebody submitted it: neither a consequence, nor a sweep, nor a version of the rules, nor the seal at the end."""
    return event.get("by") is not None and event.get("cause") is None and event["type"] != "RulebookPublished"


def is_swept(event):
    """Whether a sweep found it."""
    return event.get("by", "seal") is None and event.get("cause") is None and event["type"] != "RulebookPublished"


def sweep(people, event, swept):
    """Sweeps through the day before a sweep of the story found something; the last day swept through."""
    day = datetime.date.fromisoformat(event["recordedAt"][:10]) - datetime.timedelta(days=1)
    if swept and day <= swept:
        return swept
    context, _ = people.who({"id": "night", "role": "system-admin"}, event)
    answer = context.request.post(f"{PLACE.address}/v1/sweeps", data=json.dumps({"through": str(day)}), headers=HEADERS)
    if answer.status not in (200, 409):
        say(f"sweep through {day}: {answer.status} {answer.text()[:200]}")
    return day


def play(people, story, filled):
    """Submits a story: the first of each type by form, all others by the API."""
    positions, tried, swept = {}, {}, None
    for line in story:
        if not is_fact(line):
            swept = sweep(people, line, swept) if is_swept(line) else swept
            continue
        by, kind = line["by"], line["type"]
        event = {name: line[name] for name in ("type", "provider", "at", "data")}
        if "fact" in event["data"]:
            event["data"]["fact"] = positions.get(str(event["data"]["fact"]), event["data"]["fact"])
        context, page = people.who(by, event)
        event["by"] = {"role": by["role"]}
        position = None
        if page is not None and kind not in filled and tried.get(kind, 0) < TRIED:
            tried[kind] = tried.get(kind, 0) + 1
            position = by_form(context, page, event)
            if position:
                filled.add(kind)
        if not position:
            answer = context.request.post(f"{PLACE.address}/v1/events", data=json.dumps(event), headers=HEADERS)
            if not answer.ok:
                # The server's clock stands still at a story's end, so that some comes too late or too early: nothing is held to it.
                print(f"not taken: {kind} {event['provider']} {event['at'][:10]}: {answer.json().get('detail')}", flush=True)
                continue
            position = answer.json()["events"][0]["position"]
        positions |= {name: position for name in (line.get("id"), str(line["position"])) if name}


def all_of_it(browser):
    kept = json.load(open(KEPT, encoding="utf-8")) if os.path.exists(KEPT) else {"filled": [], "wanted": []}
    filled, wanted = set(kept["filled"]), set(kept["wanted"])
    with open(STORY, encoding="utf-8") as lines:
        story = [json.loads(line) for line in lines]
    wanted |= {event["type"] for event in story if is_fact(event) and event["by"]["role"] != OF_PROGRAMS}
    play(People(browser), story, filled)
    with open(KEPT, "w", encoding="utf-8") as file:
        json.dump({"filled": sorted(filled), "wanted": sorted(wanted)}, file)
    print(f"{os.path.basename(STORY)}: {len(filled)} of {len(wanted)} types went by form", flush=True)
    for kind in sorted(wanted - filled) if IS_LAST else []:
        say(f"{kind}: no event of it went by form")


in_browser(all_of_it)
print(f"{len(found)} findings")
sys.exit(1 if found else 0)
