package import LedgerDomain
package import Rulebook

/// Versions made from the built-in one by changing lines of its file.
package enum Version {
  /// The built-in file with other texts in the place of some; every text must be there.
  package static func text(_ version: String, _ changes: [(old: String, new: String)] = []) -> String {
    var text = String(decoding: Rulebook.builtInSource, as: UTF8.self)
    for change in [(old: "version: \"1.5\"", new: "version: \"\(version)\"")] + changes {
      guard let range = text.firstRange(of: change.old) else { fatalError("the built-in file has no \(change.old)") }
      text.replaceSubrange(range, with: change.new)
    }
    return text
  }

  /// The rulebook that file is.
  package static func rulebook(_ version: String, _ changes: [(old: String, new: String)] = []) -> Rulebook {
    do {
      return try Rulebook(bytes: Array(text(version, changes).utf8), file: version + ".yaml")
    } catch {
      fatalError("\(error)")
    }
  }

  /// The version that the program carries with the sections of an office.
  package static let offices: Rulebook = {
    do {
      return try Rulebook(
        bytes: Rulebook.carriedSource("taobao-daigou-1.5-offices") ?? [], file: "taobao-daigou-1.5-offices")
    } catch {
      fatalError("\(error)")
    }
  }()

  /// Its terms.
  package static func terms(_ version: String, _ changes: [(old: String, new: String)] = []) -> Terms {
    rulebook(version, changes).terms
  }
}
