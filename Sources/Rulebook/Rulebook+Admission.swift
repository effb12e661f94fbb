import LedgerDomain

/// The way in: the sections `opening`, `contacts` and `gates` of a rulebook file (offices §4, §5, §7).
extension Rulebook {
  static func opening(_ node: RulebookNode) throws(RulebookError) -> OpeningTerms {
    try node.allow(["by", "informs"])
    return OpeningTerms(by: try node["by"].roles(), informs: try node["informs"].roles())
  }

  static func contacts(_ node: RulebookNode) throws(RulebookError) -> ContactTerms {
    try node.allow(["by", "keys"])
    var keys: [ContactRow] = []
    for (name, entry) in try node["keys"].entries() {
      try entry.allow(["section", "zh", "en"])
      keys.append(
        ContactRow(Key(try entry.name(name)), section: try entry["section"].text(), words: try paraphrase(entry)))
    }
    if keys.isEmpty { try node["keys"].fail("at least one contact", zh: "至少一项联系方式", ()) }
    return ContactTerms(by: try node["by"].roles(), keys: keys)
  }

  /// - Parameter duties: the section of the duties that a gate may name; nil where there is none.
  static func gates(_ node: RulebookNode, duties: RulebookNode?) throws(RulebookError) -> GateTerms {
    var gates: [String: [Gate]] = [:]
    let known = Set((try duties?.entries() ?? []).map(\.0))
    for (type, entry) in try node.entries() {
      guard let kind = FactKind(type), kind.mayHaveGates else {
        try entry.fail("a type of event that is an act of the platform", zh: "平台所做的事件类型", ())
        continue
      }
      var list: [Gate] = []
      for item in try entry.items() {
        if let gate = try gate(item, duties: known) { list.append(gate) }
      }
      gates[type] = list
    }
    return GateTerms(gates)
  }

  private static func gate(_ item: RulebookNode, duties: Set<String>) throws(RulebookError) -> Gate? {
    let forms = Gate.forms.joined(separator: ", ")
    guard let gate = Gate(try item.text()) else {
      return try item.fail("one of \(forms)", zh: "\(forms) 之一", nil)
    }
    if case .duty(let slug) = gate, !duties.contains(slug) {
      try item.fail("a duty of the section duties", zh: "duties 部分中的义务", ())
    }
    return gate
  }
}

extension FactKind {
  /// Whether it is an act of the platform that something may stand before; a registration comes before everything.
  fileprivate var mayHaveGates: Bool {
    guard self != .provider(.registered) else { return false }
    return payload.about.roles?.contains { ![.provider, .outlet, .integration].contains($0) } ?? true
  }
}
