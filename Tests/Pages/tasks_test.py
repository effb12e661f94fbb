"""The tasks of people with a stopwatch: each is done from the overview by the words on the pages alone, and its clicks, keys and
pages are counted.  tasks_test.py ADDRESS PASSWORD FOLDER example|ledger with|without

`example` is a server that `koufen serve --demo` began, `ledger` one of a ledger in which a population was recorded wrongly; neither is the
same afterwards. A step whose words are not there ends its task, and so does a task that has become longer than it was. With or
without a script. What is found is printed, one a line; the exit code says whether anything was.
"""
import json
import os
import subprocess
import sys

from looking import *

PLACE = Place(*sys.argv[1:4])
WHICH, SCRIPT = sys.argv[4], sys.argv[5] == "with"
VERIFIER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Documentation", "verify_bundle.py")


class Lost(Exception):
    """A step whose words are not on the page."""


class Stopwatch:
    """Somebody who does a task, from the overview on."""

    def __init__(self, browser, task, account):
        self.task, self.clicks, self.keys, self.pages = task, 0, 0, 0
        self.context, self.page = looked_at(browser, PLACE, account, script=SCRIPT)
        self.page.set_default_timeout(10_000)
        self.page.goto(spoken(PLACE, "/", "en"))
        self.page.on("framenavigated", lambda frame: self.count_page(frame))

    def count_page(self, frame):
        if frame == self.page.main_frame:
            self.pages += 1

    def places(self, words):
        """Where to look: the rows and lines that have these words; the whole page for none."""
        if words is None:
            return [self.page.locator("body")]
        return self.page.locator("main tr, main li").filter(has_text=words).all()

    def found(self, words, within=None):
        """The first link, button or fold that is called so and is to be seen."""
        for place in self.places(within):
            for way in [place.get_by_role(role, name=words) for role in ("link", "button")] + [place.locator("summary", has_text=words)]:
                for found in way.all():
                    if found.is_visible():
                        return found
        raise Lost(f"nothing to press is called {words!r}{'' if within is None else ' beside ' + repr(within)} at {self.page.url}")

    def click(self, words, within=None):
        """Presses what is called so."""
        found = self.found(words, within)
        self.clicks += 1
        found.click()
        self.page.wait_for_load_state()

    def write(self, label, text):
        """Types into the field under a label, over what stands there."""
        found = [field for field in self.page.get_by_label(label).all() if field.is_visible()]
        if not found:
            raise Lost(f"no field is called {label!r} at {self.page.url}")
        self.clicks += 1
        self.keys += len(text)
        found[0].fill(text)

    def see(self, *words):
        """Something that whoever does the task has to read."""
        text = " ".join(self.page.inner_text("main").split())
        for wanted in words:
            if wanted not in text:
                raise Lost(f"{wanted!r} is not to be read at {self.page.url}: {text[:600]}")

    def download(self, words):
        """What is downloaded under a link, as bytes."""
        found = self.found(words)
        self.clicks += 1
        with self.page.expect_download() as download:
            found.click()
        return open(download.value.path(), "rb").read()


def near_a_line(watch):
    """Who could reach 50 this month, and why."""
    watch.click("could reach 50")
    watch.see("hz-03", "15–20", "assess breach", "training failure tr-1")
    watch.click("hz-03")
    watch.see("at the worst by the month's end", "training failure")


def judge_three(watch):
    """Three breaches are judged, one of which takes a provider to a line."""
    watch.click("Work")
    watch.click("assess", within="training failure tr-1")
    watch.write("Points", "15")
    watch.write("Reason", "the trainer had not come")
    watch.click("Preview")
    watch.see("from 35 to 50", "nothing has happened yet")
    watch.click("Confirm")
    watch.see("it is in the log", "Next:")
    for breach, points in (("service complaint complaint:c-1", "2"), ("press-9", "12")):
        watch.click("Work")
        watch.click("assess", within=breach)
        watch.write("Points", points)
        watch.write("Reason", "as it was")
        watch.click("Preview")
        watch.see("nothing has happened yet")
        watch.click("Confirm")
        watch.see("it is in the log")


