import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What came of the lines of a bulk, and how it is said: nothing of it before it is true.
struct BulkResult {
  private let isDryRun: Bool
  private let output: OutputOptions
  /// That of the table of receipts; nil for what programs read.
  private let sheetLanguage: Language?
  private let zone: Zone
  /// The position of the last event, as the bulk leaves the log.
  var head = 0
  private(set) var accepted = 0
  private(set) var worstExit: Int32 = 0
  private var repeated = 0
  private var consequences = 0
  private var refused = 0
  private var passedOver = 0
  private var outcomes: [Key<Provider>: ProviderOutcome] = [:]
  private var receipts = Spool("receipts")
  /// What is said of lines on standard error, in their order.
  private var remarks = Spool("remarks")
  /// The lines from which money moved, by the positions of the events.
  private var linesOfMoney: [Int: Int] = [:]
  private var hasHeading = false

  init(isDryRun: Bool, output: OutputOptions, zone: Zone) {
    self.isDryRun = isDryRun
    self.output = output
    sheetLanguage = output.tableLanguage
    self.zone = zone
  }

  /// Notes a line that was accepted, now or before.
  mutating func add(_ receipt: Receipt, line: Int) throws {
    if let fact = receipt.events.first?.event, !receipt.isRepeat, case .fact(.deposit, _) = fact.body {
      linesOfMoney[fact.position] = line
    }
    let warnings = receipt.doubts.map { doubt in
      Warning(code: doubt.code, doubt.words(in: zone) { linesOfMoney[$0] }, line: line)
    }
    try add(Accepted(receipt: receipt, warnings: warnings), line: line)
  }

  /// The same, with what is doubtful about it.
  mutating func add(_ told: Accepted, line: Int) throws {
    let receipt = told.receipt
    guard let fact = receipt.events.first?.event else { return }
    let count = receipt.events.count - 1
    if receipt.isRepeat {
      repeated += 1
    } else {
      accepted += 1
      consequences += count
      if output.format == .table { note(receipt) }
    }
    for warning in told.warnings {
      try remarks.append(line: Warning(code: warning.code, warning.message, line: line).text)
    }
    let language = sheetLanguage
    try say(
      csv: [
        String(line), String(fact.position), fact.id ?? "", String(count), Self.word(receipt.isRepeat, language), "",
        "",
      ]
    ) { writer in
      writer.field("line", line)
      writer.field("position", fact.position)
      writer.field("id", fact.id ?? "")
      writer.field("consequences", count)
      writer.field("repeat", receipt.isRepeat)
    }
  }

  /// Notes a line that is passed over: a breach that was not judged.
  mutating func passOver() { passedOver += 1 }

  /// Notes a line that was not accepted; what is wrong may stand in another line of the same event.
  mutating func add(_ failure: Failure, line: Int) throws {
    refused += 1
    worstExit = max(worstExit, failure.exit)
    try remarks.append(line: failure.text(asJSON: output.format == .json))
    try say(csv: [String(line), "", "", "", "", failure.code, failure.message]) { writer in
      writer.field("line", line)
      writer.problem(failure)
    }
  }

  private mutating func note(_ receipt: Receipt) {
    for recorded in receipt.events where recorded.event.isOutcome {
      outcomes[recorded.event.provider, default: ProviderOutcome()].add(recorded.event)
    }
  }

  private mutating func say(csv row: @autoclosure () -> [String], _ body: (inout JSONWriter) -> Void) throws {
    switch output.format {
    case .table: break
    case .csv:
      var table = columns
      table.rows = [row()]
      if !hasHeading { try receipts.append(line: table.csv[0]) }
      hasHeading = true
      try receipts.append(line: table.csv[1])
    case .json:
      var writer = JSONWriter()
      writer.object(body)
      try receipts.append(line: writer.text)
    }
  }

  private var columns: Table {
    Table(
      sheet: [
        .init("line", zh: "行"), .init("position", zh: "位置"), .init("id", zh: "事件编号"),
        .init("consequences", zh: "后果"), .init("repeat", zh: "此前已有", en: "accepted before"), .init("code", zh: "代码"),
        .init("message", zh: "说明"),
      ], sheetLanguage)
  }

  private static func word(_ flag: Bool, _ language: Language?) -> String {
    language.map { $0(flag ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no")) } ?? String(flag)
  }

  /// Says what is known of the lines so far: they are kept, or refused for good.
  mutating func release() throws {
    try remarks.print(on: .error)
    try receipts.print(on: .output)
    StandardStream.output.flush()
  }

  /// Says that it ends here, before its end, by a fault; what was released before stands.
  mutating func `break`(by error: any Error) throws {
    guard output.format == .json else { return }
    var writer = JSONWriter()
    writer.object { $0.problem(Failure(error, language: output.language)) }
    StandardStream.output.line(writer.bytes)
    StandardStream.output.flush()
  }

  /// Says what is left to say, and what it all came to.
  mutating func finish() throws {
    try release()
    switch output.format {
    case .json:
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("done", true)
        writer.field("accepted", accepted)
        writer.field("repeated", repeated)
        writer.field("refused", refused)
        writer.field("consequences", consequences)
        writer.field("head", head)
        if passedOver > 0 { writer.field("passedOver", passedOver) }
        if isDryRun { writer.field("dryRun", true) }
      }
      StandardStream.output.line(writer.bytes)
    case .csv:
      if !hasHeading { StandardStream.output.line(columns.csv[0]) }
    case .table:
      output.show(summary)
      for line in ProviderOutcome.lines(outcomes, output.language) { output.show(line) }
      if accepted > 0, !isDryRun { output.suggest([.queue]) }
    }
    if isDryRun, output.format != .table {
      StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
    }
    StandardStream.output.flush()
  }

  private var summary: String {
    var text = output.language(
      zh: "接受 \(accepted) 条事件，产生 \(consequences) 条后果",
      en: "\(accepted.english("event")) accepted, \(consequences.english("consequence"))")
    if repeated > 0 { text += output.language(zh: "；\(repeated) 条此前已有", en: "; \(repeated) accepted before") }
    if passedOver > 0 {
      text += output.language(
        zh: "；\(passedOver) 行未填扣分，已跳过", en: "; \(passedOver.english("row")) without points passed over")
    }
    if refused > 0 { text += output.language(zh: "；\(refused) 条未接受", en: "; \(refused) not accepted") }
    if isDryRun { text += output.language(zh: "（试运行，未追加）", en: " (dry run: nothing appended)") }
    return text + output.language(zh: "。", en: ".")
  }
}

extension JSONWriter {
  fileprivate mutating func problem(_ failure: Failure) {
    name("problem")
    object { writer in failure.write(to: &writer) }
  }
}

extension Spool {
  fileprivate mutating func append(line: String) throws { try append(Array((line + "\n").utf8)) }
}
