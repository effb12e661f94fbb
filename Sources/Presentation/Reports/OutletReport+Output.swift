public import Ledger
public import LedgerDomain
public import LedgerFormat

extension OutletReport {
  /// What it says first: whose outlets, and how many of them are to be looked after.
  public func title(_ language: Language) -> String {
    let held = lines.count { $0.goneOn == nil }
    let open = lines.count { $0.goneOn == nil && $0.openedOn != nil }
    let problems = lines.count { !$0.concerns.isEmpty }
    return language(
      zh: "\(provider)  \(name.printable)  截至 \(asOf)：在管 \(held) 家，已开业 \(open) 家，有问题 \(problems) 家。",
      en: "\(provider)  \(name.printable)  as of \(asOf): \(held) held, \(open) open, \(problems) to look after.")
  }

  /// A row for each outlet.
  public func table(_ language: Language) -> Table {
    var table = Table(
      [
        (language(zh: "网点", en: "outlet"), .left), (language(zh: "城市", en: "city"), .left),
        (language(zh: "状态", en: "state"), .left), (language(zh: "问题", en: "problems"), .wrapped),
        (language(zh: "签约", en: "signed"), .left), (language(zh: "开业", en: "opened"), .left),
        (language(zh: "离开", en: "gone"), .left), (language(zh: "求助", en: "tickets"), .right),
        (language(zh: "未答复", en: "unanswered"), .right), (language(zh: "迟答", en: "late"), .right),
        (language(zh: "投诉", en: "complaints"), .right),
      ] + listedMonths.map { (language(zh: "\($0) 成交", en: "sales \($0)"), .right) })
    table.rank(essential: [0, 2], important: [3, 10, table.columns.count - 1], extra: [4, 6])
    table.rows = lines.map { line in
      let problems = language.list(line.concerns.map { language($0.words) })
      let dates = [line.signedOn.description, line.openedOn?.description ?? "", line.goneOn?.description ?? ""]
      let counts = [line.tickets, line.unanswered, line.late].map { $0 == 0 ? "" : String($0) }
      let sales = line.sales.map { $0.fen?.money ?? "–" }
      return [line.outlet.text, line.city.text, language(line.state.words), problems] + dates + counts
        + [line.complaintText(language)] + sales
    }
    table.tint(3, lines.map { _ in .warning })
    return table
  }

  private var listedMonths: [Month] {
    (months.lowerBound.index...months.upperBound.index).map(Month.init(index:))
  }

  /// A row for each outlet as a sheet; without a language headings and words are those of the JSON, and money is in fen.
  public func sheet(_ language: Language?) -> Table {
    if let language { return table(language) }
    var table = Table(
      ([
        "outlet", "city", "state", "problems", "signedOn", "heldFrom", "openedOn", "exitRequestedAt", "exitDue",
        "goneOn", "tickets", "unanswered", "late", "complaints", "openComplaints", "upheldComplaints",
      ] + listedMonths.map { "sales\($0)Fen" }).map { ($0, .left) })
    table.rows = lines.map { line in
      let problems = line.concerns.map(\.rawValue).joined(separator: " ")
      let dates = [
        line.signedOn.description, line.heldFrom.description, line.openedOn?.description,
        line.exitRequest.map { zone.text($0.at) }, line.exitRequest?.due?.date.description, line.goneOn?.description,
      ].map { $0 ?? "" }
      let counts = [
        line.tickets, line.unanswered, line.late, line.complaints, line.openComplaints, line.upheldComplaints,
      ].map(String.init)
      let sales = line.sales.map { $0.fen.map(String.init) ?? "" }
      return [line.outlet.text, line.city.text, line.state.rawValue, problems] + dates + counts + sales
    }
    return table
  }

  /// The report as JSON.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("outlets", .array(lines.map(json))),
    ])
  }

  private func json(_ line: OutletLine) -> JSON {
    .object([
      .init("outlet", .string(line.outlet.text)), .init("city", .string(line.city.text)),
      .init("state", .string(line.state.rawValue)),
      .init("problems", .array(line.concerns.map { .string($0.rawValue) })),
      .init("signedOn", .string(line.signedOn.description)), .init("heldFrom", .string(line.heldFrom.description)),
      .init("openedOn", JSON(line.openedOn?.description)),
      .init("exitRequestedAt", JSON(line.exitRequest.map { zone.text($0.at) })),
      .init("exitDue", JSON(line.exitRequest?.due?.date.description)), .init("goneOn", JSON(line.goneOn?.description)),
      .init("tickets", .integer(line.tickets)), .init("unanswered", .integer(line.unanswered)),
      .init("late", .integer(line.late)), .init("complaints", .integer(line.complaints)),
      .init("openComplaints", .integer(line.openComplaints)),
      .init("upheldComplaints", .integer(line.upheldComplaints)),
      .init(
        "sales",
        .array(
          line.sales.map {
            .object([.init("month", .string($0.month.description)), .init("fen", JSON($0.fen))])
          })),
    ])
  }
}

extension OutletLine {
  /// Complaints in all, and of these the open and the upheld ones: `3 (1+1)`.
  fileprivate func complaintText(_ language: Language) -> String {
    if complaints == 0 { return "" }
    let telling = openComplaints + upheldComplaints
    return telling == 0 ? String(complaints) : language.counted(complaints, "\(openComplaints)+\(upheldComplaints)")
  }
}

extension OutletLine.State {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .signed: Words(zh: "已签约", en: "signed")
    case .open: Words(zh: "已开业", en: "open")
    case .leaving: Words(zh: "申请退出", en: "leaving")
    case .exited: Words(zh: "已退出", en: "exited")
    case .transferred: Words(zh: "已转出", en: "transferred")
    case .frozen: Words(zh: "已冻结", en: "frozen")
    case .revoked: Words(zh: "已取消权限", en: "revoked")
    }
  }
}

extension OutletLine.Concern {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .exitUnanswered: Words(zh: "退出申请逾期未响应", en: "exit request unanswered")
    case .helpUnanswered: Words(zh: "求助逾期未答复", en: "help unanswered")
    case .complaintOpen: Words(zh: "投诉未处理", en: "complaint open")
    case .complaintUpheld: Words(zh: "本年有投诉成立", en: "complaint upheld")
    case .noSales: Words(zh: "当月无成交", en: "no sales")
    case .lowSales: Words(zh: "连续低成交", en: "low sales")
    }
  }
}
