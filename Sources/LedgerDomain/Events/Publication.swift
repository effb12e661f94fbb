/// A version of the rulebook, entered in the log with the whole text of its file, so that the log stands alone.
public struct Publication: Equatable, Sendable {
  /// The stream it stands in: no key of a provider, so that no provider can be meant.
  public static let stream = Key<Provider>("@rulebook")
  /// The type under which it stands in the log.
  public static let type = "RulebookPublished"

  /// Rulebook and version, such as `taobao-daigou-1.6`.
  public var name: String
  /// The first date on which acts are judged by it.
  public var effective: LocalDate
  /// SHA-256 of the file's bytes, 64 lowercase hexadecimal digits.
  public var sha256: String
  /// Whether it holds in every field; false for one published before ledgers obeyed them all, and for one that states
  /// nothing those ignored.
  public var obeysEveryField: Bool
  /// The file, byte for byte.
  public var text: String

  /// A version in force from `effective` on.
  public init(name: String, effective: LocalDate, sha256: String, obeysEveryField: Bool = false, text: String) {
    self.name = name
    self.effective = effective
    self.sha256 = sha256
    self.obeysEveryField = obeysEveryField
    self.text = text
  }

  /// Who may publish: whoever acts for the platform, not those who are judged by it, nor a feed.
  public static let roles: [Role] = Role.everywhere.filter { ![.provider, .outlet, .integration].contains($0) }
}