def appeal(watch):
    """The provider understands its charge, and appeals."""
    watch.see("You may", "training-failure:tr-1")
    watch.click("Appeal", within="training-failure:tr-1")
    watch.see("the trainer had not come")
    watch.write("Grounds", "the trainer was there; here is the list of names")
    watch.click("Preview")
    watch.click("Confirm")
    watch.see("it is in the log", "hash")
    watch.click("koufen")
    watch.see("waits to be decided")


def prove(watch):
    """A lawyer is given a score that is checked without the ledger."""
    watch.click("hz-03")
    bundle = watch.download("Bundle of the year")
    watch.click("Audit")
    seal = watch.download("Take a seal")
    paths = []
    for name, data in (("bundle.json", bundle), ("seal.json", seal)):
        paths.append(os.path.join(PLACE.folder, name))
        with open(paths[-1], "wb") as file:
            file.write(data)
    checked = subprocess.run(["python3", VERIFIER] + paths, capture_output=True, text=True)
    if checked.returncode != 0 or str(json.loads(bundle)["statement"]["score"]) not in checked.stdout:
        raise Lost(f"the verifier says {checked.returncode}: {checked.stdout[-300:]} {checked.stderr[-300:]}")


def correct(watch):
    """A population with a zero too many is put right."""
    watch.click("hz-01")
    watch.click("1,180,000", within="hangzhou")
    watch.click("#", within="hangzhou")
    watch.click("put right")
    watch.write("Population", "118000")
    watch.write("Reason", "a zero too many")
    watch.click("Preview")
    watch.see("nothing has happened yet", "118")
    watch.click("Confirm")
    watch.see("it is in the log")


def close(watch):
    """The year that is over is closed."""
    year = int(watch.page.locator("input[name='asOf']").input_value()[:4]) - 1
    watch.click("Years")
    watch.click(str(year))
    watch.click("Preview closing")
    watch.see("nothing has happened yet", "raise")
    watch.click(f"Close {year}")
    watch.see(f"The year {year} is closed")


# Each task with whose it is, and how many clicks and pages it takes: one that takes more has become worse.
TASKS = {
    "example": [
        (near_a_line, "department-head", 2, 2), (judge_three, "channel-operations", 18, 12), (appeal, "provider", 5, 4),
        (prove, "auditor", 4, 2),
    ],
    "ledger": [(correct, "department-head", 8, 6), (close, "department-head", 4, 4)],
}


def third_breach(browser):
    """One more breach that waits to be judged, as another office reports it."""
    context, page = looked_at(browser, PLACE, "channel-expansion")
    answer = context.request.post(
        f"{PLACE.address}/v1/providers/wz-01/events", headers={"content-type": "application/json", "sec-fetch-site": "same-origin"},
        data=json.dumps({"type": "BreachReported", "data": {"breach": "press-9", "clause": "negative-press", "evidence": "a newspaper"}}))
    if answer.status != 201:
        say(f"a third breach: {answer.status} {answer.text()[:300]}")
    context.close()


def all_of_it(browser):
    if WHICH == "example":
        third_breach(browser)
    for task, account, clicks, pages in TASKS[WHICH]:
        name = f"{task.__name__} {'with' if SCRIPT else 'without'} a script"
        watch = Stopwatch(browser, name, account)
        try:
            task(watch)
            print(f"task {name}: {watch.clicks} clicks, {watch.keys} keys, {watch.pages} pages", flush=True)
            if watch.clicks > clicks or watch.pages > pages:
                say(f"task {name}: more than {clicks} clicks and {pages} pages")
        except Lost as lost:
            say(f"task {name}: after {watch.clicks} clicks: {lost}")
        watch.page.screenshot(path=os.path.join(PLACE.folder, f"task-{task.__name__}-{sys.argv[5]}.png"), full_page=True)
        watch.context.close()


in_browser(all_of_it)
print(f"{len(found)} findings; screenshots in {PLACE.folder}")
sys.exit(1 if found else 0)
