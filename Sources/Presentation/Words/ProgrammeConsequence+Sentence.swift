import LedgerDomain
import LedgerFormat

extension ProgrammeConsequence {
  /// What was decided, behind what its kind is called: which of the programme's counters, measures and questions it is about, by what
  /// these are called there.
  ///
  /// - Parameters:
  ///   - zone: the ledger's zone.
  ///   - names: what the programme calls what it declares.
  func sentence(in zone: Zone, by names: ProgrammeNames) -> Words {
    switch self {
    case .pointsDeducted(let charge): charge.words(by: names)
    case .pointsRestored(let restored): restored.words(by: names)
    case .nodeReached(let node): node.words(by: names)
    case .measureImposed(let measure): measure.words(by: names)
    case .measureEnded(let over):
      names.quoted(.measure, over.measure).and(time(over.instance)).and(.same(over.on.description))
    case .noticeGiven(let notice): names.quoted(.measure, notice.measure).and(.same(notice.on.description))
    case .reviewDecided(let outcome): outcome.words(by: names)
    case .periodClosed(let closed): closed.words(by: names)
    case .reversed(let reversal) where reversal.restored.isEmpty: reversal.words
    case .breachDetected, .breachWithdrawn, .fined, .valueSet, .dutyOpened, .dutyMet, .dutyMissed, .dutyWithdrawn,
      .reversed:
      fieldByField(in: zone, by: names)
    }
  }

  /// What says enough by its fields alone, a phrase for each.
  private func fieldByField(in zone: Zone, by names: ProgrammeNames) -> Words {
    var phrases = FieldPhrases(in: zone, by: names)
    fields(&phrases)
    let said = phrases.phrases.map(\.words)
    return Words(zh: said.map(\.zh).joined(separator: "，"), en: said.map(\.en).joined(separator: ", "))
  }
}

extension ProgrammeNames {
  /// What something is called, in quotes; its name where it has no words.
  fileprivate func quoted(_ kind: Kind, _ name: String, key: String? = nil) -> Words {
    let words = self(kind, name)
    return Words(
      zh: "“\(words.zh)”" + (key.map { "（\($0)）" } ?? ""), en: "“\(words.en)”" + (key.map { " (\($0))" } ?? ""))
  }
}

extension Words {
  /// These words and, behind a comma, others; nil for none.
  fileprivate func and(_ other: Words?) -> Words {
    other.map { Words(zh: zh + "，" + $0.zh, en: en + ", " + $0.en) } ?? self
  }
}

/// Which time it is that a measure is imposed; nothing of the first.
private func time(_ instance: Int) -> Words? {
  instance == 1 ? nil : Words(zh: "第 \(instance) 次", en: "for time \(instance)")
}

/// From which day on, and through which; nil for ever.
private func days(_ from: LocalDate, _ until: LocalDate?) -> Words {
  guard let until else { return Words(zh: "自 \(from) 起", en: "from \(from) on") }
  return Words(zh: "自 \(from) 至 \(until)", en: "from \(from) to \(until)")
}

extension EntryCharged {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let counter = names.quoted(.counter, counter, key: key)
    let room = charged == points ? nil : Words(zh: "应计 \(points) 分", en: "of \(points.english("point")) asked for")
    return Words(zh: "\(counter.zh)计 \(charged) 分", en: "\(charged.english("point")) on \(counter.en)").and(room)
      .and(breach.map { Words(zh: "违规 \($0)", en: "for the breach \($0)") })
      .and(isCarried ? Words(zh: "自上期结转", en: "carried over from the period before") : nil).and(days(from, until))
  }
}

extension EntriesRestored {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let counter = names.quoted(.counter, counter)
    let each = taken.map { part in
      let now = part.charged.map { Words(zh: "（改计 \($0) 分）", en: " (now of \($0.english("point")))") }
      let count = abs(part.points)
      // What a decision made again puts back is less than nothing taken.
      let (zh, en) = part.points < 0 ? ("加回", "back on") : ("返还", "off")
      return Words(
        zh: "第 \(part.entry) 笔\(zh) \(count) 分\(now?.zh ?? "")",
        en: "\(count.english("point")) \(en) its charge \(part.entry)\(now?.en ?? "")")
    }
    return Words(
      zh: counter.zh + each.map(\.zh).joined(separator: "、"),
      en: "\(counter.en): " + each.map(\.en).joined(separator: ", "))
  }
}

