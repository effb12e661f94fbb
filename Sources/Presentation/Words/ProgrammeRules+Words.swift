import LedgerDomain
import LedgerFormat
import Programmes

// What a programme's counters, clauses, duties and reviews say, with all their conditions (programmes §2, §7).

extension CounterForm {
  /// How long an entry counts, what becomes of it at the end of a period, and which of several nodes fires.
  var counted: Words {
    var words = [window.words]
    if !carry.isEmpty {
      let rows = carry.map(\.words)
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
  fileprivate var words: Words {
    let range =
      below.map { Words(zh: "\(from) 至 \($0 - 1) 分", en: "\(from) to \($0 - 1)") }
      ?? Words(zh: "\(from) 分以上", en: "\(from) or more")
    switch keep {
    case .all: return Words(zh: "\(range.zh)全部保留", en: "\(range.en) keep all")
    case .points(let points): return Words(zh: "\(range.zh)保留 \(points) 分", en: "\(range.en) keep \(points)")
    case .entries(let test):
      return Words(
        zh: "\(range.zh)保留符合 \(test.words.zh) 的各笔", en: "\(range.en) keep the entries for which \(test.words.en)")
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
  var costs: Words {
    let binding = applies.map { Words(zh: "限 \($0.words.zh)：", en: "only where \($0.words.en): ") }
    var words = Words(zh: (binding?.zh ?? "") + cost.words.zh, en: (binding?.en ?? "") + cost.words.en)
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
  var when: Words { trigger.words.whileHolds(holds) }
}

extension ReviewForm.Trigger {
  fileprivate var words: Words {
    switch self {
    case .fact(let kind): Words(zh: "登记 \(kind) 时", en: "when \(kind) is recorded")
    case .each(let window): Words(zh: "\(window.words.zh)之末", en: "at the end of \(window.words.en)")
    }
  }
}

extension DutyForm.Owed {
  /// By when it is owed, or how often.
  var words: Words {
    switch self {
    case .started(.fact(let pattern), let due, let same):
      Words(zh: "\(pattern.text) 之后 \(due.words.zh)", en: "\(due.words.en) after \(pattern.text)").ofSame(same)
    case .started(.measure(let measure), let due, let same):
      Words(zh: "\(measure) 开始之后 \(due.words.zh)", en: "\(due.words.en) after \(measure) begins").ofSame(same)
    case .each(let window, let least, let test):
      Words(zh: "每\(window.words.zh)至少 \(least) 次", en: "at least \(least.english("time")) in \(window.words.en)")
        .whileHolds(test)
    }
  }
}

extension FactPattern {
  /// The kind, with the values that fields must have.
  fileprivate var text: String {
    fields.isEmpty ? kind : "\(kind) {\(fields.map { "\($0.name): \($0.value)" }.joined(separator: ", "))}"
  }
}

extension AccountForm {
  /// What it must hold; nil for nothing.
  var minimum: Words? {
    switch required {
    case .fen(let fen)?: .same("¥" + fen.yuan)
    case .attribute(let name, let times)?:
      Words(zh: "\(name) 的 \(times.text) 倍（单位 0.01 元）", en: "\(times.text) × \(name), in fen")
    case nil: nil
    }
  }
}

extension Ratio {
  fileprivate var text: String { whole == 1 ? String(part) : "\(part)/\(whole)" }
}

extension AccountForm.TopUp {
  /// By when, and what follows.
  var words: Words {
    Words(zh: "\(days) 天后：\(missed.words.zh)", en: "after \(days.english("day")): \(missed.words.en)")
  }
}

extension Words {
  fileprivate func whileHolds(_ test: Test?) -> Words {
    guard let test else { return self }
    return Words(zh: "\(zh)，限 \(test.words.zh)", en: "\(en), while \(test.words.en)")
  }

  fileprivate func ofSame(_ field: String?) -> Words {
    guard let field else { return self }
    return Words(zh: "\(zh)，按 \(field) 对应", en: "\(en), of the same \(field)")
  }
}
