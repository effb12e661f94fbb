import LedgerDomain
import LedgerFormat
import Presentation

/// Where a word that was typed leads: to a page, a provider, a breach, an event; or what it may have meant (pages P12).
struct JumpPage {
  let frame: Frame

  private var word: String { (frame.address["q"] ?? "").trimmingSpaces }

  /// The one place that is meant; nil where that is none, or more than one.
  func target() throws -> Address? {
    let word = word
    if word.isEmpty { return frame.link("") }
    if let programme = frame.address["enrol"] {
      return frame.link("providers", word, "do", "SubjectEnrolled", query: ["programme": programme])
    }
    if frame.address["register"] != nil { return frame.link("providers", word, "do", "ProviderRegistered") }
    let digits = word.hasPrefix("#") ? String(word.dropFirst()) : word
    if !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit), frame.may("events") { return frame.link("events", digits) }
    if let place = Place.allCases.first(where: { $0.isOpen(in: frame) && $0.isNamed(word) }) {
      return place.address(in: frame)
    }
    let found = try providers()
    if let same = found.first(where: { $0["provider"].text == word }) ?? (found.count == 1 ? found.first : nil) {
      return frame.link("providers", same["provider"].text ?? "")
    }
    return found.isEmpty && (word.contains(":") || word.contains("-")) ? breach() : nil
  }

  /// Events that are looked at for whose a breach is.
  private static let mostEvents = "100"

  /// The page of the breach of that name where one provider alone has such; else the events that name it.
  private func breach() -> Address? {
    if let own = frame.ownProvider, (try? frame.asking("providers", own, "breaches", word)) != nil {
      return frame.link("providers", own, "breaches", word)
    }
    guard frame.may("events") else { return nil }
    let events = try? frame.asking("events", query: ["breach": word, "limit": Self.mostEvents])
    let providers = Set(events?.items.compactMap { $0["provider"].text } ?? [])
    guard providers.count == 1, let provider = providers.first else {
      return frame.link("events", query: ["breach": word])
    }
    return frame.link("providers", provider, "breaches", word)
  }

  private func providers() throws -> [Part] {
    guard frame.may("providers") else { return [] }
    return try frame.asking("providers", query: ["q": word, "limit": "20"]).items
  }

  /// What it may have meant.
  func content() throws -> Content {
    let items = try providers().map { item -> HTML in
      "<li><a href=\"\(frame.link("providers", item["provider"].text ?? ""))\"><span class=\"key\">\(frame.data(item["provider"]))</span> \(frame.data(item["name"]))</a></li>"
    }
    let body: HTML =
      items.isEmpty
      ? frame.empty(
        frame.say(zh: "没有找到“\(word)”。", en: "Nothing is called “\(word)”."),
        "\(frame.say(zh: "可填服务商的编号或名称、#事件位置、违规编号。", en: "Try a provider's key or name, #position of an event, the name of a breach."))"
      )
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return Content(title: frame.say(zh: "跳转", en: "Jump"), body: body)
  }
}

extension Page {
  /// Where else a page leads at once; nil where it is shown.
  public func elsewhere(in frame: Frame) throws -> Address? {
    self == .jump ? try JumpPage(frame: frame).target() : nil
  }
}

extension Place {
  /// Whether a word is its name, in either language, or its letter.
  func isNamed(_ word: String) -> Bool {
    let names = [words.zh, words.en.lowercased()]
    return names.contains(word.lowercased())
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension String {
  /// The same without spaces at either end.
  fileprivate var trimmingSpaces: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
