import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

extension Parameter {
  /// What it holds, where an operation takes it; a list has commas between its items.
  func shape(in operation: Operation) -> Shape {
    switch self {
    case .account, .by: .text(like: #"^[^\u0000]+$"#)
    case .q: .text(like: #"^[^\u0000]+$"#)
    case .action: .word(AccessAction.self)
    case .after, .afterVersion, .minScore, .near: .count
    case .before: .position
    case .asOf, .effective, .through: .date
    case .atFrom, .atTo, .recordedFrom, .recordedTo, .knownAt, .from, .to: .moment
    case .breach: .breach
    case .breaches: .word(BreachesListed.self)
    case .provider, .programme: .key
    case .city: operation == .providers ? Self.some(.key) : .key
    case .clause: Self.some(.any(of: [.clause, .key]))
    case .cursor: .text.with("minLength", .integer(1))
    case .dryRun, .events, .held, .late, .mayReach: .flag
    case .expansion: Self.some(.word(ExpansionStatus.self))
    case .format: .word(operation.form.gives.map(\.rawValue))
    case .kind: Self.some(.word(ProviderKind.self))
    case .lang: .word(Language.self)
    case .next: .text(like: #"^[^\u0000]+$"#)
    case .limit: .number(1...1000)
    case .mode: .word(BulkMode.self)
    case .order: .word(Order.self)
    case .role: operation == .queue ? Self.some(.anyRole) : .anyRole
    case .seal: .number(Self.sealFormats)
    case .sort: .word(StandingOrder.self)
    case .state: Self.some(.word(Breach.Status.self))
    case .status: Self.some(.word(ProviderStatus.self))
    case .type: Self.some(LogShapes.type)
    case .wait: .number(0...30)
    case .work: Self.some(.word(QueueItem.Work.self))
    case .year: .year
    case .first, .second: .text(like: #"^[^\u0000]+$"#)
    }
  }

  private static func some(_ item: Shape) -> Shape { .list(item).with("minItems", .integer(1)) }

  /// Whether it must be there.
  func isRequired(in operation: Operation) -> Bool {
    switch self {
    case .from, .to: operation == .difference
    case .first, .second: operation == .rulebookDifference
    case .effective: operation == .publish
    case .account, .action, .after, .afterVersion, .asOf, .atFrom, .atTo, .before, .breach, .breaches, .by, .city,
      .clause, .cursor, .dryRun, .events, .expansion, .format, .held, .kind, .knownAt, .lang, .late, .limit, .mayReach,
      .minScore, .mode, .near, .next, .order, .programme, .provider, .q, .recordedFrom, .recordedTo, .role, .seal,
      .sort, .state, .status, .through, .type, .wait, .work, .year:
      false
    }
  }
}

extension Operation {
  /// Its query and its path, as OpenAPI describes parameters.
  func parameters(_ language: Language) -> [JSON] {
    let inPath = pathNames.map { name in
      JSON.object([
        .init("name", .string(name)), .init("in", "path"), .init("required", .boolean(true)),
        .init("schema", Self.shape(ofPathName: name, in: self).json),
      ])
    }
    let inQuery = (form.parameters + (form.gives.count > 1 ? [.format] : [])).map { parameter in
      let shape = parameter.shape(in: self)
      var fields: [JSON.Field] = [
        .init("name", .string(parameter.rawValue)), .init("in", "query"),
        .init("description", .string(language(parameter.words))),
      ]
      if parameter.isRequired(in: self) { fields.append(.init("required", .boolean(true))) }
      if shape.json["type"] == "array" {
        fields += [.init("style", "form"), .init("explode", .boolean(false))]
      }
      return JSON.object(fields + [.init("schema", shape.json)])
    }
    return inPath + inQuery
  }

  private static func shape(ofPathName name: String, in operation: Operation) -> Shape {
    switch name {
    case "p": .key
    case "b", "d": .breach
    case "c": operation == .judgements ? .clause : .key
    case "m": .key
    case "y": .year
    case "version", "position": .position
    case _: operation == .fact ? .any(of: [.position, .uuid]) : .text(like: #"^[^/\u0000]+$"#)
    }
  }
}
