/// The eleven primitives (programmes §2), sentence by sentence.
enum PrimitiveTable {
  private static let points = "counters: {points: {§, window: ever}}\n"

  private static let sold = """
    facts: {sold: {fields: {amount: {type: int, default: 5}, share: {type: share}, grade: {type: {levels: [low, mid, high]}}}, §}}
    clauses: {some: {¶, cost: [{charge: points, points: 1}]}}

    """

  private static func review(_ test: String) -> String {
    points + sold
      + "reviews: {look: {when: sold, choose: [{if: \(test), do: [{charge: points, points: 1}]}, {else: []}]}}\n"
  }

  static let factsAndTests: [TableLine] = [
    TableLine(
      "A field may be left out of a record, and is then its default", review("{field: amount, at-least: 5}"),
      [
        "01-01 enrol", "01-02 fact sold", "= 01-02 counters.points 1", "01-03 fact sold amount=4",
        "= 01-03 counters.points 1",
      ]),
    TableLine(
      "… else missing, and what needs it is refused", review("{field: share, at-least: 98%}"),
      ["01-01 enrol", "01-02 ! facts-missing fact sold", "= 01-02 counters.points 0"]),
    TableLine(
      "A share is compared exactly", review("{field: share, at-least: 98%}"),
      ["01-01 enrol", "01-02 fact sold share=979/1000", "01-02 fact sold share=98/100", "= 01-02 counters.points 1"]),
    TableLine(
      "Levels are compared by their place", review("{field: grade, at-least: mid}"),
      [
        "01-01 enrol", "01-02 fact sold grade=low", "= 01-02 counters.points 0", "01-03 fact sold grade=high",
        "= 01-03 counters.points 1", "01-04 ! bad-input fact sold grade=best",
      ]),
    TableLine(
      "Money and int are not below 0", review("{field: amount, at-least: 5}"),
      ["01-01 enrol", "01-02 ! bad-input fact sold amount=-1"]),
    TableLine(
      "A fact has the roles that may record it",
      "roles: {office: {§}, judge: {§}}\nfacts: {sold: {roles: [judge], §}}\n" + points
        + "clauses: {some: {¶, cost: [{charge: points, points: 1}]}}\n",
      ["01-01 enrol", "01-02 ! role-not-allowed fact sold", "01-02 fact sold as=judge"]),
    TableLine(
      "An attribute's value is that of the latest change dated by then, log order breaking ties, else its default",
      "attributes: {level: {type: {levels: [low, mid, high]}, default: low, §}}\n" + points
        + "clauses: {some: {¶, cost: [{charge: points, points: 1}]}}\n",
      [
        "01-01 enrol", "01-05 set level mid", "01-05 set level high", "01-03 set level mid seen=01-06",
        "= 01-02 attributes.level low", "= 01-04 attributes.level mid", "= 01-06 attributes.level high",
      ]),
    TableLine(
      "Leaves are looked at in order and only until decided",
      review("{any: [{field: amount, at-least: 1}, {field: share, at-least: 1%}]}"),
      ["01-01 enrol", "01-02 fact sold", "= 01-02 counters.points 1", "01-03 ! facts-missing fact sold amount=0"]),
    TableLine(
      "None holds where no leaf does", review("{none: [{field: amount, at-least: 5}]}"),
      ["01-01 enrol", "01-02 fact sold amount=4", "01-03 fact sold amount=5", "= 01-03 counters.points 1"]),
    TableLine(
      "What nobody submits can refuse nobody: there the test does not hold",
      points + sold
        + "reviews: {look: {each: month, choose: [{if: {latest: sold.share, at-least: 1%}, do: [{charge: points, points: 1}]}, {else: [{charge: points, points: 7}]}]}}\n",
      ["01-01 enrol", "sweep 01-31", "= 01-31 counters.points 7"]),
    TableLine(
      "latest with not-older: an older one is as none",
      points
        + "facts: {sold: {fields: {amount: {type: int}}, §}, asked: {§}}\nreviews: {look: {when: asked, choose: [{if: {latest: sold.amount, not-older: {days: 3}, above: 1}, do: [{charge: points, points: 1}]}, {else: []}]}}\n",
      [
        "01-01 enrol", "01-02 fact sold amount=2", "01-04 fact asked", "= 01-04 counters.points 1",
        "01-05 ! facts-missing fact asked",
      ]),
    TableLine(
      "count within a window: 24 August is not within 12 months on 24 August of the next year",
      points
        + "facts: {sold: {§}, asked: {§}}\nreviews: {look: {when: asked, choose: [{if: {count: sold, within: {months: 12}, at-least: 1}, do: [{charge: points, points: 1}]}, {else: []}]}}\n",
      [
        "2023-01-01 enrol", "2023-08-24 fact sold", "08-23 fact asked", "= 08-23 counters.points 1", "08-24 fact asked",
        "= 08-24 counters.points 1",
      ]),
    TableLine(
      "ago: a date of which the window is over",
      points
        + "attributes: {since: {type: date, §}}\nfacts: {asked: {§}}\nreviews: {look: {when: asked, choose: [{if: {attribute: since, ago: {days: 3}}, do: [{charge: points, points: 1}]}, {else: []}]}}\n",
      [
        "01-01 enrol since=2024-01-01", "01-03 fact asked", "= 01-03 counters.points 0", "01-04 fact asked",
        "= 01-04 counters.points 1",
      ]),
    TableLine(
      "A comparand is another term, so many times, exact",
      points
        + "facts: {sold: {fields: {part: {type: int}, all: {type: int}}, §}}\nreviews: {look: {when: sold, choose: [{if: {field: part, above: {of: {field: all}, times: 0.3%}}, do: [{charge: points, points: 1}]}, {else: []}]}}\n",
      [
        "01-01 enrol", "01-02 fact sold part=3 all=1000", "= 01-02 counters.points 0",
        "01-03 fact sold part=4 all=1000", "= 01-03 counters.points 1",
      ]),
  ]

