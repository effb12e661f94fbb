import Ledger
import LedgerDomain
import LedgerFormat

/// The query of a request, read strictly: each parameter once, known, not empty, and of its kind (server 4.4).
struct Query: Sendable {
  private let values: [String: String]

  /// Reads the pairs of a query.
  ///
  /// - Parameters:
  ///   - allowed: the parameters that may stand there.
  ///   - mayChooseFormat: whether `format` may.
  /// - Throws: `bad-input` naming the first that is unknown, repeated or empty.
  init(
    _ pairs: [(name: String, value: String)], allowed: [Parameter], mayChooseFormat: Bool = false
  ) throws(ServerProblem) {
    if pairs.isEmpty {
      values = [:]
      return
    }
    var values: [String: String] = [:]
    let names = allowed.map(\.rawValue) + (mayChooseFormat ? ["format"] : [])
    for (name, value) in pairs {
      guard names.contains(name) else { throw ServerProblem(badInput: name, .parameter(among: names)) }
      guard values[name] == nil else { throw ServerProblem(badInput: name, .parameterOnce) }
      guard !value.isEmpty else { throw ServerProblem(badInput: name, .valueThere) }
      values[name] = value
    }
    self.values = values
  }

  /// The text of a parameter; nil where it does not stand there.
  func text(_ parameter: Parameter) -> String? { values[parameter.rawValue] }

  /// The notation asked for.
  ///
  /// - Throws: `bad-input` where it is none of `known`.
  func format(among known: [Media]) throws(ServerProblem) -> Media? {
    guard let text = values["format"] else { return nil }
    guard let media = Media(rawValue: text), known.contains(media) else {
      throw ServerProblem(badInput: "format", .oneOf(known.map(\.rawValue)))
    }
    return media
  }
}

/// Values of their kinds; each throws `bad-input` naming the parameter.
extension Query {
  /// A date, in a year that can be handed in.
  func date(_ parameter: Parameter) throws(ServerProblem) -> LocalDate? {
    guard let text = text(parameter) else { return nil }
    guard let date = Limits.date(text) else { throw ServerProblem(badInput: parameter.rawValue, .date) }
    return date
  }

  /// A key.
  func key<Of>(_ parameter: Parameter) throws(ServerProblem) -> Key<Of>? {
    guard let text = text(parameter) else { return nil }
    guard text.isKey() else { throw ServerProblem(badInput: parameter.rawValue, .key) }
    return Key(text)
  }

  /// Keys, with commas between them; none where the parameter does not stand there.
  func keys<Of>(_ parameter: Parameter) throws(ServerProblem) -> [Key<Of>] {
    guard let text = text(parameter) else { return [] }
    let keys = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard keys.allSatisfy({ $0.isKey() }) else { throw ServerProblem(badInput: parameter.rawValue, .key) }
    return keys.map { Key($0) }
  }

  /// The id of a breach.
  func breach(_ parameter: Parameter) throws(ServerProblem) -> BreachID? {
    guard let text = text(parameter) else { return nil }
    guard text.isBreachID else {
      throw ServerProblem(badInput: parameter.rawValue, .breach)
    }
    return BreachID(text)
  }

  /// A moment, as `--at` is read; of a date its beginning.
  func instant(_ parameter: Parameter, in zone: Zone) throws(ServerProblem) -> Instant? {
    guard let text = text(parameter) else { return nil }
    guard let instant = Limits.instant(text, in: zone) else {
      throw ServerProblem(badInput: parameter.rawValue, .instant)
    }
    return instant
  }

  /// A moment, or of a date the beginning of the next: what ends there takes the whole day in.
  func end(_ parameter: Parameter, in zone: Zone) throws(ServerProblem) -> Instant? {
    if let text = text(parameter), let date = Limits.date(text) { return zone.endOfDay(date) }
    return try instant(parameter, in: zone)
  }

  /// A whole number within bounds, in plain digits.
  func number(_ parameter: Parameter, _ bounds: ClosedRange<Int>) throws(ServerProblem) -> Int? {
    guard let text = text(parameter) else { return nil }
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(text),
      bounds.contains(number)
    else { throw ServerProblem(badInput: parameter.rawValue, .number(bounds)) }
    return number
  }

  /// A year that can be handed in.
  func year(_ parameter: Parameter = .year) throws(ServerProblem) -> Int? {
    try number(parameter, Limits.years.lowerBound...(Limits.years.upperBound - 1))
  }

  /// One of some words.
  func word<Value: RawRepresentable & CaseIterable>(
    _ parameter: Parameter, _ type: Value.Type
  ) throws(ServerProblem) -> Value? where Value.RawValue == String {
    guard let text = text(parameter) else { return nil }
    guard let value = Value(rawValue: text) else {
      throw ServerProblem(badInput: parameter.rawValue, .oneOf(Value.allCases.map(\.rawValue)))
    }
    return value
  }

  /// Some of some words, with commas between them; empty where the parameter does not stand there.
  func words<Value: RawRepresentable & CaseIterable>(
    _ parameter: Parameter, _ type: Value.Type
  ) throws(ServerProblem) -> [Value] where Value.RawValue == String {
    guard let text = text(parameter) else { return [] }
    var found: [Value] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Value(rawValue: String(word)) else {
        throw ServerProblem(badInput: parameter.rawValue, .oneOf(Value.allCases.map(\.rawValue)))
      }
      found.append(value)
    }
    return found
  }

  /// `true` or `false`; nil where the parameter does not stand there.
  func flag(_ parameter: Parameter) throws(ServerProblem) -> Bool? {
    switch text(parameter) {
    case nil: nil
    case "true": true
    case "false": false
    case _?: throw ServerProblem(badInput: parameter.rawValue, .trueOrFalse)
    }
  }

  /// How many items a page has at most (server 4.3); nil where nothing is said.
  func limit() throws(ServerProblem) -> Int? { try number(.limit, 1...1000) }

  /// The two clocks and the year of a question.
  func question(in zone: Zone) throws(ServerProblem) -> StandingQuestion {
    StandingQuestion(asOf: try date(.asOf), knownAt: try instant(.knownAt, in: zone), year: try year())
  }
}

extension Expectation {
  static func parameter(among names: [String]) -> Expectation {
    names.isEmpty
      ? Expectation(zh: "没有参数", en: "no parameter here")
      : Expectation(
        zh: "此处的参数：\(names.joined(separator: "、"))", en: "one of the parameters here: \(names.joined(separator: ", "))")
  }

  static let parameterOnce = Expectation(zh: "只出现一次的参数", en: "each parameter once")
  static let valueThere = Expectation(zh: "不为空的值", en: "a value that is not empty")
  static let trueOrFalse = Expectation(zh: "true 或 false", en: "true or false")
  static let cursor = Expectation(
    zh: "同一问题的上一页所给、未满一日的续页记号", en: "the next of a page of this very question, no older than a day")
  static let noBody = Expectation(zh: "没有内容的请求", en: "no body here")

  static func number(_ bounds: ClosedRange<Int>) -> Expectation {
    bounds.upperBound == .max
      ? Expectation(zh: "不小于 \(bounds.lowerBound) 的整数", en: "a whole number, at least \(bounds.lowerBound)")
      : Expectation(
        zh: "\(bounds.lowerBound) 至 \(bounds.upperBound) 的整数",
        en: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
  }
}
