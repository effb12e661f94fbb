/// A part of what a duty asks for, by its slug.
public enum DutyPart {}

/// One row of the section `duties` (offices §3): what opens a duty, when it is due, and what meets it.
public struct DutyRow: Equatable, Sendable {
  /// Its slug.
  public var slug: Key<DutyRow>
  /// The § of the regulation.
  public var section: String
  /// Who owes it.
  public var owedBy: Role
  /// To whom it is owed.
  public var owedTo: Role
  /// What must hold, all of it, for the duty to be opened.
  public var conditions: [Precondition] = []
  /// What opens it, any of it.
  public var opens: [Opening]
  /// When it is due; nil for whenever.
  public var due: Term?
  /// What meets it, any of it.
  public var metBy: [Fulfilment] = []
  /// Who may record that it is met; nil where nobody may.
  public var recordedBy: [Role]?
  /// What must be done, all of it, where it is recorded.
  public var parts: [Key<DutyPart>] = []
  /// What must be done, one of it at least, where it is recorded.
  public var oneOf: [Key<DutyPart>] = []
  /// Whether a notice that names it meets it.
  public var isMetByNotice = false
  /// The channels by which such a notice may be sent; nil for any.
  public var channels: [String]?
  /// Who may put it off; nil where nobody may.
  public var extendedBy: [Role]?
  /// Who may let it go; nil where nobody may.
  public var waivedBy: [Role]?
  /// The events with which it lapses.
  public var lapsesOn: [Trigger] = []
  /// Whether it is opened once only.
  public var once = false
  /// Whether it is owed, and opened, also when the provider is terminated.
  public var outlivesFreeze = false
  /// What it asks for.
  public var words: Words

  /// A row with what every row says.
  public init(
    slug: Key<DutyRow>, section: String, owedBy: Role, owedTo: Role, opens: [Opening], words: Words
  ) {
    self.slug = slug
    self.section = section
    self.owedBy = owedBy
    self.owedTo = owedTo
    self.opens = opens
    self.words = words
  }

  /// What must hold for a duty to be opened (`if`).
  public enum Precondition: String, CaseIterable, Sendable {
    /// The provider is a third party.
    case thirdParty = "third-party"
    /// The platform runs it itself.
    case selfOperated = "self-operated"
    /// Expansion is stopped, and the event's city is new to the provider.
    case expansionStopped = "expansion-stopped"
  }

  /// What is true or not of a provider as it stands (`when`, `when-not`).
  public enum Condition: String, CaseIterable, Sendable {
    /// Not terminated, with cities, and the balance is less than is to be frozen for them.
    case depositShort = "deposit-short"
    /// The balance is what is to be frozen for its cities, for one at least.
    case depositFull = "deposit-full"
    /// Its admission is fit (offices §4).
    case admissionFit = "admission-fit"
    /// Its channel is not open, its admission fit and its deposit full.
    case readyToOpen = "ready-to-open"
    /// More is forfeited than returned under a breach that is not assessed.
    case forfeitureStands = "forfeiture-stands"
    /// The year for whose points it was terminated has come below the threshold.
    case freezeUnfounded = "freeze-unfounded"

    /// What each duty that it opens is about; nil for the provider as a whole.
    public var subject: SubjectField? {
      switch self {
      case .depositShort, .depositFull, .admissionFit, .readyToOpen: nil
      case .forfeitureStands: .field("breach")
      case .freezeUnfounded: .year
      }
    }
  }

  /// Where an event says what a duty is about.
  public enum SubjectField: Hashable, Sendable {
    /// In the field of this name.
    case field(String)
    /// In its city, or in that of the outlet or meeting it names.
    case city
    /// In its year, or in that of the case decided with it.
    case year
    /// In the year and the threshold it names.
    case lateCase

    /// The place of this name.
    public init(_ name: String) {
      switch name {
      case "city": self = .city
      case "year": self = .year
      case "late-case": self = .lateCase
      case let field: self = .field(field)
      }
    }

    /// Its name.
    public var name: String {
      switch self {
      case .field(let name): name
      case .city: "city"
      case .year: "year"
      case .lateCase: "late-case"
      }
    }
  }

  /// Events of a type, each about the subject it names.
  public struct Trigger: Hashable, Sendable {
    /// The type of the events.
    public var event: EventName
    /// Where they say what the duty is about; nil for the provider as a whole.
    public var subject: SubjectField?
    /// What their fields must hold.
    public var fields: [Wanted] = []

    /// A field, and what it must hold.
    public struct Wanted: Hashable, Sendable {
      /// Its name.
      public var name: String
      /// What it must hold, as it is written.
      public var text: String

      /// A field that must hold a text.
      public init(name: String, text: String) {
        self.name = name
        self.text = text
      }
    }

    /// Events of a type.
    public init(event: EventName, subject: SubjectField? = nil, fields: [Wanted] = []) {
      self.event = event
      self.subject = subject
      self.fields = fields
    }
  }

  /// What opens a duty.
  public enum Opening: Hashable, Sendable {
    /// An event.
    case event(Trigger)
    /// That another duty about the same is met, in time or late.
    case after(Key<DutyRow>)
    /// That a condition becomes true.
    case when(Condition)
  }

  /// What meets a duty.
  public enum Fulfilment: Hashable, Sendable {
    /// An event.
    case event(Trigger)
    /// That a condition holds.
    case when(Condition)
    /// That a condition does not hold.
    case whenNot(Condition)
  }

  /// When a duty is due.
  public enum Term: Hashable, Sendable {
    /// So many working days after the day it opens.
    case workingDays(Int)
    /// So many days after it, moved to a working day; with none, the same day.
    case days(Int)
    /// The last day of the n-th natural month after it.
    case naturalMonths(Int)
    /// On the date in the field of this name of the event that opens it; never where that is missing.
    case date(String)
  }
}