  private static let judged =
    points + """
      clauses:
        judged: {section: "1", §, arises: reported, decided: {by: [judge], grades: [light, grave]}, cost: [{choose: [{if: {grade: grave}, do: [{charge: points, points: [3, 6]}]}, {else: [{charge: points, points: 1}]}]}]}
        counted: {¶, cost: [{charge: points, points: 2}]}

      """

  private static let deliver =
    points + """
      facts: {ordered: {fields: {order: {type: key}}, §}, delivered: {fields: {order: {type: key}}, §}}
      duties: {deliver: {§, starts: {fact: ordered}, due: {days: 2}, same: order, met: [delivered], missed: [{raise: late}]}}
      clauses: {late: {section: "1", §, arises: raised, decided: at-once, cost: [{charge: points, points: 1}]}}

      """

  static let clausesDutiesReviews: [TableLine] = [
    TableLine(
      "A breach waits until one of decided.by judges it", judged,
      [
        "01-01 enrol", "01-02 report b-1 judged", "= 01-02 pending [b-1]", "= 01-02 counters.points 0",
        "01-03 ! role-not-allowed judge b-1 grave points=4 as=office", "01-03 judge b-1 grave points=4",
        "= 01-03 pending []", "= 01-03 counters.points 4", "01-04 ! breach-not-pending judge b-1 light",
      ]),
    TableLine(
      "… grade among grades, points within the ranges of the effects its grade runs", judged,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 ! grade-missing judge b-1", "01-03 ! bad-input judge b-1 dark",
        "01-03 ! points-out-of-range judge b-1 grave points=7", "01-03 ! points-out-of-range judge b-1 grave",
        "01-03 ! bad-input judge b-1 light points=1", "= 01-03 pending [b-1]", "01-03 judge b-1 light",
        "= 01-03 counters.points 1",
      ]),
    TableLine(
      "With decided: at-once it is charged as it is raised", judged,
      ["01-01 enrol", "01-02 report b-1 counted", "= 01-02 counters.points 2", "= 01-02 pending []"]),
    TableLine(
      "Who reported does not judge", judged,
      [
        "01-01 enrol", "01-02 report b-1 judged by=jack", "01-03 ! same-person judge b-1 light",
        "01-03 judge b-1 light by=jo",
      ]),
    TableLine(
      "A breach found to be none charges nothing", judged,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 dismiss b-1", "= 01-03 counters.points 0",
        "= 01-03 pending []",
        "01-04 ! breach-not-pending judge b-1 light",
      ]),
    TableLine(
      "dated: act counts from the act, report from the report, decision from the judgement",
      "counters: {a: {§, window: {days: 10}}, r: {§, window: {days: 10}}, d: {§, window: {days: 10}}}\n" + """
        clauses:
          act: {section: "1", §, arises: reported, decided: {by: [judge]}, cost: [{charge: a, points: 1}]}
          rep: {section: "1", §, arises: reported, dated: report, decided: {by: [judge]}, cost: [{charge: r, points: 1}]}
          dec: {section: "1", §, arises: reported, dated: decision, decided: {by: [judge]}, cost: [{charge: d, points: 1}]}

        """,
      [
        "01-01 enrol", "01-05 report a-1 act on=01-02", "01-05 report r-1 rep on=01-02",
        "01-05 report d-1 dec on=01-02",
        "01-08 judge a-1", "01-08 judge r-1", "01-08 judge d-1", "= 01-11 counters.a 1", "= 01-12 counters.a 0",
        "= 01-14 counters.r 1", "= 01-15 counters.r 0", "= 01-17 counters.d 1", "= 01-18 counters.d 0",
      ]),
    TableLine(
      "A duty opens one for each key, is met on or before its due date, else missed at the date's end", deliver,
      [
        "01-01 enrol", "01-02 fact ordered order=o-1", "01-02 fact ordered order=o-2",
        "= 01-02 duties.deliver:o-1 due 2024-01-04",
        "01-04 fact delivered order=o-1", "sweep 01-04", "= 01-04 duties.deliver:o-1 met 2024-01-04",
        "= 01-04 duties.deliver:o-2 missed", "= 01-04 counters.points 1",
      ]),
    TableLine(
      "One that is open is not opened again", deliver,
      [
        "01-01 enrol", "01-02 fact ordered order=o-1", "01-03 fact ordered order=o-1",
        "= 01-03 duties.deliver:o-1 due 2024-01-04", "sweep 01-10", "= 01-10 counters.points 1",
      ]),
    TableLine(
      "Missed stays missed: a timely fact recorded later undoes nothing", deliver,
      [
        "01-01 enrol", "01-02 fact ordered order=o-1", "sweep 01-04", "01-03 fact delivered order=o-1 seen=01-05",
        "= 01-05 duties.deliver:o-1 missed", "= 01-05 counters.points 1",
      ]),
    TableLine(
      "A duty opened when its due date was swept already is missed at the end of the first day swept after", deliver,
      [
        "01-01 enrol", "01-02 fact ordered order=o-1 seen=01-20", "= 01-20 counters.points 0", "sweep 01-20",
        "= 01-20 counters.points 1",
      ]),
    TableLine(
      "With each it is owed in every period that began on or after the enrolment, if while holds on its last day",
      points
        + "attributes: {busy: {type: bool, default: true, §}}\nfacts: {report: {§}}\nduties: {report: {§, each: month, met: [report], at-least: 2, while: {attribute: busy, is: true}, missed: [{charge: points, points: 1}]}}\n",
      [
        "01-15 enrol", "sweep 01-31", "= 01-31 counters.points 0", "02-03 fact report", "sweep 02-29",
        "= 02-29 counters.points 1", "= 02-29 duties.report missed", "03-01 fact report", "03-02 fact report",
        "sweep 03-31",
        "= 03-31 counters.points 1", "= 03-31 duties.report met 2024-03-02", "04-02 set busy false", "sweep 04-30",
        "= 04-30 counters.points 1",
      ]),
    TableLine(
      "Duties go on when the subject is out, reviews are no longer looked at",
      points
        + "measures: {out: {closes: true, §}}\nfacts: {report: {§}, ended: {§}}\nduties: {report: {§, each: month, met: [report], missed: [{charge: points, points: 1}]}}\nreviews: {end: {when: ended, choose: [{else: [{impose: out}]}]}, term: {each: month, choose: [{else: [{charge: points, points: 10}]}]}}\n",
      [
        "01-01 enrol", "01-10 fact ended", "= 01-10 closed 2024-01-10", "= 01-09 closed -", "sweep 01-31",
        "= 01-31 counters.points 1",
      ]),
    TableLine(
      "Of a review the effects of the first row that holds run, if while holds; each: the period the enrolment fell in included",
      points
        + "attributes: {busy: {type: bool, default: true, §}}\nreviews: {term: {each: month, while: {attribute: busy, is: true}, choose: [{if: {counter: points, at-least: 1}, do: [{charge: points, points: 10}]}, {if: {counter: points, at-most: 9}, do: [{charge: points, points: 1}]}, {else: []}]}}\n",
      [
        "01-20 enrol", "sweep 01-31", "= 01-31 counters.points 1", "sweep 02-29", "= 02-29 counters.points 11",
        "03-05 set busy false", "sweep 03-31", "= 03-31 counters.points 11",
      ]),
  ]

  private static func nodes(_ nodes: String, _ options: String = "window: ever") -> String {
    """
    measures: {told: {notice: true, §}, limited: {§}}
    facts: {passed: {§}}
    counters: {points: {§, \(options), nodes: [\(nodes)]}, fired: {§, window: ever}}
    clauses: {one: {¶, cost: [{charge: points, points: 1}]}, five: {¶, fields: {order: {type: key, default: o}}, cost: [{charge: points, points: 5}]}}

    """
  }

  private static let measured = """
    measures: {told: {notice: true, §}, limited: {§}, blocked: {§}, held: {§}}
    facts: {hit: {§}, freed: {§}}
    counters: {after: {§, window: ever}}
    reviews: {hit: {when: hit, choose: [{else: [{impose: told}, {impose: limited, for: {days: 3}, then: [{charge: after, points: 1}]}, {impose: blocked, until: {fact: freed}}, {impose: held, for: {days: 5}, until: {fact: freed}}]}]}}

    """

  static let countersNodesMeasures: [TableLine] = [
    TableLine(
      "A node fires when an event lifts the value from below n to n or more; then its effects run, once for each firing",
      nodes("{at: 5, do: [{charge: fired, points: 1}]}"),
      [
        "01-01 enrol", "01-02 report a five", "= 01-02 counters.fired 1", "01-03 report b five",
        "= 01-03 counters.fired 1",
      ]),
    TableLine(
      "With every m: n, n+m, n+2m …, each a node of its own",
      nodes("{at: 5, every: 2, do: [{charge: fired, points: 1}]}"),
      [
        "01-01 enrol", "01-02 report a five", "= 01-02 counters.fired 1", "01-03 report b five",
        "= 01-03 counters.fired 3",
      ]),
    TableLine(
      "Entries end, and a node fires again when the value is lifted again",
      nodes("{at: 5, do: [{charge: fired, points: 1}]}", "window: {days: 3}"),
      [
        "01-01 enrol", "01-02 report a five", "= 01-04 counters.points 5", "= 01-05 counters.points 0",
        "01-05 report b five", "= 01-05 counters.fired 2",
      ]),
    TableLine(
      "Both are looked at on the entry's last day, where it no longer counts on the event's date",
      nodes("{at: 5, do: [{charge: fired, points: 1}]}", "window: {days: 3}"),
      ["01-01 enrol", "01-20 report a five on=01-02", "= 01-20 counters.points 0", "= 01-20 counters.fired 1"]),
    TableLine(
      "With by, for each key apart",
      nodes("{at: 10, do: [{charge: fired, points: 1}]}", "window: ever, by: order")
        .replacing("one: {¶, cost: [{charge: points, points: 1}]}, ", with: ""),
      [
        "01-01 enrol", "01-02 report a five order=x", "01-02 report b five order=y", "= 01-02 counters.fired 0",
        "= 01-02 counters.points/x 5", "01-03 report c five order=x", "= 01-03 counters.fired 1",
      ]),
    TableLine(
      "A measure is in force until the day after the last of for; then its effects run", measured,
      [
        "01-01 enrol", "01-02 fact hit", "= 01-02 measures.limited 2024-01-04", "= 01-04 measures.limited 2024-01-04",
        "= 01-05 measures.limited -", "sweep 01-03", "= 01-04 counters.after 0", "sweep 01-04",
        "= 01-05 counters.after 1",
      ]),
    TableLine(
      "… or the first day its until test holds, looking only at facts dated the day it began or later, or never",
      measured,
      [
        "01-01 enrol", "01-01 fact freed", "01-02 fact hit", "sweep 01-20", "= 01-20 measures.blocked open",
        "01-21 fact freed", "= 01-20 measures.blocked 2024-01-20", "= 01-21 measures.blocked -",
      ]),
    TableLine(
      "… its own day included, whatever the hour: then it was in force on none", measured,
      ["01-01 enrol", "01-02 fact freed", "01-02 fact hit", "= 01-02 measures.blocked -"]),
    TableLine(
      "… or the later of both", measured,
      [
        "01-01 enrol", "01-02 fact hit", "01-03 fact freed", "sweep 01-05", "= 01-05 measures.held open",
        "sweep 01-06", "= 01-07 measures.held -", "= 01-06 measures.held 2024-01-06",
      ]),
    TableLine(
      "A notice is only delivered", measured,
      [
        "01-01 enrol", "01-02 fact hit", "= 01-02 notices [told 2024-01-02]", "= 01-02 measures.told -",
        "= 01-01 notices []",
      ]),
  ]
}
