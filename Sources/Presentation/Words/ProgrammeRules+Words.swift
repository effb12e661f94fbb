import LedgerDomain
import LedgerFormat
import Programmes

// What a programme's counters, clauses, duties and reviews say, with all their conditions (programmes §2, §7).

extension CounterForm {
  /// How long an entry counts, what becomes of it at the end of a period, and which of several nodes fires.
  func counted(by names: ProgrammeNames) -> Words {
    var words = [window.words(by: names)]
    if !carry.isEmpty {
      let rows = carry.map { $0.words(by: names) }
      words.append(
        Words(
          zh: "期末结转：\(rows.map(\.zh).joined(separator: "，"))",
          en: "carried on at the end: \(rows.map(\.en).joined(separator: ", "))"))
    }
    if several == .highest {
      words.append(Words(zh: "同时达到数个节点时只执行最高者", en: "of several nodes reached at once the highest alone"))
    }
    return Words(zh: words.map(\.zh).joined(separator: "；"), en: words.map(\.en).joined(separator: "; "))
  }
}

extension CounterForm.Carrying {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let range =
      below.map { Words(zh: "\(from) 至 \($0 - 1) 分", en: "\(from) to \($0 - 1)") }
      ?? Words(zh: "\(from) 分以上", en: "\(from) or more")
    switch keep {
    case .all: return Words(zh: "\(range.zh)全部保留", en: "\(range.en) keep all")
    case .points(let points): return Words(zh: "\(range.zh)保留 \(points) 分", en: "\(range.en) keep \(points)")
    case .entries(let test):
      let test = test.words(by: names)
      return Words(zh: "\(range.zh)保留符合“\(test.zh)”的各笔", en: "\(range.en) keep the entries for which \(test.en)")
    }
  }
}

extension CounterForm.Cap {
  /// How much is charged at most, and of what together.
  var words: Words {
    switch group {
    case .days(1): Words(zh: "同日 \(most) 分", en: "\(most) a day")
    case .days(let days): Words(zh: "\(days) 天内 \(most) 分", en: "\(most) in \(days.english("day"))")
    case .period: Words(zh: "每期 \(most) 分", en: "\(most) a period")
    case .values(let values):
      Words(
        zh: "同一\(Language.zh.list(values.map(\.text))) \(most) 分",
        en: "\(most) for each \(Language.en.list(values.map(\.text)))")
    }
  }
}

extension CounterForm.Apart {
  /// The field, as a file has it.
  var text: String {
    switch self {
    case .field(let name): name
    case .clause: "clause"
    }
  }
}

extension ClauseForm {
  /// To whom it applies, what it costs, and from which day that counts where it is not that of the act.
  func costs(by names: ProgrammeNames) -> Words {
    let (binding, cost) = (applies?.words(by: names), cost.words(by: names))
    var words = Words(
      zh: (binding.map { "限\($0.zh)：" } ?? "") + cost.zh, en: (binding.map { "only where \($0.en): " } ?? "") + cost.en)
    switch dated {
    case .act: break
    case .report: words = Words(zh: "\(words.zh)（自上报日起计）", en: "\(words.en) (counted from the day of the report)")
    case .decision: words = Words(zh: "\(words.zh)（自裁定日起计）", en: "\(words.en) (counted from the day of the decision)")
    }
    return isAppealable ? words : Words(zh: "\(words.zh)（不可申诉）", en: "\(words.en) (no appeal)")
  }
}

extension ReviewForm {
  /// When it takes place, and while what holds.
  func when(by names: ProgrammeNames) -> Words { trigger.words(by: names).whileHolds(holds, names) }
}

extension ReviewForm.Trigger {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    switch self {
    case .fact(let kind):
      let fact = names(.fact, kind)
      return Words(zh: "登记“\(fact.zh)”时", en: "when “\(fact.en)” is recorded")
    case .each(let window):
      let window = window.words(by: names)
      return Words(zh: "\(window.zh)之末", en: "at the end of \(window.en)")
    }
  }
}

extension DutyForm.Owed {
  /// By when it is owed, or how often.
  func words(by names: ProgrammeNames) -> Words {
    switch self {
    case .started(.fact(let pattern), let due, let same):
      let fact = pattern.words(by: names)
      return Words(zh: "\(fact.zh)之后".then(due.words.zh), en: "\(due.words.en) after \(fact.en)").ofSame(same)
    case .started(.measure(let measure), let due, let same):
      let measure = names(.measure, measure)
      return Words(zh: "\(measure.zh)开始之后".then(due.words.zh), en: "\(due.words.en) after \(measure.en) begins")
        .ofSame(same)
    case .each(let window, let least, let test):
      let window = window.words(by: names)
      return Words(zh: "每\(window.zh)至少 \(least) 次", en: "at least \(least.english("time")) in \(window.en)")
        .whileHolds(test, names)
    }
  }
}

extension AccountForm {
  /// What it must hold; nil for nothing.
  func minimum(by names: ProgrammeNames) -> Words? {
    switch required {
    case .fen(let fen)?: return .same(fen.money)
    case .attribute(let name, let times)?:
      let attribute = names(.attribute, name)
      return times == .one
        ? attribute : Words(zh: "\(attribute.zh)的 \(times.text) 倍", en: "\(times.text) × \(attribute.en)")
    case nil: return nil
    }
  }
}

extension Ratio {
  /// So many, or a part of a whole.
  var text: String { whole == 1 ? String(part) : "\(part)/\(whole)" }
}

extension AccountForm.TopUp {
  /// By when, and what follows.
  func words(by names: ProgrammeNames) -> Words {
    let missed = missed.words(by: names)
    return Words(zh: "\(days) 天后：\(missed.zh)", en: "after \(days.english("day")): \(missed.en)")
  }
}

extension Words {
  fileprivate func whileHolds(_ test: Test?, _ names: ProgrammeNames) -> Words {
    guard let test = test?.words(by: names) else { return self }
    return Words(zh: "\(zh)，限\(test.zh)", en: "\(en), while \(test.en)")
  }

  fileprivate func ofSame(_ field: String?) -> Words {
    guard let field else { return self }
    return Words(zh: "\(zh)，按 \(field) 对应", en: "\(en), of the same \(field)")
  }
}
