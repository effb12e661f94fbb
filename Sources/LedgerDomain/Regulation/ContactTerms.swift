/// §1.1.3(2), §4.3: by what a provider is reached.
public struct ContactTerms: Equatable, Sendable {
  /// Those who say it.
  public var by: [Role]
  /// What may be said, in the order of the file.
  public var keys: [ContactKey]

  /// Who may say what.
  public init(by: [Role], keys: [ContactKey]) {
    self.by = by
    self.keys = keys
  }
}

/// One thing by which a provider is reached, such as a telephone.
public struct ContactKey: Equatable, Sendable {
  /// Its name.
  public var slug: Slug<ContactKey>
  /// The § of the regulation it is from.
  public var section: String
  /// What it is.
  public var words: Words

  /// A thing.
  public init(_ slug: Slug<ContactKey>, section: String, words: Words) {
    self.slug = slug
    self.section = section
    self.words = words
  }
}
