import LedgerDomain
import Presentation

/// What states are called and how they look: a word, and a shape beside it; never a colour alone (pages P11).
extension Frame {
  /// A provider's status.
  func status(_ part: Part) -> HTML {
    let (shape, tone): (String, String) =
      switch part.text.flatMap(ProviderStatus.init) {
      case .active?: ("●", "good")
      case .rectification?: ("▲", "warn")
      case .terminating?: ("⬣", "bad")
      case .terminated?: ("■", "bad")
      case nil: ("", "")
      }
    return mark(shape, tone, word(part, \ProviderStatus.words))
  }

  /// Whether it may expand.
  func expansion(_ part: Part) -> HTML {
    let tone =
      switch part.text.flatMap(ExpansionStatus.init) {
      case .open?: "plain"
      case .paused?: "warn"
      case .suspended?: "bad"
      case nil: ""
      }
    return mark("", tone, word(part, \ExpansionStatus.words))
  }

  /// The state of a breach.
  func breachState(_ part: Part) -> HTML {
    let (shape, tone): (String, String) =
      switch part.text.flatMap(Breach.Status.init) {
      case .pending?: ("◌", "warn")
      case .assessed?: ("●", "plain")
      case .dismissed?, .withdrawn?, .overturned?: ("✕", "soft")
      case nil: ("", "")
      }
    return mark(shape, tone, word(part, \Breach.Status.words))
  }

  /// What a number of the rules is called, by its path; nil of one that the regulation of daigou does not have.
  func called(term path: String) -> String? { Term.all.first { $0.path == path }.map { say($0.name) } }

  /// The same, of a path in an answer: in words for whoever reads, and the path itself where there are none.
  func term(_ path: Part) -> HTML {
    guard let words = path.text.flatMap({ called(term: $0) }) else { return "<code>\(data(path))</code>" }
    return data(path, "\(words)")
  }

  /// What a kind of movement of the score is called.
  func name(ofMovement code: String?) -> String {
    switch code.flatMap(Movement.Kind.init) {
    case .charge?: say(zh: "扣分", en: "charge")
    case .appeal?: say(zh: "申诉", en: "appeal")
    case .correction?: say(zh: "更正", en: "correction")
    case .pass?: say(zh: "整改达标减分", en: "rectification passed")
    case nil: code ?? ""
    }
  }

  /// The key of a breach, beside the words of its clause: what only says the clause again is left out.
  ///
  /// - Parameter name: under which name the key stands.
  func key(of line: Part, in name: String = "breach") -> HTML {
    let (key, clause) = (line[name].text ?? "", "\(line["clause"].text ?? ""):")
    let shown: HTML =
      key.hasPrefix(clause) ? data(line[name], "\(String(key.dropFirst(clause.count)))") : data(line[name])
    return "<span class=\"soft\">\(shown)</span>"
  }

  /// A comma between two pieces of a sentence, as the page's language writes it.
  var comma: HTML { "\(say(zh: "，", en: ", "))" }

  /// A colon before what is said of something.
  var colon: HTML { "\(say(zh: "：", en: ": "))" }

  /// What stands before another thing that is said of the same.
  var semicolon: HTML { "\(say(zh: "；", en: "; "))" }

  /// The end of a sentence, with the room behind it.
  var stop: HTML { "\(say(zh: "。", en: ". "))" }

  /// The title of a form, with the breach it is about.
  func title(_ deed: String, of breach: String?) -> String {
    breach.map { say(zh: "\(deed)：\($0)", en: "\(deed): \($0)") } ?? deed
  }

  /// Words of one kind, one after the other.
  func list(_ words: [HTML]) -> HTML { .joined(words, by: "\(say(zh: "、", en: ", "))") }

  /// What is said beside, in brackets, with the room before them.
  func aside(_ words: HTML) -> HTML { language == .zh ? "（\(words)）" : " (\(words))" }

  /// A word with a shape before it.
  func mark(_ shape: String, _ tone: String, _ word: HTML) -> HTML {
    let shape: HTML = shape.isEmpty ? "" : "<span class=\"shape\" aria-hidden=\"true\">\(shape)</span> "
    return "<span class=\"mark \(tone)\">\(shape)\(word)</span>"
  }

  /// An item of the queue in a few words: what is to be done, to what, by when.
  ///
  /// - Parameter subject: what it is about, where that has words; nil for by its key.
  func nextStep(_ item: Part, about subject: HTML? = nil) -> HTML {
    let due: HTML =
      item["dueAt"].isThere
      ? " \(say(zh: "截止", en: "by")) \(moment(item["dueAt"], named: true, beside: item["year"].number))"
      : item["due"].isThere
        ? " \(say(zh: "截止", en: "by")) \(date(item["due"], named: true, beside: item["year"].number))" : ""
    let late: HTML =
      item["overdue"].isTrue ? " \(mark("!", "bad", data(item["overdue"], "\(say(zh: "逾期", en: "late"))")))" : ""
    if let duty = Deed.duty(of: item) {
      let (words, key) = (say(Deed.words(for: duty)), Deed.subject(of: duty))
      return
        "\(data(item["work"], "\(words)")) <span class=\"key\">\(data(item["subject"], "\(key)"))</span>\(due)\(late)"
    }
    let isDuty = item["work"].text == QueueItem.Work.meetDuty.rawValue && !item["clause"].isThere
    let isCriterion = item["work"].text == QueueItem.Work.mendCriterion.rawValue
    // What is to be investigated is one clause alone, which the work is called by.
    let isOfClause = item["clause"].isThere && item["work"].text != QueueItem.Work.investigate.rawValue
    let key: HTML =
      isCriterion
      ? criterion(of: item["subject"])
      : isOfClause
        ? "<strong>\(clause(of: item))</strong> \(self.key(of: item, in: "subject"))"
        : item["clause"].isThere
          ? self.key(of: item, in: "subject") : "<span class=\"key\">\(data(item["subject"]))</span>"
    let about = subject ?? (isDuty ? duty(of: item) : key)
    return "\(word(item["work"], \QueueItem.Work.words)) \(about)\(due)\(late)"
  }
}

extension String {
  /// With a capital at its head, as a title or a label has it.
  var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