extension NodeReached {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let counter = names.quoted(.counter, counter, key: key)
    return Words(
      zh: "\(counter.zh)达到 \(at)，累计 \(value)，\(on)", en: "\(counter.en) reached \(at) and is at \(value), \(on)")
  }
}

extension MeasureImposed {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let span =
      until == nil && isOpen
      ? Words(zh: "自 \(from) 起，至条件成立", en: "from \(from) until what ends it holds") : days(from, until)
    return names.quoted(.measure, measure).and(time(instance)).and(span)
      .and(leastUntil.map { Words(zh: "至少至 \($0)", en: "until \($0) at least") })
      .and(began.map { Words(zh: "原自 \($0) 起", en: "begun on \($0) before") })
      .and(closes ? Words(zh: "该对象即清退", en: "the subject is out") : nil)
      .and(isLookedAtLater ? Words(zh: "次日起查看条件", en: "looked at from the next day on") : nil)
  }
}

extension ReviewOutcome {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let found = leaves.map { $0.words(by: names) }
    let asked =
      found.isEmpty
      ? nil
      : Words(zh: "（\(found.map(\.zh).joined(separator: "；"))）", en: " (\(found.map(\.en).joined(separator: "; ")))")
    return Words(
      zh: "\(names.quoted(.review, review).zh)适用第 \(row) 行\(asked?.zh ?? "")",
      en: "row \(row) of \(names.quoted(.review, review).en) applies\(asked?.en ?? "")"
    )
    .and(period.map { Words(zh: "期末 \($0)", en: "of the period to \($0)") })
    .and(
      missing.isEmpty
        ? nil
        : Words(
          zh: "缺失\(missing.joined(separator: "; ").inQuotes.zh)",
          en: "missing \(missing.joined(separator: "; ").inQuotes.en)"))
  }
}

extension LeafFound {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let asked = names.condition(leaf)
    let value = found.map { $0.words(isMoney: asked?.isMoney ?? false) } ?? Words(zh: "未登记", en: "nothing recorded")
    let words = asked?.words ?? leaf.inQuotes
    return Words(
      zh: "\(words.zh)：" + "查得".then(value.zh) + (held ? "，成立" : "，不成立"),
      en: "\(words.en): found \(value.en), \(held ? "holds" : "does not hold")")
  }
}

extension Reversal {
  /// What is undone, and by how many of the events that follow.
  fileprivate var words: Words {
    Words(
      zh: "违规 \(breach) 的后果重新裁定，由其后 \(differences) 项改正",
      en: "what the breach \(breach) led to is decided again, and put right by \(differences.english("event")) after it"
    )
  }
}

extension PeriodClosed {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let counter = names.quoted(.counter, counter, key: key)
    let kept = carried.map { entry in
      Words(
        zh: "\(entry.points) 分" + (entry.breach.map { "（违规 \($0)）" } ?? "（第 \(entry.entry) 笔）"),
        en: entry.points.english("point")
          + (entry.breach.map { " for the breach \($0)" } ?? " of charge \(entry.entry)"))
    }
    let carrying =
      kept.isEmpty
      ? nil
      : Words(
        zh: "结转 \(kept.map(\.zh).joined(separator: "、"))", en: "carried over: \(kept.map(\.en).joined(separator: ", "))"
      )
    return Words(
      zh: "\(counter.zh)，自 \(from) 至 \(until)，累计 \(value)",
      en: "\(counter.en) from \(from) to \(until) came to \(value)"
    )
    .and(carrying).and(next.map { Words(zh: "下期末 \($0)", en: "the next period ends on \($0)") })
  }
}
