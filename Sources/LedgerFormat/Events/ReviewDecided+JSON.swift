import LedgerDomain

/// What is decided of a review, as JSON beside its data: the criteria that its findings do not meet; and all criteria of its
/// subject by the version it was decided under, those that are kept only, and on what some of them depend.
extension ReviewDecided {
  private static let thirdParty = "third-party"
  private static let selfOperated = "self-operated"

  /// Writes the fields of `decided`.
  func writeFields(to writer: inout JSONWriter) {
    writer.slugs("unmet", unmet)
    writer.slugs("criteria", asked.map(\.slug))
    let running = asked.filter(\.isRunning)
    if !running.isEmpty { writer.slugs("running", running.map(\.slug)) }
    let dependent = asked.filter { !$0.conditions.isEmpty }
    guard !dependent.isEmpty else { return }
    writer.name("conditions")
    writer.array { writer in
      for criterion in dependent {
        for condition in criterion.conditions { Self.write(condition, of: criterion.slug, to: &writer) }
      }
    }
  }

  private static func write(
    _ condition: CriterionCondition, of criterion: Key<CriterionRow>, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("criterion", criterion.text)
      switch condition {
      case .finding(let slug, let value):
        writer.field("on", slug.text)
        writer.name("value")
        writer.value(value.json)
      case .thirdParty: writer.field("kind", thirdParty)
      case .selfOperated: writer.field("kind", selfOperated)
      }
    }
  }

  /// Reads the fields of `decided`.
  init(_ data: inout FieldReader) throws(InputError) {
    let unmet = try data.texts("unmet").map { Key<CriterionRow>($0) }
    let criteria = try data.texts("criteria").map { Key<CriterionRow>($0) }
    let running = try data.has("running") ? Set(try data.texts("running")) : []
    var conditions: [Key<CriterionRow>: [CriterionCondition]] = [:]
    if try data.has("conditions") {
      let read = try data.objects("conditions") { item throws(InputError) in
        (try item.key("criterion") as Key<CriterionRow>, try Self.condition(&item))
      }
      for (slug, condition) in read { conditions[slug, default: []].append(condition) }
    }
    self.init(
      unmet: unmet,
      asked: criteria.map {
        AskedCriterion(slug: $0, isRunning: running.contains($0.text), conditions: conditions[$0] ?? [])
      })
  }

  private static func condition(_ item: inout FieldReader) throws(InputError) -> CriterionCondition {
    guard try item.has("on") else {
      return try item.text("kind") == selfOperated ? .selfOperated : .thirdParty
    }
    return .finding(try item.key("on"), try item.findingValue("value"))
  }
}
