public import LedgerDomain

/// Why a password may not be used (server 2.5).
public enum PasswordFault: Error, Hashable, Sendable {
  /// It has fewer characters than so many.
  case tooShort(least: Int)
  /// It takes more than so many bytes.
  case tooLong(most: Int)
  /// It holds the id of its account.
  case holdsID
  /// It is one of those tried first.
  case common
  /// It has no character of a kind that is asked for.
  case lacks(PasswordRules.Kind)
}

/// What is asked of a password: by itself its length, and that it is not easily guessed (server 2.5).
public struct PasswordRules: Hashable, Sendable {
  /// Kinds of characters that may be asked for besides. The raw value is how the rule is written.
  public enum Kind: String, CaseIterable, Sendable {
    case letter, capital, digit, sign
  }

  /// The most bytes of any password.
  public static let mostBytes = 256
  /// The fewest characters that may be asked for.
  static let fewestCharacters = 12
  /// Twelve characters, and nothing more.
  public static let usual = PasswordRules()

  /// The fewest characters.
  public let least: Int
  /// Kinds of which each must be there.
  public let kinds: Set<Kind>

  private init() {
    least = Self.fewestCharacters
    kinds = []
  }

  /// Reads rules such as `length=16,digit,sign`; nil where they cannot be read, or would ask for less than usual.
  public init?(_ text: String) {
    var (least, kinds) = (Self.fewestCharacters, Set<Kind>())
    for rule in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = rule.split(separator: "=", omittingEmptySubsequences: false)
      if sides.count == 2, sides[0] == "length", let length = Int(sides[1]) {
        guard (Self.fewestCharacters...Self.mostBytes).contains(length) else { return nil }
        least = length
      } else if let kind = Kind(rawValue: String(rule)) {
        kinds.insert(kind)
      } else {
        return nil
      }
    }
    self.least = least
    self.kinds = kinds
  }

  /// What is wrong with a password; nil where nothing is.
  public func fault(of password: String, for account: AccountID) -> PasswordFault? {
    if password.utf8.count > Self.mostBytes { return .tooLong(most: Self.mostBytes) }
    if password.unicodeScalars.count < least { return .tooShort(least: least) }
    let small = password.lowercased()
    if small.contains(account.text) { return .holdsID }
    if CommonPasswords.contains(small) { return .common }
    return Kind.allCases.first { kinds.contains($0) && !$0.isIn(password) }.map { .lacks($0) }
  }
}

extension PasswordRules.Kind {
  fileprivate func isIn(_ password: String) -> Bool {
    password.unicodeScalars.contains { scalar in
      switch self {
      case .letter: scalar.properties.isAlphabetic
      case .capital: scalar.properties.isUppercase
      case .digit: scalar.properties.numericType == .decimal
      case .sign:
        !scalar.properties.isAlphabetic && scalar.properties.numericType != .decimal
          && !scalar.properties.isWhitespace
      }
    }
  }
}

/// A password that was held to the rules, and so may be set.
public struct NewPassword: Sendable {
  let text: String

  /// Holds a password to the rules.
  public init(_ text: String, for account: AccountID, by rules: PasswordRules = .usual) throws(PasswordFault) {
    if let fault = rules.fault(of: text, for: account) { throw fault }
    self.text = text
  }
}

/// Passwords that are tried first, of at least twelve characters: shorter ones are refused anyway.
enum CommonPasswords {
  private static let all = Set(
    PackageResources.common_passwords_txt.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    })

  /// Whether a password, in small letters, is one of them.
  static func contains(_ small: String) -> Bool { all.contains(small) }
}
