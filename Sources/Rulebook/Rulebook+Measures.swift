import LedgerDomain

/// The section `measures` (offices §6).
extension Rulebook {
  static func measures(_ node: RulebookNode) throws(RulebookError) -> MeasureTerms {
    try node.allow(["fulfilled-by", "kinds"])
    var kinds: [Key<MeasureKind>: MeasureKind] = [:]
    for (slug, kind) in try node["kinds"].entries() {
      kinds[Key(try kind.slug(slug))] = try measureKind(kind)
    }
    return MeasureTerms(fulfilledBy: try node["fulfilled-by"].roles(), kinds: kinds)
  }

  private static func measureKind(_ node: RulebookNode) throws(RulebookError) -> MeasureKind {
    try node.allow(["section", "by", "needs", "effect", "liftable", "zh", "en"])
    var needs: Set<MeasureNeed> = []
    for item in try node.optional("needs")?.items() ?? [] {
      guard let need = try item.oneOf(MeasureNeed.self, MeasureNeed.allCases) else { continue }
      if !needs.insert(need).inserted { try item.fail("each need once", zh: "每项只出现一次", ()) }
    }
    let effect = try node.optional("effect")
    let kind = MeasureKind(
      section: try node["section"].text(), by: try node["by"].roles(), needs: needs,
      effect: try effect?.oneOf(MeasureEffect.self, MeasureEffect.allCases), isLiftable: try node["liftable"].flag(),
      words: Words(zh: try node["zh"].text(), en: try node["en"].text()))
    try checkEffect(of: kind, effect)
    return kind
  }

  /// An outlet that is gone by a measure is named by it, and does not come back when it is lifted.
  private static func checkEffect(of kind: MeasureKind, _ node: RulebookNode?) throws(RulebookError) {
    guard let node, kind.effect == .outletGone else { return }
    if !kind.needs.contains(.outlet) {
      try node.fail("an effect of a kind that needs an outlet", zh: "须写明网点（“needs” 含 “outlet”）的类型才有的效果", ())
    }
    if kind.isLiftable {
      try node.fail(
        "an effect of a kind that is not liftable: the outlet stays gone", zh: "不可解除的类型才有的效果（网点离开后不再恢复）", ())
    }
  }
}
