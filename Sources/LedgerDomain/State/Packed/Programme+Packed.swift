public import Packing

/// What the states of programmes are made of that the log has too.
extension DeclaredValue: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DeclaredValue?) throws(Pass.Problem) {
    let shape: Shape = try pass.next(known) { $0.shape }
    switch shape {
    case .number: self = .number(try pass.next(known) { $0.number })
    case .flag: self = .flag(try pass.next(known) { $0.number } != 0)
    case .text: self = .text(try pass.next(known) { $0.text })
    case .share: self = .share(part: try pass.next(known) { $0.number }, whole: try pass.next(known) { $0.whole })
    }
  }

  private enum Shape: PackedCase {
    case number, flag, text, share
  }

  private var shape: Shape {
    switch self {
    case .number: .number
    case .flag: .flag
    case .text: .text
    case .share: .share
    }
  }

  private var number: Int {
    switch self {
    case .number(let number), .share(let number, _): number
    case .flag(let flag): flag ? 1 : 0
    case .text: 0
    }
  }

  private var text: String { if case .text(let text) = self { text } else { "" } }

  private var whole: Int { if case .share(_, let whole) = self { whole } else { 0 } }
}

extension NamedValue: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: NamedValue?) throws(Pass.Problem) {
    self.init(try pass.next(known) { $0.name }, try pass.next(known) { $0.value })
  }
}

extension Ground: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Ground?) throws(Pass.Problem) {
    let rule = ProgrammeRule(try pass.text(known?.rule.description))
    try pass.demand(rule != nil)
    self.init(rule ?? .submission, for: try pass.next(known) { $0.cause })
  }
}

extension DutyName: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DutyName?) throws(Pass.Problem) {
    self.init(duty: try pass.next(known) { $0.duty }, key: try pass.next(known) { $0.key })
  }
}

extension MeasureNotice: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: MeasureNotice?) throws(Pass.Problem) {
    self.init(measure: try pass.next(known) { $0.measure }, on: try pass.next(known) { $0.on })
  }
}
