public import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

extension OutputFormat: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

extension Language {
  /// The language of the locale: Chinese where it says so.
  static var ofLocale: Language {
    let locale = Environment["LC_ALL"] ?? Environment["LC_MESSAGES"] ?? Environment["LANG"]
    return locale?.hasPrefix("zh") ?? false ? .zh : .en
  }
}

/// The options every command has.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(zh: "输出格式（默认 table）。", en: "How to print (default: table).", value: .format))
  private var asked: OutputFormat?

  @Flag(help: .excel)
  var excel = false

  /// How to print.
  var format: OutputFormat { excel ? .csv : asked ?? .table }

  @Option(help: .language)
  var lang: Language?

  @OptionGroup var terminal: TerminalOptions

  var language: Language { lang ?? Configuration.usualLanguage }

  /// The language of a table's headings and words; nil for the neutral ones that programs read.
  var tableLanguage: Language? { format == .csv && !excel ? nil : language }

  /// What Excel takes a file of UTF-8 for one by.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Prints a sheet of CSV: as programs read it, or, for Excel, as people do.
  func print(_ sheet: (Language?) -> Table) {
    for line in sheet(tableLanguage).csv { StandardStream.output.line(line) }
  }

  /// Puts a report out, in the format asked for, into a file or on stdout.
  func put(to out: String?, json: () -> String, sheet: (Language?) -> Table, page: (Language) -> Page) throws {
    switch format {
    case .json: try OutputFile.put([json()], to: out, language)
    case .csv: try OutputFile.put(sheet(tableLanguage), isForExcel: excel, to: out, language)
    case .table: try OutputFile.put(page(language), to: out, language)
    }
  }

  /// No options.
  init() {}

  /// Options that were read already.
  init(_ format: OutputFormat, _ lang: Language?) {
    asked = format
    excel = false
    self.lang = lang
  }

  func validate() throws {
    if excel { try Self.printForExcel(beside: asked?.rawValue) }
  }

  /// Has what is printed begin with the mark by which Excel knows it.
  ///
  /// - Parameter format: the format asked for besides; nil where none was.
  static func printForExcel(beside format: String?) throws {
    if let format, format != OutputFormat.csv.rawValue {
      throw ValidationError(
        zh: "--excel 输出 CSV，不与 --format \(format) 同用。",
        en: "--excel prints CSV: it does not go with --format \(format).")
    }
    StandardStream.output.mark = byteOrderMark
  }
}

