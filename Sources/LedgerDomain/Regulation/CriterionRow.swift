/// A condition on which a provider or an outlet is admitted: a row of the section `criteria` (offices §4).
public struct CriterionRow: Equatable, Sendable {
  /// Its name.
  public var slug: Key<CriterionRow>
  /// The § of the regulation it is from.
  public var section: String
  /// Of what it is asked.
  public var subject: CriterionSubject
  /// What is found of it, and when that will do.
  public var test: CriterionTest
  /// When it is asked and kept.
  public var season: CriterionSeason
  /// When it applies: all of these must hold.
  public var conditions: [CriterionCondition]
  /// Not before all of a lower stage are met.
  public var stage: Int
  /// Those who review it.
  public var reviewers: [Role]
  /// Whether any value will do: it is there to be known.
  public var informs: Bool
  /// When somebody's judgement stands in for the number: all of these must hold; nil where none does.
  public var judgedIf: [CriterionCondition]?
  /// What it asks.
  public var words: Words
  /// In what its number is counted, as the file says it, such as `fen`; nil where it says nothing.
  public var unit: String?

  /// A row.
  public init(
    _ slug: Key<CriterionRow>, section: String, subject: CriterionSubject = .provider, test: CriterionTest,
    season: CriterionSeason, conditions: [CriterionCondition] = [], stage: Int = 1, reviewers: [Role],
    informs: Bool = false, judgedIf: [CriterionCondition]? = nil, words: Words
  ) {
    self.slug = slug
    self.section = section
    self.subject = subject
    self.test = test
    self.season = season
    self.conditions = conditions
    self.stage = stage
    self.reviewers = reviewers
    self.informs = informs
    self.judgedIf = judgedIf
    self.words = words
  }

  /// What of it is stored with a review.
  var asked: AskedCriterion { AskedCriterion(slug: slug, isRunning: season == .running, conditions: conditions) }
}

/// Of what a criterion is asked.
public enum CriterionSubject: String, CaseIterable, Sendable {
  /// Of the provider.
  case provider
  /// Of each outlet.
  case outlet
}

/// When a criterion is asked and kept.
public enum CriterionSeason: String, CaseIterable, Sendable {
  /// Asked once, at the admission.
  case admission
  /// Asked at the admission, and to be kept.
  case always
  /// Kept, and not asked at the admission.
  case running
}

/// What is found of a criterion, and when that will do (offices §4).
public enum CriterionTest: Hashable, Sendable {
  /// That it is so.
  case yes
  /// A number of at least so many and at most so many, each where it is given.
  case number(atLeast: Int?, atMost: Int?)
  /// At least such a share of a whole.
  case share(atLeast: Percent)
  /// One of these words, whichever.
  case choice([String])
  /// Some text.
  case text
  /// Hours that cover these.
  case hours(weekdays: HoursOfDay, otherDays: HoursOfDay)

  /// Whether it is a value of the kind that is asked for.
  public func takes(_ value: FindingValue) -> Bool {
    switch (self, value) {
    case (.yes, .flag), (.number, .number), (.share, .share), (.text, .text), (.hours, .hours): true
    case (.choice(let words), .text(let word)): words.contains(word)
    case (.yes, _), (.number, _), (.share, _), (.choice, _), (.text, _), (.hours, _): false
    }
  }

  /// Whether a value of the kind will do.
  public func isMet(by value: FindingValue) -> Bool {
    switch (self, value) {
    case (.yes, .flag(let isSo)): isSo
    case (.number(let least, let most), .number(let number)): (least ?? number) <= number && number <= (most ?? number)
    case (.share(let least), .share(let part, let whole)): !least.isMore(than: part, of: whole)
    case (.hours(let weekdays, let otherDays), .hours(let onWeekdays, let onOtherDays)):
      onWeekdays.cover(weekdays) && onOtherDays.cover(otherDays)
    case (.choice, .text), (.text, .text): true
    case (.yes, _), (.number, _), (.share, _), (.choice, _), (.text, _), (.hours, _): false
    }
  }
}

/// What must be so for a criterion to apply.
public enum CriterionCondition: Hashable, Sendable {
  /// A criterion of the provider has this value, by its latest finding.
  case finding(Key<CriterionRow>, FindingValue)
  /// The provider is a third party.
  case thirdParty
  /// The provider is run by the platform itself.
  case selfOperated
}

/// What is stored of a criterion with each review, so that how an admission stands never asks a rule.
public struct AskedCriterion: Equatable, Sendable {
  /// The criterion.
  public let slug: Key<CriterionRow>
  /// Whether it is kept and not asked at the admission.
  public let isRunning: Bool
  /// When it applies.
  public let conditions: [CriterionCondition]

  /// A criterion.
  public init(slug: Key<CriterionRow>, isRunning: Bool, conditions: [CriterionCondition]) {
    self.slug = slug
    self.isRunning = isRunning
    self.conditions = conditions
  }
}
