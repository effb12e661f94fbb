import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import Rulebook
import SQLiteEventStore

/// How answers are printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, csv
}

/// The language people are spoken to in.
enum Language: String, CaseIterable, ExpressibleByArgument {
  case zh, en

  /// The language of the environment: Chinese where the locale says so.
  static var ofLocale: Language {
    let locale = Environment["LC_ALL"] ?? Environment["LC_MESSAGES"] ?? Environment["LANG"]
    return locale?.hasPrefix("zh") ?? false ? .zh : .en
  }

  /// The text in this language.
  func callAsFunction(_ words: Words) -> String { self == .zh ? words.zh : words.en }

  /// The text in this language.
  func callAsFunction(zh: String, en: String) -> String { self == .zh ? zh : en }
}

/// The options every command has.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print: table, json or csv.")
  var format: OutputFormat = .table

  @Option(help: "Language: zh or en (default: the locale's).")
  var lang: Language?

  var language: Language { lang ?? .ofLocale }
}

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(help: "The store: a path, sqlite:PATH or :memory: (default: $KOUFEN_STORE, else koufen.db).")
  var store: String?

  private var location: String {
    store ?? Environment["KOUFEN_STORE"] ?? "koufen.db"
  }

  /// Whether a store was named, or stands at the usual place.
  var isThere: Bool {
    if store != nil || Environment["KOUFEN_STORE"] != nil { return true }
    return FileManager.default.fileExists(atPath: location)
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

  /// The ledger in that store; made on first use unless it is only read, or must be there.
  ///
  /// Says on stderr where the log is ahead of the clock. A clock that the ledger cannot take makes no store.
  func ledger(readOnly: Bool = false, mustExist: Bool = false) throws -> Ledger {
    if !readOnly { _ = try Clock.now() }
    let store: any EventStore =
      location == ":memory:"
      ? InMemoryEventStore()
      : KeptStore(store: try sqliteStore(mode: readOnly ? .readOnly : .readWrite, mustExist: mustExist || readOnly))
    let ledger = Ledger(
      store: store, source: Self.rules(), heldEvents: readOnly ? Ledger.leastHeldEvents : Memory.heldEvents)
    Clock.warn(ledger)
    return ledger
  }

  /// The embedded store at that place.
  func sqliteStore(mode: SQLiteEventStore.Mode = .readOnly, mustExist: Bool = true) throws -> SQLiteEventStore {
    if location.hasPrefix("postgres:") || location.hasPrefix("postgresql:") {
      throw Failure(
        exit: 64, code: "usage", zh: "本程序不支持 PostgreSQL 账本。", en: "PostgreSQL stores are not supported by this build.")
    }
    let path = location.hasPrefix("sqlite:") ? String(location.dropFirst("sqlite:".count)) : location
    if mustExist, !FileManager.default.fileExists(atPath: path) {
      throw Failure(
        exit: 66, code: "no-such-store", zh: "\(path) 处没有账本；请用 --store 指定。",
        en: "There is no store at \(path). Name one with --store.")
    }
    return try SQLiteEventStore(path: path, mode: mode)
  }
}

/// The two clocks of a question (§6).
struct ClockOptions: ParsableArguments {
  @Option(help: "As of the end of this date (default: today).")
  var asOf: String?

  @Option(help: "As known at this moment (default: now).")
  var knownAt: String?

  /// The question they ask.
  func question(in zone: Zone, year: Int? = nil) throws -> StandingQuestion {
    try ArgumentText.year(year, "--year")
    return StandingQuestion(
      asOf: try ArgumentText.date(asOf, "--as-of"),
      knownAt: try ArgumentText.instant(knownAt, "--known-at", in: zone), year: year)
  }
}

/// Reads what people write on the command line; the years are those of event data.
enum ArgumentText {
  static func date(_ text: String?, _ option: String) throws -> LocalDate? {
    guard let text else { return nil }
    guard let date = Limits.date(text) else {
      throw usage(
        option, zh: "存在的日期 YYYY-MM-DD，早于 \(Limits.endOfTime) 年，而非 \(text)",
        en: "a date YYYY-MM-DD that exists, before the year \(Limits.endOfTime), not \(text)")
    }
    return date
  }

  static func instant(_ text: String?, _ option: String, in zone: Zone) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Limits.instant(text, in: zone) else {
      let forms = "2011-03-04T20:00:00+08:00, 2011-03-04T20:00, 2011-03-04"
      throw usage(
        option, zh: "时间，如 \(forms)，早于 \(Limits.endOfTime) 年，而非 \(text)",
        en: "a time such as \(forms), before the year \(Limits.endOfTime), not \(text)")
    }
    return instant
  }

  /// A moment or a whole date: when it begins, and the first moment behind it.
  static func moment(_ text: String?, _ option: String, in zone: Zone) throws -> (start: Instant, end: Instant)? {
    guard let text else { return nil }
    if let date = Limits.date(text) { return (zone.instant(date), zone.instant(date.adding(days: 1))) }
    return try instant(text, option, in: zone).map { ($0, $0.adding(nanoseconds: 1)) }
  }

  static func year(_ year: Int?, _ option: String) throws {
    guard let year, !Limits.years.contains(year) else { return }
    throw usage(
      option, zh: "年份，如 2011，早于 \(Limits.endOfTime)，而非 \(year)",
      en: "a year such as 2011, before \(Limits.endOfTime), not \(year)")
  }

  private static func usage(_ option: String, zh: String, en: String) -> Failure {
    Failure(exit: 64, code: "usage", zh: "\(option)：应为 \(zh)。", en: "\(option): expected \(en).")
  }
}
