/// §1.1.3(2), §4.3: by what a provider is reached.
public struct ContactTerms: Equatable, Sendable {
  /// Those who say it.
  public var by: [Role]
  /// What may be said, in the order of the file.
  public var keys: [ContactRow]

  /// Who may say what.
  public init(by: [Role], keys: [ContactRow]) {
    self.by = by
    self.keys = keys
  }
}

/// One thing by which a provider is reached, such as a telephone.
public struct ContactRow: Equatable, Sendable {
  /// Its name.
  public var slug: Key<ContactRow>
  /// The § of the regulation it is from.
  public var section: String
  /// What it is.
  public var words: Words

  /// A thing.
  public init(_ slug: Key<ContactRow>, section: String, words: Words) {
    self.slug = slug
    self.section = section
    self.words = words
  }
}
