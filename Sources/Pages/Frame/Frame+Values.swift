import LedgerDomain
import LedgerFormat
import Presentation

/// Values of answers, as elements that say where they stand there (pages P4). There is no other way onto a page for them.
extension Frame {
  /// A value, in words of ours.
  func data(_ part: Part, _ shown: HTML) -> HTML {
    "<data data-path=\"\(part.path)\" value=\"\(part.value)\">\(shown)</data>"
  }

  /// A value as it is; a text of the log keeps its line breaks (pages P17).
  func data(_ part: Part) -> HTML {
    guard part.isThere else { return data(part, "–") }
    guard let text = part.text else { return data(part, "\(part.value)") }
    return data(part, ofLog(text))
  }

  /// A text of the log; one that is written in the other language is marked (pages P8).
  func ofLog(_ text: String) -> HTML {
    guard let other = other(than: text) else { return HTML(ofLog: text) }
    return "<span lang=\"\(other)\">\(HTML(ofLog: text))</span>"
  }

  /// The language that a text of the log is in, where that is plainly not the page's (pages P8).
  private func other(than text: String) -> String? {
    let isChinese = text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
    switch language {
    case .en: return isChinese ? "zh" : nil
    case .zh: return !isChinese && text.contains(" ") && text.contains(where: \.isLetter) ? "en" : nil
    }
  }

  /// A word of a closed list, by its name.
  func word<Value: RawRepresentable>(
    _ part: Part, _ words: KeyPath<Value, Words>
  ) -> HTML where Value.RawValue == String {
    data(part, part.text.map { "\(name($0, words))" } ?? "–")
  }

  /// What a word of a closed list is called.
  func name<Value: RawRepresentable>(
    _ text: String, _ words: KeyPath<Value, Words>
  ) -> String where Value.RawValue == String {
    Value(rawValue: text).map { say($0[keyPath: words]) } ?? text
  }

  /// Words that an answer has in both languages, under `zh` and `en`.
  func words(_ part: Part) -> HTML { data(part[language.rawValue]) }

  /// A number that may be long, with commas between its thousands: a zero too many is seen.
  func long(_ part: Part) -> HTML {
    guard let number = part.number else { return data(part) }
    return data(part, "\(number.inThousands)")
  }

  /// An amount of fen, as money.
  func money(_ part: Part) -> HTML {
    guard let fen = part.number else { return data(part) }
    return data(part, "<span class=\"money\">\(fen.money)</span>")
  }

  /// Points that were added or taken, with their sign.
  func signed(_ part: Part) -> HTML {
    guard let number = part.number else { return data(part) }
    return data(part, "\(number == 0 ? "0" : (number < 0 ? "−" : "+") + String(abs(number)))")
  }

  /// Fewest and most points: `5–15`, or one number where they are the same.
  func range(_ least: Part, _ most: Part) -> HTML {
    guard least.isThere || most.isThere else { return "–" }
    return least.number == most.number ? data(most) : "<span class=\"at\">\(data(least))–\(data(most))</span>"
  }

  /// A number with what it counts.
  func counted(_ part: Part, zh: String, en: (one: String, many: String)) -> HTML {
    "\(data(part)) \(say(zh: zh, en: part.number == 1 ? en.one : en.many))"
  }
}

/// Dates and moments (pages P7).
extension Frame {
  /// A date.
  ///
  /// - Parameters:
  ///   - named: whether the day of the week stands before it, as where something is due.
  ///   - year: the year that is plain anyway, and is left out.
  func date(_ part: Part, named: Bool = false, beside year: Int? = nil) -> HTML {
    guard let date = part.day else { return data(part) }
    return time(part, "\(shown(date, named: named, beside: year))", title: nil)
  }

  /// A moment: date and time in the ledger's zone, the offset in its title.
  ///
  /// - Parameters: as those of `date`.
  func moment(_ part: Part, named: Bool = false, beside year: Int? = nil) -> HTML {
    guard let text = part.text, let date = part.day else { return data(part) }
    let (clock, _) = Self.clock(text)
    let day = shown(date, named: named, beside: year)
    return time(part, clock == "00:00" ? "\(day)" : "\(day) <span class=\"clock\">\(clock)</span>", title: text)
  }

  /// So many seconds, in hours and minutes.
  func span(_ part: Part) -> HTML {
    guard let seconds = part.number else { return data(part) }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let pieces = [
      hours > 0 ? say(zh: "\(hours) 小时", en: "\(hours) h") : nil,
      minutes > 0 || hours == 0 ? say(zh: "\(minutes) 分钟", en: "\(minutes) min") : nil,
    ].compactMap(\.self)
    return data(part, "\(pieces.joined(separator: " "))")
  }

  /// The time of day of a moment.
  func clock(_ part: Part) -> HTML {
    guard let text = part.text else { return data(part) }
    return time(part, "\(Self.clock(text).time)", title: text)
  }

  private func time(_ part: Part, _ shown: HTML, title: String?) -> HTML {
    let title: HTML = title.map { " title=\"\($0)\"" } ?? ""
    return "<time data-path=\"\(part.path)\" datetime=\"\(part.value)\"\(title)>\(shown)</time>"
  }

  /// Hours and minutes of a time as the API writes it, and its offset.
  static func clock(_ text: String) -> (time: String, offset: String) {
    let rest = text.dropFirst(11)
    let offset = rest.firstIndex { $0 == "+" || $0 == "-" || $0 == "Z" }.map { String(rest[$0...]) } ?? ""
    return (String(rest.prefix(5)), offset)
  }

  /// A date as people read it.
  func shown(_ date: LocalDate, named: Bool = false, beside year: Int? = nil) -> String {
    let (itsYear, month, day) = date.components
    let weekday = named ? say(date.weekdayWords) : ""
    let plain =
      switch language {
      case .zh: "\(month)月\(day)日"
      case .en: "\(day) \(Self.months[month - 1])"
      }
    let whole =
      if itsYear == year { plain } else { language == .zh ? "\(itsYear)年\(plain)" : "\(plain) \(itsYear)" }
    guard named else { return whole }
    return language == .zh ? "\(whole)\(weekday)" : "\(weekday) \(whole)"
  }

  /// What a month is called in little room.
  func monthName(_ month: Int) -> String { say(zh: "\(month)月", en: Self.months[month - 1]) }

  /// The days of the week from Monday on, in the least room.
  var weekdayNames: [String] {
    language == .zh
      ? ["一", "二", "三", "四", "五", "六", "日"] : ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension HTML {
  /// A text of the log: what reorders or controls is made visible, line breaks are kept, and nothing in it is a link (pages
  /// P17).
  init(ofLog text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    guard lines.count > 1 else {
      self = "\(text)"
      return
    }
    self = lines.dropFirst().reduce("\(String(lines[0]))") { "\($0)<br>\(String($1))" }
  }

  /// Pieces one after the other, with nothing between them.
  static func joined(_ pieces: some Sequence<HTML>, by separator: HTML = "") -> HTML {
    HTML(stringLiteral: pieces.map(\.markup).joined(separator: separator.markup))
  }
}
