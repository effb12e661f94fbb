/// What a refusal met, as it is told: keys, dates and numbers are the same in both languages.
extension Words {
  /// A text that is the same in both languages, such as a key.
  public static func same(_ text: String) -> Words { Words(zh: text, en: text) }

  /// A key or a word that is not known, with the one that was perhaps meant.
  public static func unknown(_ text: String, among known: some Sequence<String>) -> Words {
    guard let near = text.near(among: known) else { return same(text) }
    return Words(zh: "\(text)；是否指 \(near)？", en: "\(text); did you mean \(near)?")
  }

  /// The key of a subject of a programme, where a provider was meant.
  public static func subject(_ key: Key<Provider>) -> Words {
    Words(zh: "\(key) 是方案的对象，不是服务商", en: "\(key) is a subject of a programme, and no provider")
  }

  /// The role that submits, and those that may.
  public static func role(_ role: Role, among allowed: [Role]) -> Words {
    .pair(role.named, zh: "有权的角色为", en: "allowed:", .roles(allowed))
  }

  /// Roles, one after the other.
  static func roles(_ roles: [Role]) -> Words {
    Words(zh: roles.map(\.named.zh).joined(separator: "、"), en: roles.map(\.named.en).joined(separator: ", "))
  }

  /// Roles to choose from, by their keys; in Chinese beside what they are called.
  public static func list(of roles: [Role]) -> Words {
    let zh = roles.map { $0.words.zh == $0.rawValue ? $0.rawValue : "\($0.words.zh)（\($0.rawValue)）" }
    return Words(zh: zh.joined(separator: "、"), en: roles.map(\.rawValue).joined(separator: ", "))
  }

  /// The zone of a file, with the ledger's.
  public static func zones(_ found: Zone, _ wanted: Zone) -> Words {
    Words(zh: "\(found.name)，账本为 \(wanted.name)", en: "\(found.name), not \(wanted.name)")
  }

  /// Keys, one after the other.
  static func list(_ keys: [String]) -> Words {
    keys.isEmpty
      ? Words(zh: "一个也没有", en: "none") : Words(zh: keys.joined(separator: "、"), en: keys.joined(separator: ", "))
  }

  /// Points outside of what is allowed.
  static func points(_ points: Int, within least: Int, _ most: Int) -> Words {
    Words(zh: "\(points) 分，允许 \(least)–\(most) 分", en: "\(points); allowed are \(least)–\(most)")
  }

  /// An amount of fen that is not what it must be, with the one it is held against.
  static func amount(_ fen: Int, zh: String, en: String, _ wanted: Int) -> Words {
    .pair(.money(fen), zh: zh, en: en, .money(wanted))
  }

  /// An amount of fen, in yuan.
  public static func money(_ fen: some BinaryInteger) -> Words { Words(zh: fen.yuan + " 元", en: fen.money) }

  /// Two words, the second said of the first.
  static func pair(_ first: Words, zh: String, en: String, _ second: Words) -> Words {
    Words(zh: "\(first.zh)，\(zh) \(second.zh)", en: "\(first.en); \(en) \(second.en)")
  }
}

extension BinaryInteger {
  /// So many fen as people read money: `¥600,000.00`, `−¥50.00`.
  public var money: String { (self < 0 ? "−¥" : "¥") + magnitude.yuan }

  /// So many fen as yuan, to the fen, with commas between the thousands and no sign of the currency: `600,000.00`.
  public var yuan: String {
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
    return (self < 0 ? "−" : "") + whole.inThousands + "." + (rest < 10 ? "0" : "") + String(rest)
  }

  /// The same for programs, which read it in a cell: `600000.00`, `-50.00`.
  public var plainYuan: String {
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
    return (self < 0 ? "-" : "") + String(whole) + "." + (rest < 10 ? "0" : "") + String(rest)
  }

  /// In digits, with commas between the thousands: a zero too many is seen.
  public var inThousands: String {
    let digits = String(magnitude)
    return digits.enumerated().reduce(into: self < 0 ? "−" : "") { text, next in
      if next.offset > 0, (digits.count - next.offset).isMultiple(of: 3) { text += "," }
      text.append(next.element)
    }
  }
}

extension Role {
  /// Its code, in Chinese behind its name.
  var named: Words { Words(zh: "\(words.zh) \(rawValue)", en: rawValue) }
}

extension Clause {
  /// Its code, in Chinese behind its name.
  var named: Words { Words(zh: "\(words.zh) \(rawValue)", en: rawValue) }
}
