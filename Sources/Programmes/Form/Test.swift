public import LedgerDomain

/// A test of a rulebook file (programmes §4).
public indirect enum Test: Hashable, Sendable {
  /// Each of them holds.
  case all([Test])
  /// At least one of them holds.
  case any([Test])
  /// None of them holds.
  case none([Test])
  /// One question.
  case leaf(Leaf)
}

/// One question of a test, and how it reads in the file.
public struct Leaf: Hashable, Sendable {
  /// What is asked.
  public let question: Question
  /// How it reads, in one line.
  public let text: String

  /// A question and how it reads.
  public init(_ question: Question, text: String) {
    self.question = question
    self.text = text
  }
}

/// What a leaf asks.
public indirect enum Question: Hashable, Sendable {
  /// Whether a term compares so.
  case compare(Term, Comparison)
  /// Whether a measure is in force.
  case isInForce(String)
  /// Whether the breach at hand was judged to be of one of these grades.
  case grade([String])
  /// Whether a fact exists; perhaps one of which a breach field is the breach at hand.
  case exists(FactPattern, ofBreach: Bool)
  /// How many other subjects of the programme with the same value of an attribute pass a test.
  case linked(attribute: String, Test, how: Comparison)
}

/// A kind of fact, perhaps only where fields have certain values.
public struct FactPattern: Hashable, Sendable {
  /// The kind.
  public let kind: String
  /// The values that fields must have.
  public let fields: [NamedValue]

  /// A kind of fact, where fields have these values.
  public init(_ kind: String, where fields: [NamedValue] = []) {
    self.kind = kind
    self.fields = fields
  }
}

/// What a leaf compares (programmes §4).
public enum Term: Hashable, Sendable {
  /// An attribute of the subject.
  case attribute(String)
  /// A field of the fact or breach at hand.
  case field(String)
  /// A field of the latest fact of a kind; an older one is as none.
  case latest(kind: String, field: String, notOlder: Window?)
  /// How many facts there are.
  case count(FactPattern, Within)
  /// How many assessed breaches of some clauses there are, by the day of the act.
  case breaches([String], Within)
  /// A counter's value; for one field's key, or the sum of all.
  case counter(String, key: String?)
  /// The largest single charge of which something is left.
  case largest(String, Within)
  /// What lies in an account; of a bill, what is billed.
  case balance(String)
}

/// How a term is compared.
public enum Comparison: Hashable, Sendable {
  /// The same.
  case equal(Comparand)
  /// One of these.
  case oneOf([Constant])
  /// As much or more; of levels, the same or a higher one.
  case atLeast(Comparand)
  /// As much or less.
  case atMost(Comparand)
  /// Less.
  case below(Comparand)
  /// More.
  case above(Comparand)
  /// A date from which a window is over.
  case ago(Window)
}

/// What a term is compared with.
public enum Comparand: Hashable, Sendable {
  /// A constant.
  case constant(Constant)
  /// So many times another term.
  case of(Term, times: Ratio)
}

/// A constant of a test.
public enum Constant: Hashable, Sendable {
  /// A number, exact: whole, decimal or per cent.
  case number(Ratio)
  /// True or false.
  case flag(Bool)
  /// A word, a key or a date.
  case text(String)
}

/// An exact number: so many of so many parts.
public struct Ratio: Hashable, Sendable {
  /// How many parts.
  public let part: Int
  /// Parts of one, more than 0.
  public let whole: Int

  /// So many of so many parts.
  public init(_ part: Int, of whole: Int = 1) {
    self.part = part
    self.whole = whole
  }

  /// Once.
  public static let one = Ratio(1)
}
