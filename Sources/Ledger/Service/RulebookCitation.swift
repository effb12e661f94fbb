public import EventStore
package import Rulebook

/// The rulebook an answer rests on, named for good by the hash of its bytes.
public struct RulebookCitation: Equatable, Sendable {
  /// Rulebook and version.
  public var name: String
  /// SHA-256 of the file's bytes.
  public var digest: Hash

  /// The citation of a version.
  package init(_ rulebook: Rulebook) {
    name = rulebook.name
    var builder = HashBuilder()
    builder.add(fixed: rulebook.source)
    digest = builder.digest()
  }
}
