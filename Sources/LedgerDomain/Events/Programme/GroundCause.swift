/// What a rule of a programme was applied to (programmes §6): how the log names it stands here alone.
public enum GroundCause: Hashable, Sendable {
  /// A breach.
  case breach(BreachID)
  /// What somebody submitted, by its position.
  case event(Int)
  /// A duty, by its name and key as written, and when it was due.
  case duty(String, due: LocalDate)
  /// A period, by its last day.
  case period(LocalDate)
  /// The end of a measure: by which rule the measure began, and what that rule was applied to.
  case end(ProgrammeRule, of: String)

  /// What it began by in the first place: of the end of a measure, what the measure began by. Nil where the log names nothing.
  public var origin: GroundCause? {
    switch self {
    case .breach, .event, .duty, .period: self
    case .end(_, let cause): GroundCause(cause)?.origin
    }
  }
}

extension GroundCause: LosslessStringConvertible {
  /// As it stands in the log: `breach:<id>`, `event:<position>`, `duty:<name>@<due>`, `period:<last day>`,
  /// `end:<rule>/<what the measure began by>`.
  public var description: String {
    switch self {
    case .breach(let breach): "breach:" + breach.text
    case .event(let position): "event:\(position)"
    case .duty(let name, let due): "duty:\(name)@\(due)"
    case .period(let last): "period:\(last)"
    case .end(let rule, let cause): "end:\(rule)/" + cause
    }
  }

  /// Reads what stands in the log; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "breach": self = .breach(BreachID(rest))
    case "event":
      guard let position = Int(rest) else { return nil }
      self = .event(position)
    case "duty":
      guard let place = rest.lastIndex(of: "@"), let due = LocalDate(String(rest[rest.index(after: place)...])) else {
        return nil
      }
      self = .duty(String(rest[..<place]), due: due)
    case "period":
      guard let last = LocalDate(rest) else { return nil }
      self = .period(last)
    case "end":
      guard let slash = rest.firstIndex(of: "/"), let rule = ProgrammeRule(String(rest[..<slash])) else { return nil }
      self = .end(rule, of: String(rest[rest.index(after: slash)...]))
    case _: return nil
    }
  }
}
