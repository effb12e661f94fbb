import LedgerDomain
import LedgerFormat
import Presentation

/// Events, as pages show them.
extension Frame {
  /// What a type of event is called.
  func name(ofType type: String) -> String {
    if let kind = EventKind(type) { return say(kind.words) }
    return type == Publication.type ? say(Publication.words) : type
  }

  /// The type of an event, by its name, with the mark of what is only a consequence.
  func type(of event: Part) -> HTML {
    let mark: HTML =
      event["cause"].isThere
      ? "<span class=\"soft\" aria-hidden=\"true\">▸</span>&nbsp;"
      : "<span class=\"soft\" aria-hidden=\"true\">●</span>&nbsp;"
    return "\(mark)\(data(event["type"], "\(name(ofType: event["type"].text ?? ""))"))"
  }

  /// What an event says, in a sentence.
  func sentence(of event: Part) -> HTML {
    guard let (known, zone) = read(event) else { return "" }
    // An event that an explanation cites does not say under which version; what the page rests on has the words then.
    let names =
      programme(of: event, known)?.names
      ?? officeNames(under: event["rulebook"].text ?? (try? basis())?["rulebook"].text)
    let sentence = say(known.sentence(in: zone, by: names))
    // The name of its type stands beside it anyway.
    let name = say(known.words)
    let marks = language == .zh ? "：" : ": "
    if sentence == name { return "" }
    return HTML(ofLog: sentence.hasPrefix(name + marks) ? String(sentence.dropFirst((name + marks).count)) : sentence)
  }

  /// The same behind the name of its type; nothing where the name says it all.
  func said(of event: Part) -> HTML {
    let sentence = sentence(of: event)
    return sentence.markup.isEmpty ? "" : "\(say(zh: "：", en: ": "))\(sentence)"
  }

  /// The rules of the programme that an event of a subject was decided under; nil of one of a provider.
  ///
  /// - Parameter read: the event; nil where its fields do not matter.
  private func programme(of event: Part, _ read: Event?) -> ProgrammeRules? {
    let isOfSubject =
      switch read?.body {
      case .consequence(.programme)?, .fact(.subject, _)?: true
      case .fact?, .consequence?, .publication?, nil:
        event["by"]["role"].text.map { Role(rawValue: $0) == nil } ?? false
      }
    return isOfSubject ? ProgrammeRules(event["rulebook"].text, in: self) : nil
  }

  /// What a version of the rules calls the offices' duties, criteria and measures, and what their parts, channels and choices are
  /// called; it is asked only where one is named.
  func officeNames(under rulebook: @autoclosure @escaping () -> String?) -> ProgrammeNames {
    func named(_ section: String, _ name: String) -> Words? {
      rulebook().flatMap { try? askingOfLog("rulebooks", $0) }.flatMap { Words($0["names"][section][name]) }
    }
    return ProgrammeNames { kind, name in
      switch kind {
      case .duty: named("duties", name)
      case .criterion: named("criteria", name)
      case .contact: named("contacts", name)
      case .measure: named("measures", name)
      case .part: RulebookKeys.part(name)
      case .channel: RulebookKeys.channel(name)
      case .choice: RulebookKeys.choice(name)
      case .attribute, .fact, .account, .counter, .clause, .review, .role: nil
      }
    } isMoney: { kind, name, _ in
      kind == .criterion && criterion(name)?["unit"].text == "fen"
    } condition: { _ in
      nil
    }
  }

  /// The event as the log has it, and the zone it is told in.
  private func read(_ event: Part) -> (Event, Zone)? {
    let (_, offset) = Self.clock(event["recordedAt"].text ?? "")
    let zone = Zone(name: "", offsetSeconds: Self.seconds(ofOffset: offset))
    var fields = event.json.fields.filter { $0.name != "name" && $0.name != "hash" }
    // An explanation cites events without what all of them have alike.
    for (name, value) in [("id", JSON.null), ("provider", "p"), ("rulebook", "r")] where event.json[name] == nil {
      fields.append(.init(name, value))
    }
    let line = Array(JSON.object(fields).text.utf8)
    return line.withUnsafeBytes { bytes in (try? Event(line: bytes, in: zone)).map { ($0, zone) } }
  }

  private static func seconds(ofOffset offset: String) -> Int {
    let digits = offset.compactMap(\.wholeNumberValue)
    guard digits.count >= 4 else { return 0 }
    let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
    return offset.hasPrefix("-") ? -seconds : seconds
  }

  /// Whose event it is, as a link there; what the rules are published under is nobody's page.
  func provider(of event: Part) -> HTML {
    guard event["type"].text != Publication.type else {
      return data(event["provider"], "<span class=\"soft\">\(say(zh: "规则", en: "the rules"))</span>")
    }
    return "<a href=\"\(link("providers", event["provider"].text ?? ""))\">\(data(event["provider"]))</a>"
  }

  /// Who submitted an event, and in which role.
  func by(_ event: Part) -> HTML {
    guard event["by"].isThere else {
      // Rules with which a ledger is made are nobody's submission.
      if event["type"].text == Publication.type { return data(event["by"]) }
      return "<span class=\"soft\">\(data(event["by"], "\(say(zh: "到期检查", en: "a sweep"))"))</span>"
    }
    let role = event["by"]["role"]
    let called =
      programme(of: event, nil)?.text("roles", "role", role.text ?? "") ?? name(role.text ?? "", \Role.words)
    return "\(data(event["by"]["id"])) <span class=\"soft\">\(data(role, "\(called)"))</span>"
  }

  /// The position of an event, as a link to it.
  func position(_ part: Part) -> HTML {
    guard let position = part.number else { return data(part) }
    return "<a class=\"at\" href=\"\(link("events", String(position)))\">#\(data(part))</a>"
  }

  /// Where it is said how many events came in since, without anything moving (pages P9); nothing where the past is shown.
  ///
  /// - Parameters:
  ///   - head: the position that the page knows of.
  ///   - provider: whose events are meant; nil for all.
  ///   - type: of which type; nil for all.
  func news(behind head: Part, of provider: String? = nil, type: String? = nil) -> HTML {
    guard isPresent, may("events"), address["cursor"] == nil, let head = head.number else { return "" }
    let feed = Address("v1", "events", query: ["format": "sse", "provider": provider, "type": type])
    let types = EventFilterTypes.all.map(\.name).joined(separator: " ")
    return """
      <p class="news" hidden data-follow="\(feed)" data-after="\(head)" data-types="\(types)"><a href="\(address)"></a></p>
      """
  }
}
