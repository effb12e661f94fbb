public import Ledger
public import LedgerDomain
public import LedgerFormat
import Programmes
public import Rulebook

/// One value that differs between two versions.
public struct RulebookChange: Equatable, Sendable {
  /// Where it stands: keys with a point between them.
  public var path: String
  /// Its value in the first; nil for none.
  public var old: String?
  /// Its value in the second; nil for none.
  public var new: String?
  /// What it is a part of, such as a clause or a node; nil for what has no words.
  public var part: Words?

  /// What differs between two versions, in the order of the second's file.
  public static func between(_ old: Rulebook, _ new: Rulebook) -> [RulebookChange] {
    let before = Dictionary(old.facets) { first, _ in first }
    let after = Dictionary(new.facets) { first, _ in first }
    let gone = old.facets.filter { after[$0.path] == nil }
    return (new.facets + gone).compactMap { facet in
      let (was, now) = (before[facet.path], after[facet.path])
      if was == now { return nil }
      let part = part(facet.path) { after[$0] ?? before[$0] }
      return RulebookChange(path: facet.path, old: was, new: now, part: part)
    }
  }

  /// What differs between two files; nil where they are of different forms, and have no value in common.
  ///
  /// - Throws: what is wrong with a programme's file, as far as that is needed to read its values.
  public static func between(_ old: RulesFile, _ new: RulesFile) throws(RulebookError) -> [RulebookChange]? {
    switch (old, new) {
    case (.daigou(let old), .daigou(let new)): return between(old, new)
    case (.programme(let one, let old), .programme(let other, let new)):
      let differences = try ProgrammeDifference.between(old, new, files: (one.name, other.name))
      return differences.map { difference in
        RulebookChange(
          path: difference.path.joined(separator: "."), old: difference.old, new: difference.new,
          part: other.part(difference.path) ?? one.part(difference.path))
      }
    case (.daigou, .programme), (.programme, .daigou): return nil
    }
  }

  /// What a value of the regulation's file belongs to: its section, and in that the clause, criterion, duty or whatever else has
  /// words there.
  ///
  /// - Parameter value: the value at a path of the file.
  private static func part(_ path: String, _ value: (String) -> String?) -> Words? {
    let steps = path.split(separator: ".").map(String.init)
    guard let first = steps.first, let section = RulebookKeys.section(first) else { return nil }
    let depth = ["keys", "kinds"].contains(steps.dropFirst().first) ? 3 : 2
    guard steps.count > depth else { return section }
    let name = steps[depth - 1]
    let item = steps.prefix(depth).joined(separator: ".")
    let words =
      first == "clauses"
      ? Clause(rawValue: name)?.words
      : value(item + ".zh").flatMap { zh in value(item + ".en").map { Words(zh: zh, en: $0) } }
    guard let words else { return section }
    return Words(zh: "\(section.zh) \(name)（\(words.zh)）", en: "\(section.en) \(name) (\(words.en))")
  }

  /// The change as JSON.
  public var json: JSON {
    .object(
      [.init("path", .string(path)), .init("old", JSON(old)), .init("new", JSON(new))]
        + (part.map { [.init("part", JSON($0))] } ?? []))
  }
}

extension [RulebookChange] {
  /// The changes as a table; in no language with the headings of a file for programs.
  public func table(_ language: Language?) -> Table {
    let heading = language.heading
    let hasParts = contains { $0.part != nil }
    var table = Table(
      (hasParts ? [(heading("part", "部分"), .wrapped)] : []) + [
        (heading("path", "项目"), hasParts ? .wrapped : .left), (heading("old", "原为"), hasParts ? .wrapped : .left),
        (heading("new", "改为"), hasParts ? .wrapped : .left),
      ])
    table.rows = map { change in
      (hasParts ? [change.part.map { (language ?? .en)($0) } ?? ""] : [])
        + [change.path, change.old ?? "–", change.new ?? "–"]
    }
    return table
  }
}

extension Programme {
  /// What a value of its file belongs to, by its name in the file and what it is called; nil for what it does not declare.
  fileprivate func part(_ path: [String]) -> Words? {
    guard path.count > 1, let words = called(path[1], in: path[0]) else { return Self.sections[path[0]] }
    let kind = Self.sections[path[0]] ?? Words(zh: "", en: "")
    let part = Words(zh: "\(kind.zh) \(path[1])（\(words.zh)）", en: "\(kind.en) \(path[1]) (\(words.en))")
    guard path.count > 3, path[2] == "nodes" else { return part }
    return Words(zh: "\(part.zh)，节点 \(path[3])", en: "\(part.en), node \(path[3])")
  }

  private func called(_ name: String, in section: String) -> Words? {
    switch section {
    case "attributes": attribute(name)?.words
    case "facts": fact(name)?.words
    case "accounts": account(name)?.words
    case "measures": measure(name)?.words
    case "counters": counter(name)?.words
    case "clauses": clause(name)?.words
    case "duties": duty(name)?.words
    case "reviews": reviews.first { $0.name == name }.map { $0.words ?? Words(zh: name, en: name) }
    case "roles": roles.first { $0.name == name }?.words
    case _: nil
    }
  }

  private static let sections = [
    "attributes": Words(zh: "属性", en: "attribute"), "facts": Words(zh: "事实", en: "fact"),
    "boundaries": Words(zh: "周期日期", en: "dates of periods"), "accounts": Words(zh: "账户", en: "account"),
    "measures": Words(zh: "处理措施", en: "measure"), "counters": Words(zh: "计分项", en: "counter"),
    "defaults": Words(zh: "条款通例", en: "what clauses say by default"), "clauses": Words(zh: "条款", en: "clause"),
    "duties": Words(zh: "义务", en: "duty"), "reviews": Words(zh: "审查", en: "review"),
    "roles": Words(zh: "角色", en: "role"), "appeal": Words(zh: "申诉", en: "appeal"),
    "calendar": Words(zh: "日历", en: "calendar"), "title": Words(zh: "标题", en: "title"),
    "zone": Words(zh: "时区", en: "zone"),
  ]
}