/// How answers look on a terminal. `Terminal` reads them from the arguments, for errors need them too.
struct TerminalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      zh: "何时用颜色（默认 auto：只在终端上，且未设 NO_COLOR）。",
      en: "When to colour (default: auto, on a terminal and without NO_COLOR).", value: .occasion))
  var color: ColorChoice?

  @Flag(
    help: ArgumentHelp(
      zh: "长的结果不交给 $PAGER 分页。", en: "Do not show long answers through $PAGER."))
  var noPager = false
}

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      zh: "账本：路径、sqlite:路径、postgres://地址、服务器 https://地址 或 :memory:（默认 $KOUFEN_STORE，其次配置文件，再次 koufen.db）。",
      en: "The store: a path, sqlite:PATH, postgres://ADDRESS, a server's https://ADDRESS or :memory: (default: "
        + "$KOUFEN_STORE, else the configuration's, else koufen.db).", value: .store))
  var store: StoreLocation?

  private var named: StoreLocation? { store ?? Configuration.usualStore }

  /// Where the store is, or is to be.
  var location: StoreLocation { named ?? .file(FilePath("koufen.db")) }

  /// The server it is on; nil where it is none of a server's.
  var server: ServerStore? {
    get throws {
      guard case .server(let address) = location else { return nil }
      return try ServerStore.at(address)
    }
  }

  /// Whether a store was named, or stands at the usual place.
  var isThere: Bool { named != nil || FilePath("koufen.db").isThere }

  /// Whether there is no store yet, and none was named among the arguments.
  var isAbsent: Bool {
    guard store == nil, case .file(let path) = location else { return false }
    return !path.isThere
  }

  /// The rules a ledger decides by.
  static func rules() -> RuleSource {
    RuleSource(zone: Rulebook.builtInZone, name: Rulebook.builtInName) {
      do {
        return Rules(try Rulebook.builtIn().terms)
      } catch {
        Failure.report(error)
      }
    }
  }

  /// The ledger in that store, which must be there. Says on stderr where the log is ahead of the clock.
  ///
  /// - Parameters:
  ///   - readOnly: for what writes nothing, or only rehearses it: no right to write is needed.
  ///   - isSealing: for what must not be shown before it is acknowledged: no standby is read.
  ///   - freshness: how far the log must have come; that is waited for.
  func ledger(
    readOnly: Bool = false, isSealing: Bool = false, freshness: FreshnessOptions? = nil
  ) throws -> Ledger {
    if !readOnly { _ = try WallClock.now() }
    let store = try location.store(
      readOnly ? .readOnly : .readWrite, for: readOnly && !isSealing ? .reading : .primary)
    try freshness?.wait(for: store)
    let ledger = Self.ledger(over: store, readOnly: readOnly)
    // What is recorded on a server is by its clock.
    if ledger.server == nil { WallClock.warn(ledger) }
    return ledger
  }

  /// What is asked of one state of the same, to read only. Nothing is printed or said in it: whoever reads that slowly would
  /// keep the state.
  ///
  /// - Parameter wanted: what is asked first.
  func ofOneState<Answer>(
    freshness: FreshnessOptions, expecting wanted: Wanted, _ ask: (Ledger) throws -> Answer
  ) throws -> Answer {
    let store = try location.store(.readOnly, for: .reading)
    try freshness.wait(for: store)
    let ledger = Self.ledger(over: store, readOnly: true)
    var warning: Warning?
    defer { warning?.say() }
    return try ledger.pinned(expecting: wanted) { pinned, _ in
      if ledger.server == nil { warning = WallClock.warning(of: pinned) }
      return try ask(pinned)
    }
  }

  /// The ledger in that store, which the first accepted event makes, or a log that is brought into it; that it was made is
  /// said. A clock that the ledger cannot take makes none.
  func ledgerToFill(byLog: Bool = false) throws -> Ledger {
    switch location {
    case .memory, .server: return try ledger()
    case .file, .postgres, .url: break
    }
    _ = try WallClock.now()
    let shown = try location.shown
    let store = try location.store(byLog ? .creating : .making) {
      guard !byLog else {
        return Warning(
          code: "store-made", zh: "已新建账本 \(shown)，规则以导入的日志为准。",
          en: "Made the store \(shown), under the rules of the imported log."
        ).say()
      }
      Warning(
        code: "store-made",
        zh: "已新建账本 \(shown)，适用规则 \(Rulebook.builtInName)，只管扣分；"
          + "制度全文用 koufen rulebook publish \(Rulebook.officesName) --effective … 发布，此前登记的服务商不受其准入约束。",
        en: "Made the store \(shown), under \(Rulebook.builtInName), which is about points alone. For the whole "
          + "regulation: koufen rulebook publish \(Rulebook.officesName) --effective …; who is registered by then stays "
          + "grandfathered."
      ).say()
    }
    let ledger = Self.ledger(over: store, readOnly: false)
    WallClock.warn(ledger)
    return ledger
  }

  /// Where there is no store and what was to be its first event is refused by the rules, the name of the store is as likely
  /// wrong as the event: both are said. Nil for all else.
  func missing(because error: any Error) throws -> Failure? {
    let asked = AskedOutput.ofProcess
    guard case .file = location, case let path = try location.file(), !path.isThere else { return nil }
    var refused: Failure?
    if !(error is Failure.Quiet) { refused = Failure(error, language: asked.language) }
    guard refused?.exit ?? (error as? Failure.Quiet)?.exit == 1 else { return nil }
    let why = refused.map { "\($0.code): \($0.message)" }
    return Failure(
      exit: 66, code: "no-such-store",
      message: asked.language(
        zh: "\(path.shown) 处没有账本，也未新建：没有一条事件被接受。\(why ?? "")",
        en: "There is no store at \(path.shown), and none was made: no event was accepted. \(why ?? "")"),
      line: refused?.line)
  }

  /// The providers of the ledger, by their names; none where there is no ledger in a file yet.
  var calledProviders: CalledProviders {
    let location = location
    return CalledProviders(clock: WallClock.now) {
      if case .server(let address) = location {
        return Self.ledger(over: try ServerStore.at(address), readOnly: true)
      }
      if case .postgres = location {
        return Self.ledger(over: try location.store(.readOnly, for: .reading), readOnly: true)
      }
      guard case .file = location, case let path = try location.file(), path.isThere, !path.isEmpty else {
        return nil
      }
      return Self.ledger(over: try SQLiteEventStore(path: path, mode: .readOnly), readOnly: true)
    }
  }

  /// Whether the store is there: a file, or a ledger in PostgreSQL, which only an administrator makes.
  var isMade: Bool {
    get throws {
      switch location {
      case .postgres, .server: return true
      case .memory, .file, .url: break
      }
      guard case .file = location else { return false }
      let path = try location.file()
      return path.isThere && !path.isEmpty
    }
  }

  /// The ledger that events are appended to, or, for a rehearsal, the one that is there.
  func ledgerToAppend(rehearsing: Bool) throws -> Ledger {
    guard rehearsing else { return try ledgerToFill() }
    let ledger = try ledger(readOnly: true)
    location.warnIfClosed()
    return ledger
  }

  /// A ledger over a store, with memory for what it is asked to do.
  static func ledger(over store: any EventStore, readOnly: Bool) -> Ledger {
    // What is in memory only is not kept; what a server keeps is noted as it says so.
    let isKept = !(store is InMemoryEventStore) && !(store is ServerStore)
    let store: any EventStore = isKept ? KeptStore(store: store) : store
    return Ledger(
      store: store, source: rules(), heldEvents: readOnly ? Ledger.leastHeldEvents : Memory.heldEvents)
  }
}

/// The two clocks of a question (§6).
struct ClockOptions: ParsableArguments {
  @Option(help: ArgumentHelp(zh: "截至此日期终了（默认今天）。", en: "As of the end of this date (default: today).", value: .date))
  var asOf: String?

  @Option(help: ArgumentHelp(zh: "按此刻所知（默认现在）。", en: "As known at this moment (default: now).", value: .moment))
  var knownAt: String?

  /// The question they ask.
  func question(in zone: Zone, year: Int? = nil) throws -> StandingQuestion {
    try ArgumentText.year(year, "--year")
    return StandingQuestion(
      asOf: try ArgumentText.date(asOf, "--as-of"),
      knownAt: try ArgumentText.instant(knownAt, "--known-at", in: zone), year: year)
  }
}
