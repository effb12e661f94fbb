public import Packing

extension Agreement: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Agreement?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    signedAt = try pass.next(known) { $0.signedAt }
    startsOn = try pass.next(known) { $0.startsOn }
    endsOn = try pass.next(known) { $0.endsOn }
    terms = try pass.next(known) { $0.terms }
    cities = try pass.next(known) { $0.cities }
  }
}

extension TermsOverride: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: TermsOverride?) throws(Pass.Problem) {
    let settings = try pass.list(known?.terms.map(Setting.init))
    self = known ?? TermsOverride(Dictionary(settings.map { ($0.term, $0.value) }) { $1 })
  }

  private struct Setting: Packed {
    let term: Term
    let value: Term.Value

    init(term: Term, value: Term.Value) {
      self.term = term
      self.value = value
    }

    init<Pass: PackedPass>(_ pass: inout Pass, _ known: Setting?) throws(Pass.Problem) {
      term = try pass.next(known) { $0.term }
      value = try pass.next(known) { $0.value }
    }
  }
}

extension Term: PackedCase {
  /// Every term, in the order of the file.
  public static var allCases: [Term] { all }
}

extension Term.Value: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Term.Value?) throws(Pass.Problem) {
    let isRange: Bool = try pass.next(known) { $0.range != nil }
    self = isRange ? .range(try pass.next(known) { $0.range! }) : .number(try pass.next(known) { $0.number! })
  }

  private var range: ClosedRange<Int>? {
    if case .range(let range) = self { range } else { nil }
  }

  private var number: Int? {
    if case .number(let number) = self { number } else { nil }
  }
}
