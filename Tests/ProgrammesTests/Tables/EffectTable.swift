/// The eight effects, the options of counters (programmes §3), and time (§1), sentence by sentence.
enum EffectTable {
  private static let one = "counters: {points: {§, window: ever}}\n"

  /// A review that does something whenever a fact is recorded.
  private static func when(_ effects: String, _ rules: String = one) -> String {
    rules + "facts: {hit: {fields: {breach: {type: breach}, order: {type: key, default: o}}, §}}\n"
      + "reviews: {hit: {when: hit, choose: [{else: [\(effects)]}]}}\n"
  }

  static let effects: [TableLine] = [
    TableLine(
      "raise names a breach <clause>:<cause>, the fact's key, else the day; once per name",
      when("{raise: late}")
        + #"clauses: {late: {section: "1", §, arises: raised, decided: at-once, cost: [{charge: points, points: 1}]}}"#
        + "\n",
      [
        "01-01 enrol", "01-02 fact hit key=k-1", "= 01-02 breaches.late:k-1/state assessed", "01-03 fact hit",
        "01-03 fact hit",
        "= 01-03 breaches.late:2024-01-03/state assessed", "= 01-03 counters.points 2",
        "01-04 ! clause-not-reportable report b-1 late",
      ]),
    TableLine(
      "charge adds an entry to each of a list, the same number",
      when(
        "{charge: [points, more], points: 3}", "counters: {points: {§, window: ever}, more: {§, window: {days: 2}}}\n"),
      [
        "01-01 enrol", "01-02 fact hit", "= 01-02 counters.points 3", "= 01-03 counters.more 3",
        "= 01-04 counters.more 0",
      ]),
    TableLine(
      "restore takes from the entry that ends first, then the older; never below 0, the rest lapses",
      "counters: {points: {§, window: {days: 10}}}\nfacts: {good: {§}}\n"
        + "clauses: {two: {¶, cost: [{charge: points, points: 2}]}}\n"
        + "reviews: {good: {when: good, choose: [{else: [{restore: points, points: 3}]}]}}\n",
      [
        "01-01 enrol", "01-02 report a two", "01-05 report b two", "01-06 fact good", "= 01-06 counters.points 1",
        "= 01-12 counters.points 1", "01-07 fact good", "= 01-07 counters.points 0", "01-08 report c two",
        "= 01-08 counters.points 2",
      ]),
    TableLine(
      "most: by this means at most m in one window of the counter",
      "counters: {points: {§, window: month}}\nfacts: {good: {§}}\n"
        + "clauses: {nine: {¶, cost: [{charge: points, points: 9}]}}\n"
        + "reviews: {good: {when: good, choose: [{else: [{restore: points, points: 2, most: {points: 3, per: period}}]}]}}\n",
      [
        "01-01 enrol", "01-02 report a nine", "01-03 fact good", "01-04 fact good", "01-05 fact good",
        "= 01-05 counters.points 6", "02-01 report b nine", "02-02 fact good", "= 02-02 counters.points 7",
      ]),
    TableLine(
      "restore with breach: only from that breach's entries",
      when("{restore: points, points: all, breach: breach}")
        + "clauses: {two: {¶, cost: [{charge: points, points: 2}]}}\n",
      [
        "01-01 enrol", "01-02 report a two", "01-02 report b two", "01-03 ! unknown-breach fact hit breach=c",
        "01-03 fact hit breach=b", "= 01-03 counters.points 2", "01-04 fact hit breach=b", "= 01-04 counters.points 2",
      ]),
    TableLine(
      "restore with by: those whose key the field at hand has",
      when("{restore: points, points: all}", "counters: {points: {§, window: ever, by: order}}\n")
        + "clauses: {two: {¶, fields: {order: {type: key}}, cost: [{charge: points, points: 2}]}}\n",
      [
        "01-01 enrol", "01-02 report a two order=x", "01-02 report b two order=y", "01-03 fact hit order=x",
        "= 01-03 counters.points/x 0", "= 01-03 counters.points/y 2",
      ]),
    TableLine(
      "fine: fixed, k times a recorded amount, or all there is",
      "accounts: {deposit: {kind: deposit, §}}\n"
        + "facts: {a: {§}, b: {fields: {fee: {type: money}}, §}, c: {§}}\n"
        + "reviews: {a: {when: a, choose: [{else: [{fine: deposit, fen: 10}]}]}, b: {when: b, choose: [{else: [{fine: deposit, from: fee, times: 3}]}]}, c: {when: c, choose: [{else: [{fine: deposit, balance: all}]}]}}\n",
      [
        "01-01 enrol", "01-02 pay deposit 1000", "01-03 fact a", "= 01-03 balance.deposit 990", "01-04 fact b fee=5",
        "= 01-04 balance.deposit 975", "01-05 ! facts-missing fact b", "01-05 fact c", "= 01-05 balance.deposit 0",
        "= 01-05 owed.deposit 0",
      ]),
    TableLine(
      "fine set by the judge: a range is refused outside",
      "accounts: {deposit: {kind: deposit, §}}\n"
        + #"clauses: {judged: {section: "1", §, arises: reported, decided: {by: [judge]}, cost: [{fine: deposit, fen: [100, 200]}]}}"#
        + "\n",
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 ! amount-out-of-range judge b-1 fen=99",
        "01-03 ! amount-out-of-range judge b-1", "01-03 ! bad-input judge b-1 fen=150 points=1",
        "01-03 judge b-1 fen=150",
        "= 01-03 owed.deposit 150",
      ]),
    TableLine(
      "impose begins a new instance; of several the one that lasts longest is shown",
      when("{impose: limited, for: {days: 5}}", "measures: {limited: {§}}\n"),
      [
        "01-01 enrol", "01-02 fact hit", "01-04 fact hit", "= 01-04 measures.limited 2024-01-08",
        "= 01-08 measures.limited 2024-01-08",
        "= 01-09 measures.limited -",
      ]),
    TableLine(
      "lift ends every instance in force that day, without then",
      "measures: {limited: {§}}\ncounters: {after: {§, window: ever}}\nfacts: {hit: {§}, free: {§}}\n"
        + "reviews: {hit: {when: hit, choose: [{else: [{impose: limited, for: {days: 5}, then: [{charge: after, points: 1}]}]}]}, free: {when: free, choose: [{else: [{lift: limited}]}]}}\n",
      [
        "01-01 enrol", "01-02 fact hit", "01-03 fact hit", "01-04 fact free", "= 01-03 measures.limited 2024-01-03",
        "= 01-04 measures.limited -", "sweep 01-20", "= 01-20 counters.after 0", "01-21 ! measure-closed lift limited",
      ]),
    TableLine(
      "set changes a declared attribute",
      when("{set: level, to: high}", "attributes: {level: {type: {levels: [low, high]}, default: low, §}}\n"),
      ["01-01 enrol", "01-02 fact hit", "= 01-01 attributes.level low", "= 01-02 attributes.level high"]),
    TableLine(
      "choose: the first row that holds, else the last",
      when(
        "{choose: [{if: {counter: points, at-least: 3}, do: [{charge: points, points: 100}]}, {if: {counter: points, at-least: 1}, do: [{charge: points, points: 2}]}, {else: [{charge: points, points: 1}]}]}"
      ),
      [
        "01-01 enrol", "01-02 fact hit", "= 01-02 counters.points 1", "01-03 fact hit", "= 01-03 counters.points 3",
        "01-04 fact hit", "= 01-04 counters.points 103",
      ]),
  ]

  private static func counter(_ options: String, _ more: String = "") -> String {
    "measures: {told: {notice: true, §}}\ncounters: {points: {§, \(options)}}\n"
      + "clauses: {three: {¶, cost: [{charge: points, points: 3}]}, five: {¶, cost: [{charge: points, points: 5}]}}\n"
      + more
  }

  static let counterOptions: [TableLine] = [
    TableLine(
      "cap per days: an entry dated in no group opens one from its date, one dated in a group joins it; together at most",
      counter("window: ever, cap: {per: {days: 3}, most: 6}"),
      [
        "01-01 enrol", "01-02 report a five", "01-04 report b five", "= 01-04 counters.points 6", "01-05 report c five",
        "= 01-05 counters.points 11", "= 01-05 breaches.b/charged {points: 1}",
      ]),
    TableLine(
      "cap per day is per {days: 1}; room freed later is not refilled",
      counter(
        "window: ever, cap: {per: day, most: 6}",
        "facts: {good: {§}}\nreviews: {good: {when: good, choose: [{else: [{restore: points, points: 4}]}]}}\n"),
      [
        "01-01 enrol", "01-02 report a five", "01-02 fact good", "01-02 report b five", "= 01-02 counters.points 2",
        "01-03 report c five", "= 01-03 counters.points 7",
      ]),
    TableLine(
      "cap per period of the counter's window", counter("window: month, cap: {per: period, most: 6}"),
      [
        "01-01 enrol", "01-02 report a five", "01-31 report b five", "= 01-31 counters.points 6", "02-01 report c five",
        "= 02-01 counters.points 5",
      ]),
    TableLine(
      "cap per clause", counter("window: ever, cap: {per: [clause], most: 6}"),
      [
        "01-01 enrol", "01-02 report a five", "01-03 report b five", "01-03 report c three",
        "= 01-03 counters.points 9",
      ]),
    TableLine(
      "several: highest fires the highest of the nodes crossed by one event",
      counter(
        "window: ever, several: highest, nodes: [{at: 2, do: [{impose: told}]}, {at: 4, do: [{impose: told}, {impose: told}]}]"
      ),
      ["01-01 enrol", "01-02 report a five", "= 01-02 notices [told 2024-01-02, told 2024-01-02]"]),
    TableLine(
      "several: all fires each",
      counter("window: ever, nodes: [{at: 2, do: [{impose: told}]}, {at: 4, do: [{impose: told}, {impose: told}]}]"),
      ["01-01 enrol", "01-02 report a five", "= 01-02 notices [told 2024-01-02, told 2024-01-02, told 2024-01-02]"]),
    TableLine(
      "carry: the first row that fits makes one entry of all for the next period; it fires no node",
      counter(
        "window: month, carry: [{at-least: 5, below: 8, keep: all}, {at-least: 8, keep: 2}], nodes: [{at: 5, do: [{impose: told}]}]"
      ),
      [
        "01-01 enrol", "01-02 report a five", "sweep 01-31", "= 02-01 counters.points 5", "= 02-29 counters.points 5",
        "= 02-01 notices [told 2024-01-02]", "02-02 report b three", "= 02-02 counters.points 8",
        "= 02-02 notices [told 2024-01-02]", "sweep 02-29", "= 03-01 counters.points 2", "sweep 03-31",
        "= 04-01 counters.points 0",
      ]),
    TableLine(
      "carry keep entries: one for each for which a test holds, of what is left of it",
      counter(
        "window: month, carry: [{keep: {entries: {none: [{fact: paid, of: breach}]}}}]",
        "facts: {paid: {fields: {breach: {type: breach}}, §}}\n"),
      [
        "01-01 enrol", "01-02 report a five", "01-03 report b three", "01-04 fact paid breach=a", "sweep 01-31",
        "= 02-01 counters.points 3",
      ]),
    TableLine(
      "A period is closed once: what is charged into it later lifts no carried entry",
      counter("window: month, carry: [{keep: all}]"),
      [
        "01-01 enrol", "01-02 report a five", "sweep 01-31", "02-02 report b three on=01-30",
        "= 01-31 counters.points 8",
        "= 02-02 counters.points 5",
      ]),
  ]

  /// Two points for as long as a window says.
  private static func window(_ window: String, _ more: String = "") -> String {
    more + "counters: {points: {§, window: \(window)}}\nclauses: {two: {¶, cost: [{charge: points, points: 2}]}}\n"
  }

  static let time: [TableLine] = [
    TableLine(
      "days: 7 days from the 28th is the 28th to the 3rd", window("{days: 7}"),
      [
        "01-01 enrol", "01-28 report a two", "= 01-27 counters.points 0", "= 02-03 counters.points 2",
        "= 02-04 counters.points 0",
      ]),
    TableLine(
      "months: the day before d + n months, clamped", window("{months: 1}"),
      ["01-01 enrol", "01-31 report a two", "= 02-28 counters.points 2", "= 02-29 counters.points 0"]),
    TableLine(
      "year: the last day of the calendar unit", window("year"),
      ["01-01 enrol", "05-05 report a two", "= 12-31 counters.points 2", "= 2025-01-01 counters.points 0"]),
    TableLine(
      "quarter", window("quarter"),
      ["01-01 enrol", "05-05 report a two", "= 06-30 counters.points 2", "= 07-01 counters.points 0"]),
    TableLine(
      "month", window("month"),
      ["01-01 enrol", "02-02 report a two", "= 02-29 counters.points 2", "= 03-01 counters.points 0"]),
    TableLine(
      "weeks run Monday to Sunday", window("week"),
      ["01-01 enrol", "01-03 report a two", "= 01-07 counters.points 2", "= 01-08 counters.points 0"]),
    TableLine(
      "cycle: the day before the first a + n·k months after d; d before a is refused",
      window("{cycle: {from: since, months: 6}}", "attributes: {since: {type: date, §}}\n"),
      [
        "01-01 enrol", "01-02 ! facts-missing report a two", "01-03 set since 2024-01-31",
        "01-30 ! window-unknown report a two",
        "01-31 report a two", "= 07-30 counters.points 2", "= 07-31 counters.points 0",
      ]),
    TableLine(
      "boundaries: the day before the next listed date, never guessed",
      window("{boundaries: terms}", "boundaries: {terms: [2024-01-10, 2024-03-10, 2026-01-01]}\n"),
      [
        "01-01 enrol", "01-09 ! window-unknown report a two", "01-10 report a two", "= 03-09 counters.points 2",
        "= 03-10 counters.points 0", "2026-01-01 ! window-unknown report b two",
      ]),
    TableLine(
      "ever: none", window("ever"), ["01-01 enrol", "01-02 report a two", "= 2099-12-31 counters.points 2"]),
    TableLine(
      "Before a submission is decided its subject is swept through the day before its recording",
      "counters: {points: {§, window: ever}}\nfacts: {hit: {§}}\nreviews: {term: {each: month, choose: [{else: [{charge: points, points: 1}]}]}, hit: {when: hit, choose: [{if: {counter: points, at-least: 2}, do: [{charge: points, points: 10}]}, {else: []}]}}\n",
      ["01-01 enrol", "03-01 fact hit", "= 02-29 counters.points 2", "= 03-01 counters.points 12"]),
    TableLine(
      "A fact first meets duties, then opens them; then reviews run",
      "counters: {points: {§, window: ever}}\nfacts: {seen: {§}}\nduties: {see: {§, starts: {fact: seen}, due: {days: 5}, met: [seen], missed: [{charge: points, points: 1}]}}\n",
      [
        "01-01 enrol", "01-02 fact seen", "= 01-02 duties.see due 2024-01-07", "01-04 fact seen",
        "= 01-04 duties.see due 2024-01-09",
      ]),
    TableLine(
      "What firing charges is looked at in another pass, until nothing fires",
      "counters: {a: {§, window: ever, nodes: [{at: 1, do: [{charge: b, points: 1}]}]}, b: {§, window: ever, nodes: [{at: 1, do: [{charge: c, points: 4}]}]}, c: {§, window: ever}}\nclauses: {one: {¶, cost: [{charge: a, points: 1}]}}\n",
      ["01-01 enrol", "01-02 report x one", "= 01-02 counters.c 4"]),
    TableLine(
      "A standing sweeps nothing, ends of for and of entries apart",
      "measures: {limited: {§}}\ncounters: {points: {§, window: {days: 3}}, after: {§, window: ever}}\nfacts: {hit: {§}}\nreviews: {hit: {when: hit, choose: [{else: [{charge: points, points: 1}, {impose: limited, for: {days: 3}, then: [{charge: after, points: 1}]}]}]}}\n",
      [
        "01-01 enrol", "01-02 fact hit", "= 01-10 counters.points 0", "= 01-10 measures.limited -",
        "= 01-10 counters.after 0",
      ]),
    TableLine(
      "Before the enrolment nothing is known, and nothing is recorded", window("ever"),
      ["01-05 enrol", "01-04 ! time-order report a two seen=01-06", "01-06 ! provider-exists enrol"]),
  ]
}
