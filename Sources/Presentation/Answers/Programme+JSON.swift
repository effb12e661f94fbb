import EventStore
public import Ledger
public import LedgerDomain
public import LedgerFormat
public import Programmes

extension Programme {
  /// A version of a programme as JSON: all that it declares, what its rules do in words, and what can be recorded of its subjects
  /// and by whom. Null in the place of roles means every role.
  ///
  /// - Parameters:
  ///   - source: the file's bytes.
  ///   - version: where it stands in a ledger; nil for a file that is in none.
  ///   - zone: the ledger's.
  public func json(of source: [UInt8], _ version: RulebookVersion?, in zone: Zone) -> JSON {
    let names = ProgrammeNames(self)
    var digest = HashBuilder()
    digest.add(fixed: source)
    return .object([
      .init("name", .string(name)), .init("programme", .string(programme)), .init("title", JSON(title)),
      .init("sha256", .string(digest.digest().hex)), .init("effective", JSON(version?.effective?.description)),
      .init("published", JSON(version?.publishedAt.map(zone.text))), .init("position", JSON(version?.position)),
      .init("zone", .string(self.zone.name)),
      .list("roles", roles) { [.init("role", .string($0.name)), .init("words", $0.words.map { JSON($0) } ?? .null)] },
      .list("attributes", attributes) {
        [.init("attribute", .string($0.name)), .init("words", JSON($0.words))] + $0.field.typed
      },
      .list("facts", facts) {
        [
          .init("fact", .string($0.name)), .init("words", JSON($0.words)), .init("roles", .names($0.roles)),
          .fields($0.fields),
        ]
      },
      .list("accounts", accounts) { $0.told(by: names) },
      .list("measures", measures) {
        [.init("measure", .string($0.name)), .init("words", JSON($0.words)), .init("kind", .string($0.kind.code))]
      },
      .list("counters", counters) { $0.told(by: names) }, .list("clauses", clauses) { $0.told(by: names) },
      .list("duties", duties) { $0.told(by: names) }, .list("reviews", reviews) { $0.told(by: names) },
      .list("conditions", leaves) { leaf in
        let asked = names.condition(leaf.text)
        return [
          .init("leaf", .string(leaf.text)), .init("words", JSON(asked?.words ?? .same(leaf.text))),
          .init("money", .boolean(asked?.isMoney ?? false)),
        ]
      },
      .init("appeal", appeal.map(\.json) ?? .null),
    ])
  }
}

extension RulebookVersion {
  /// The programme it is a version of; nil for the regulation.
  var programmeName: String? {
    guard isProgramme, case .programme(let programme, _)? = try? file() else { return nil }
    return programme.programme
  }
}

extension JSON {
  fileprivate static func names(_ names: [String]?) -> JSON { names.map { .array($0.map(JSON.string)) } ?? .null }

  fileprivate static func range(_ range: ClosedRange<Int>?) -> JSON {
    guard let range else { return .null }
    return .object([.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))])
  }
}

extension JSON.Field {
  fileprivate static func list<Item>(_ name: String, _ items: [Item], _ told: (Item) -> [JSON.Field]) -> JSON.Field {
    JSON.Field(name, .array(items.map { .object(told($0)) }))
  }

  fileprivate static func fields(_ fields: [FieldForm]) -> JSON.Field {
    .list("fields", fields) { [.init("field", .string($0.name))] + $0.typed }
  }
}

extension FieldForm {
  /// Its type, what may be chosen, and what it is where it is left out.
  fileprivate var typed: [JSON.Field] {
    let (code, choices): (String, [String]?) =
      switch type {
      case .int, .money, .date, .bool, .key, .share, .breach: (type.text, nil)
      case .choice(let words): ("choice", words)
      case .levels(let words): ("levels", words)
      }
    return [
      .init("type", .string(code)), .init("choices", .names(choices)), .init("default", otherwise?.json ?? .null),
    ]
  }
}

extension AccountForm {
  fileprivate func told(by names: ProgrammeNames) -> [JSON.Field] {
    var fen: Int?
    if case .fen(let sum)? = required { fen = sum }
    let kind =
      switch self.kind {
      case .deposit: "deposit"
      case .bill: "bill"
      }
    return [
      .init("account", .string(name)), .init("words", JSON(words)), .init("kind", .string(kind)),
      .init("required", JSON(fen)), .init("topUpDays", JSON(topUp?.days)),
      .init("minimum", minimum(by: names).map { JSON($0) } ?? .null),
      .init("missed", topUp.map { JSON($0.words(by: names)) } ?? .null),
    ]
  }
}

extension MeasureForm.Kind {
  fileprivate var code: String {
    switch self {
    case .plain: "plain"
    case .notice: "notice"
    case .closes: "closes"
    }
  }
}

extension CounterForm {
  fileprivate func told(by names: ProgrammeNames) -> [JSON.Field] {
    let apart: String? =
      switch by {
      case .field(let name)?: name
      case .clause?: "clause"
      case nil: nil
      }
    return [
      .init("counter", .string(name)), .init("words", JSON(words)), .init("window", JSON(counted(by: names))),
      .init("by", JSON(apart)), .init("cap", JSON(cap?.most)), .init("capped", cap.map { JSON($0.words) } ?? .null),
      .list("nodes", nodes) {
        [
          .init("at", .integer($0.at)), .init("every", JSON($0.every)),
          .init("does", JSON($0.effects.words(by: names))),
        ]
      },
    ]
  }
}

extension ClauseForm {
  fileprivate func told(by names: ProgrammeNames) -> [JSON.Field] {
    var (isAtOnce, judges): (Bool, [String]?) = (true, [])
    if case .by(let roles, _) = decided { (isAtOnce, judges) = (false, roles) }
    let asked = ranges
    return [
      .init("clause", .string(name)), .init("section", .string(section)), .init("words", JSON(words)),
      .init("quote", JSON(quote)), .fields(fields), .init("arises", .string(arises.rawValue)),
      .init("reporters", .names(reporters)), .init("dated", .string(dated.rawValue)),
      .init("atOnce", .boolean(isAtOnce)), .init("judges", .names(judges)), .init("grades", .names(grades)),
      .init("points", .range(asked.points)), .init("fen", .range(asked.fen)), .init("costs", JSON(costs(by: names))),
      .init("appeal", .boolean(isAppealable)),
    ]
  }
}

extension DutyForm {
  fileprivate func told(by names: ProgrammeNames) -> [JSON.Field] {
    [
      .init("duty", .string(name)), .init("words", JSON(words)), .init("owed", JSON(owed.words(by: names))),
      .init("met", .names(met)), .init("missed", JSON(missed.words(by: names))),
    ]
  }
}

extension ReviewForm {
  fileprivate func told(by names: ProgrammeNames) -> [JSON.Field] {
    [
      .init("review", .string(name)), .init("words", words.map { JSON($0) } ?? .null),
      .init("when", JSON(when(by: names))), .init("chooses", JSON(choice.words(by: names))),
    ]
  }
}

extension AppealForm {
  fileprivate var json: JSON {
    .object([
      .init("within", JSON(within.words)), .init("times", .integer(times)), .init("by", .names(by)),
      .init("otherPerson", .boolean(isByAnother)),
    ])
  }
}
