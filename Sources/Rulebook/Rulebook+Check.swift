import LedgerDomain

/// Something that checking a rulebook file found.
public struct RulebookFinding: Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The file cannot be published.
    case error
    /// It can, but somebody should look at it.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is, and what was expected there.
  public var error: RulebookError

  /// Something found.
  public init(_ severity: Severity, _ error: RulebookError) {
    self.severity = severity
    self.error = error
  }
}

extension Rulebook {
  /// Reads a rulebook file to its end and gathers whatever is wrong with it.
  ///
  /// - Returns: the rulebook, nil when there is any error, and everything found, in the order of the file.
  public static func check(bytes: [UInt8], file: String) -> (rulebook: Rulebook?, findings: [RulebookFinding]) {
    let collected = RulebookFindings()
    do throws(RulebookError) {
      let root = try root(of: bytes, file: file, .check(collected))
      let rulebook = try Rulebook(bytes: bytes, root: root)
      var findings = collected.errors.map { RulebookFinding(.error, $0) }
      findings += try RulebookCheck.findings(in: root, rulebook, isWhole: findings.isEmpty).filter { finding in
        !collected.errors.contains { ($0.key + ".").hasPrefix(finding.error.key + ".") }
      }
      findings.sort { ($0.error.line ?? 0) < ($1.error.line ?? 0) }
      return (findings.contains { $0.severity == .error } ? nil : rulebook, findings)
    } catch {
      return (nil, (collected.errors + [error]).map { RulebookFinding(.error, $0) })
    }
  }

  /// Every value of the file by its path, as it is written; lists whole.
  public var facets: [(path: String, value: String)] {
    (try? Self.root(of: source, file: name, .published).facets) ?? []
  }

  /// The line of the file on which the value with this path stands.
  public func line(of path: [String]) -> Int? {
    guard var node = try? Self.root(of: source, file: name, .published) else { return nil }
    for key in path {
      guard let next = try? node.optional(key) else { return nil }
      node = next
    }
    return node.error("").line
  }
}
