/// The primitives about money, and appeals (programmes §2, §6), sentence by sentence.
enum AccountTable {
  private static let money = """
    attributes: {least: {type: money, default: 0, §}}
    facts: {fined: {fields: {fee: {type: money, default: 300}}, §}}
    accounts: {deposit: {kind: deposit, §, required: {of: {attribute: least}}, top-up: {days: 3, missed: [{charge: points, points: 1}]}}, bill: {kind: bill, §}}
    counters: {points: {§, window: ever}}
    reviews: {fined: {when: fined, choose: [{else: [{fine: deposit, from: fee, times: 1}, {fine: bill, fen: 50}]}]}}

    """

  private static let appealed = """
    counters: {points: {§, window: ever}}
    clauses:
      judged: {section: "1", §, arises: reported, decided: {by: [judge]}, cost: [{charge: points, points: [1, 6]}]}
      final: {¶, appeal: none, cost: [{charge: points, points: 2}]}
    appeal: {within: {days: 7}, of: charge, by: [office, judge]}

    """

  static let accountsAppeals: [TableLine] = [
    TableLine(
      "A deposit is never below 0: what cannot be taken is owed; a bill is what is owed", money,
      [
        "01-01 enrol", "01-02 pay deposit 100", "01-03 fact fined", "= 01-03 balance.deposit 0",
        "= 01-03 owed.deposit 200",
        "= 01-03 billed.bill 50",
      ]),
    TableLine(
      "What is owed is paid first by what is paid in, then the balance grows", money,
      [
        "01-01 enrol", "01-03 fact fined", "01-04 pay deposit 350", "= 01-04 owed.deposit 0",
        "= 01-04 balance.deposit 50",
      ]),
    TableLine(
      "Paid into a bill it lessens the bill, not below 0", money,
      [
        "01-01 enrol", "01-03 fact fined", "01-04 ! bad-input pay bill 51", "01-04 pay bill 50",
        "= 01-04 billed.bill 0",
      ]),
    TableLine(
      "A change that leaves a deposit below what is required opens the duty to top up; it ends when it is reached",
      money,
      [
        "01-01 enrol", "01-02 set least 500", "= 01-02 duties.top-up:deposit due 2024-01-05", "01-03 pay deposit 499",
        "= 01-03 duties.top-up:deposit due 2024-01-05", "01-04 pay deposit 1",
        "= 01-04 duties.top-up:deposit met 2024-01-04",
        "sweep 01-10", "= 01-10 counters.points 0",
      ]),
    TableLine(
      "The enrolment is such a change; missed, no new one opens until it is reached", money,
      [
        "01-01 enrol least=500", "= 01-01 duties.top-up:deposit due 2024-01-04", "sweep 01-20",
        "= 01-20 counters.points 1",
        "01-21 fact fined", "sweep 02-20", "= 02-20 counters.points 1", "02-21 pay deposit 800", "02-22 fact fined",
        "= 02-22 duties.top-up:deposit due 2024-02-25",
      ]),
    TableLine(
      "A charge may be appealed against on or before its event's date + within", appealed,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-05 judge b-1 points=4", "01-13 ! appeal-late appeal b-1",
        "01-12 appeal b-1 seen=01-13",
      ]),
    TableLine(
      "… once for each breach, by another person than who reported or judged it", appealed,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 ! breach-not-assessed appeal b-1", "01-03 judge b-1 points=4",
        "01-04 ! no-appeal confirm b-1", "01-04 appeal b-1", "01-04 ! appeal-exists appeal b-1",
        "01-05 ! same-person confirm b-1 by=jack as=judge", "01-05 ! same-person confirm b-1 by=rita",
        "01-05 confirm b-1",
        "01-05 ! appeal-exists appeal b-1", "= 01-05 counters.points 4",
      ]),
    TableLine(
      "A clause with appeal: none knows none", appealed,
      ["01-01 enrol", "01-02 report b-1 final", "01-02 ! appeal-late appeal b-1"]),
    TableLine(
      "Overturned leaves what the same record without it comes to; a view of an earlier day is as it was", appealed,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 judge b-1 points=4", "01-04 appeal b-1", "01-06 overturn b-1",
        "= 01-05 counters.points 4", "= 01-06 counters.points 0",
      ]),
    TableLine(
      "A lowered breach has the new points wherever its range asked for points", appealed,
      [
        "01-01 enrol", "01-02 report b-1 judged", "01-03 judge b-1 points=4", "01-04 appeal b-1",
        "01-06 ! points-out-of-range lower b-1 points=4", "01-06 lower b-1 points=2", "= 01-05 counters.points 4",
        "= 01-06 counters.points 2",
      ]),
  ]
}
