import LedgerDomain
import Presentation

/// The rules of a programme as pages look things up in them: what is declared, what it is called, who may do what.
struct ProgrammeRules {
  let frame: Frame
  /// What `/v1/rulebooks/{name}` answers; nil where the account may not see it.
  let answer: Answered?

  /// The version that a standing names.
  init(of standing: Answered, in frame: Frame) {
    self.init(standing["rulebook"].text, in: frame)
  }

  /// The version of a name.
  init(_ name: String?, in frame: Frame) {
    self.frame = frame
    answer = name.flatMap { try? frame.askingOfLog("rulebooks", $0) }
  }

  /// What is declared in a list under a name, such as `counters`, `counter`; nil for nothing.
  func declared(_ list: String, _ key: String, _ name: String?) -> Part? {
    guard let answer, let name else { return nil }
    return answer[list].items.first { $0[key].text == name }
  }

  /// All that a list declares.
  func all(_ list: String) -> [Part] { answer?[list].items ?? [] }

  /// What something declared is called, with the answer that says it; its name where it has none.
  func called(_ list: String, _ key: String, _ name: String) -> HTML {
    guard let answer, let words = declared(list, key, name)?["words"], words.isThere else { return "\(name)" }
    return "<span data-of=\"\(answer.address)\">\(frame.words(words))</span>"
  }

  /// The same as plain text, for labels and titles.
  func text(_ list: String, _ key: String, _ name: String) -> String {
    declared(list, key, name)?["words"][frame.language.rawValue].text ?? name
  }

  /// The account's roles in which something may be done; null in the place of roles means every role that is declared.
  ///
  /// - Parameter isForSubject: whether the subject itself may do it besides.
  func held(_ roles: Part?, orSubject isForSubject: Bool = false) -> [String] {
    let declared = all("roles").compactMap { $0["role"].text }
    let named = roles.map { $0.isThere ? $0.items.compactMap(\.text) : declared } ?? declared
    return frame.roles.filter { named.contains($0) || isForSubject && $0 == Self.subjectRole }
  }

  /// Those who may do something, by their names.
  func named(_ roles: Part?) -> String {
    guard let roles, roles.isThere else { return frame.say(zh: "任何角色", en: "every role") }
    return roles.items.compactMap(\.text).map { text("roles", "role", $0) }
      .joined(separator: frame.say(zh: "、", en: ", "))
  }

  /// The role of the subject itself (programmes §10).
  static let subjectRole = "subject"
}

extension Frame {
  /// The version of each published programme that was published last.
  func programmes() -> [Part] {
    guard may("rulebooks"), let list = try? askingOfLog("rulebooks", query: ["limit": "200"]) else { return [] }
    var latest: [String: Part] = [:]
    for version in list.items { if let programme = version["programme"].text { latest[programme] = version } }
    return latest.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Every role by which work may be asked for: those of the regulation, and those that published programmes declare.
  var allRoles: [String] {
    var roles = Role.allCases.map(\.rawValue)
    let programmes = programmes()
    if programmes.isEmpty { return roles }
    for version in programmes {
      for role in ProgrammeRules(version["name"].text, in: self).all("roles") {
        if let name = role["role"].text, !roles.contains(name) { roles.append(name) }
      }
    }
    return roles + [ProgrammeRules.subjectRole]
  }
}
