public import LedgerDomain
import LedgerFormat

extension Event {
  /// What the event says, in a sentence without a full stop: of a fact what was submitted and what was worked out from it,
  /// of a consequence what came of it.
  ///
  /// - Parameters:
  ///   - zone: the ledger's zone.
  ///   - names: what the programme of a subject calls what it declares; without them that is told by its names in the file.
  public func sentence(in zone: Zone, by names: ProgrammeNames = .byName) -> Words {
    switch body {
    case .fact(let fact, let decided): return fact.sentence(with: decided, in: zone, by: names)
    case .consequence(let consequence): return consequence.sentence(in: zone, by: names)
    case .publication(let publication):
      let since =
        publication.effective == Limits.firstDay
        ? Words(zh: "自始适用", en: "in force from the beginning")
        : Words(zh: "自 \(publication.effective) 起适用", en: "in force from \(publication.effective)")
      return words.with([Words(zh: publication.name, en: publication.name), since])
    }
  }
}

extension Fact {
  /// What was submitted, a phrase for each field that has a value.
  func phrases(in zone: Zone, by names: ProgrammeNames = .byName) -> [FieldPhrase] {
    var pass = FieldPhrases(in: zone, by: names)
    fields(&pass)
    return pass.phrases
  }

  fileprivate func sentence(with decided: Decided, in zone: Zone, by names: ProgrammeNames = .byName) -> Words {
    kind.payload.about.words.with(phrases(in: zone, by: names).map(\.words)).and(decided.words(in: zone, by: names))
  }
}

extension Words {
  /// These words, and behind a colon what there is to say about them.
  fileprivate func with(_ phrases: [Words]) -> Words {
    if phrases.isEmpty { return self }
    return Words(
      zh: zh + "：" + phrases.map(\.zh).joined(separator: "，"),
      en: en + ": " + phrases.map(\.en).joined(separator: ", "))
  }

  /// These words and, behind a semicolon, others; nil for none.
  fileprivate func and(_ other: Words?) -> Words {
    other.map { Words(zh: zh + "；" + $0.zh, en: en + "; " + $0.en) } ?? self
  }
}

extension Decided {
  /// What was worked out, in words; nil for nothing.
  fileprivate func words(in zone: Zone, by names: ProgrammeNames) -> Words? {
    switch self {
    case .nothing: nil
    case .plan(let plan):
      Words(
        zh: "计划 \(plan.planned) 家网点，首批 \(plan.firstBatch) 家期限 \(plan.firstBatchDue.words.zh)，"
          + "全部期限 \(plan.completeDue.words.zh)",
        en: "\(plan.planned.english("outlet")) planned, the first \(plan.firstBatch) to be signed by "
          + "\(plan.firstBatchDue.words.en), all by \(plan.completeDue.words.en)")
    case .due(let due): Words(zh: "期限 \(due.words.zh)", en: "due \(due.words.en)")
    case .dueInstant(let due, let provisional):
      Words(
        zh: "应于 \(zone.readable(due))\(provisional ? "（暂定）" : " ")前答复",
        en: "to be answered by \(zone.readable(due))\(provisional ? " (provisional)" : "")")
    case .breach(let on, let points):
      Words(zh: "违规日期 \(on)，\(points.words.zh)", en: "act of \(on), \(points.words.en)")
    case .gated: Words(zh: "须过前置条件", en: "held to the gates")
    case .review(let review): review.words(by: names)
    case .rectification(_, let year): Words(zh: "属 \(year) 年的整改", en: "of the rectification for \(year)")
    case .termination(let id): Words(zh: "属终止案件 #\(id)", en: "of the termination case #\(id)")
    case .freeze(let id, let ended, let release):
      Words(
        zh: "终止案件 #\(id)，合同终止于 \(ended)，保证金自 \(release) 起可解冻",
        en: "termination case #\(id), the contract ended on \(ended), the deposit may be released from \(release)")
    case .effect(.business): Words(zh: "自当日起停业", en: "business is stopped from that day")
    case .effect(.outletGone): Words(zh: "该网点自当日起视为离开", en: "the outlet is gone from that day")
    case .report(let report):
      Words(
        zh: "违规日期 \(report.on)" + (report.isAtOnce ? "，即时生效" : ""),
        en: "act of \(report.on)" + (report.isAtOnce ? ", charged at once" : ""))
    case .delivery(let on): Words(zh: "视为 \(on) 送达", en: "counts as delivered on \(on)")
    case .reading(let reading): reading.words(in: zone)
    }
  }
}

extension FactReading {
  /// How a fact is read from now on.
  fileprivate func words(in zone: Zone) -> Words {
    switch how {
    case .otherwise(let fact, let at, let decided):
      let sentence = fact.sentence(with: decided, in: zone)
      let when = zone.readable(at)
      return Words(
        zh: "第 \(position) 条改读为 \(when) 的\(sentence.zh)", en: "#\(position) is read as, of \(when), \(sentence.en)")
    case .retracted:
      let fact = kind.payload.about.words
      return Words(zh: "第 \(position) 条（\(fact.zh)）不再计入", en: "#\(position) (\(fact.en)) counts no more")
    }
  }
}

extension Consequence {
  /// What came of the facts.
  fileprivate func sentence(in zone: Zone, by names: ProgrammeNames) -> Words {
    switch self {
    case .breachDetected(let found): found.sentence
    case .breachWithdrawn(let withdrawn):
      Words(
        zh: "违规撤回：\(withdrawn.breach)（\(withdrawn.clause.words.zh)）",
        en: "breach withdrawn: \(withdrawn.breach) (\(withdrawn.clause.words.en))")
    case .reviewDue(let due):
      Words(
        zh: "待复核评定：\(due.breach)（\(due.clause.words.zh)）曾由人评定，不自行变动；起因为第 \(due.fact) 条",
        en: "review due: \(due.breach) (\(due.clause.words.en)) was judged by a person and stays; "
          + "because of #\(due.fact)")
    case .breachReopened(let reopened): reopened.sentence
    case .answerDueMoved(let moved):
      Words(
        zh: "答复期限变动：求助单 \(moved.ticket) 应于 \(zone.readable(moved.due))\(moved.isProvisional ? "（暂定）" : " ")前答复",
        en: "answer due moved: \(moved.ticket) is to be answered by \(zone.readable(moved.due))"
          + (moved.isProvisional ? " (provisional)" : ""))
    case .dueMoved(let moved):
      Words(
        zh: "期限变动：\(moved.subject) 重新计算，期限 \(moved.due.words.zh)",
        en: "due date moved: \(moved.subject) is counted again, due \(moved.due.words.en)")
    case .pointsDeducted(let deduction): deduction.sentence
    case .pointsRestored(let restoration): restoration.sentence
    case .thresholdReached(let reached):
      Words(
        zh: "达到 \(reached.threshold) 分标准线：\(reached.year) 年累计 \(reached.score) 分"
          + (reached.isLate ? "，已逾期，不自行立案" : ""),
        en: "threshold of \(reached.threshold) reached: \(reached.year) is at \(reached.score)"
          + (reached.isLate ? ", too late to open a case by itself" : ""))
    case .expansionPaused(let pause): said(pause.meeting.text, zh: "因会议 ", en: "for the meeting ")
    case .expansionUnpaused(let pause): said(pause.meeting.text, zh: "会议 ", en: "of the meeting ")
    case .rectificationOpened(let opened): said("\(opened.year)", zh: "", " 年", en: "for ")
    case .rectificationClosed(let closed): closing(year: closed.year, closed.outcome.words)
    case .terminationOpened(let opened): closing(year: opened.year, opened.ground.words)
    case .terminationClosed(let closed): closing(year: closed.year, closed.outcome.words)
    case .outletReceived(let received):
      Words(
        zh: "网点接收：\(received.city) 的网点 \(received.outlet) 来自 \(received.from)，签约于 \(received.signedOn)"
          + (received.openedOn.map { "，开业于 \($0)" } ?? "，尚未开业"),
        en: "outlet received: \(received.outlet) in \(received.city) from \(received.from), signed \(received.signedOn)"
          + (received.openedOn.map { ", opened \($0)" } ?? ", not opened yet"))
    case .outletFrozen(let frozen):
      Words(
        zh: "网点冻结：\(frozen.outlet)" + (frozen.agreementEnded ? "，协议终止" : ""),
        en: "outlet frozen: \(frozen.outlet)" + (frozen.agreementEnded ? ", its agreement ended" : ""))
    case .yearClosed(let closed):
      Words(zh: "\(closed.year) 年度结算：\(closed.score) 分", en: "\(closed.year) closed at \(closed.score)")
    case .dutyOpened(let opened):
      Words(
        zh: "义务产生：\(names.duty(opened.duty).zh)，由\(opened.owedBy.words.zh)履行"
          + (opened.due.map { "，期限 \($0.words.zh)" } ?? ""),
        en: "duty opened: \(names.duty(opened.duty).en), owed by \(opened.owedBy.words.en)"
          + (opened.due.map { ", due \($0.words.en)" } ?? ""))
    case .dutyMissed(let missed):
      Words(
        zh: "义务逾期：\(names.duty(missed.duty).zh)，期限 \(missed.due.asDue.zh)",
        en: "duty missed: \(names.duty(missed.duty).en), due \(missed.due.asDue.en)")
    case .dutyClosed(let closed):
      Words(
        zh: "义务了结：\(names.duty(closed.duty).zh)，\(closed.on) \(closed.outcome.words.zh)",
        en: "duty closed: \(names.duty(closed.duty).en), \(closed.outcome.words.en) on \(closed.on)")
    case .admissionChanged(let changed): changed.sentence(by: names)
    case .programme(let drawn): drawn.sentence(in: zone, by: names)
    case .expansionSuspended, .expansionResumed: kind.words
    }
  }

  private func said(_ what: String, zh: String, _ zhBehind: String = "", en: String) -> Words {
    Words(zh: kind.words.zh + "：" + zh + what + zhBehind, en: kind.words.en + ": " + en + what)
  }

  private func closing(year: Int?, _ outcome: Words) -> Words {
    let place = year.map { Words(zh: "\($0) 年，", en: "\($0), ") } ?? Words(zh: "", en: "")
    return Words(zh: kind.words.zh + "：" + place.zh + outcome.zh, en: kind.words.en + ": " + place.en + outcome.en)
  }
}

extension BreachReopened {
  /// Which breach waits again, and which judgement is gone.
  fileprivate var sentence: Words {
    Words(
      zh: "恢复为待评定：\(breach)（\(clause.words.zh)），第 \(fact) 条的评定已撤回",
      en: "pending again: \(breach) (\(clause.words.en)), the judgement #\(fact) "
        + "is taken back")
  }
}

extension ReviewDecided {
  /// Which findings will not do; nil where all will.
  fileprivate func words(by names: ProgrammeNames) -> Words? {
    guard !unmet.isEmpty else { return nil }
    let said = names.list(.criterion, unmet.map(\.text))
    return Words(zh: "未满足 \(said.zh)", en: "unmet: \(said.en)")
  }
}

extension AdmissionChanged {
  fileprivate func sentence(by names: ProgrammeNames) -> Words {
    let subject = outlet.map { Words(zh: "网点 \($0) ", en: " of outlet \($0)") } ?? Words(zh: "", en: "")
    let unmet = names.list(.criterion, result.unmet.map(\.text))
    let missing = names.list(.criterion, result.missing.map(\.text))
    return Words(
      zh: "\(subject.zh)准入状态：\(result.state.words.zh)" + (unmet.zh.isEmpty ? "" : "；未满足 " + unmet.zh)
        + (missing.zh.isEmpty ? "" : "；未认定 " + missing.zh),
      en: "admission\(subject.en): \(result.state.words.en)" + (unmet.en.isEmpty ? "" : "; unmet: " + unmet.en)
        + (missing.en.isEmpty ? "" : "; missing: " + missing.en))
  }
}

extension Detection {
  fileprivate var sentence: Words {
    let due = due.map { Words(zh: "，期限 \($0.words.zh)", en: ", due \($0.words.en)") } ?? Words(zh: "", en: "")
    let count = count.map { Words(zh: "，\($0.words.zh)", en: ", \($0.words.en)") } ?? Words(zh: "", en: "")
    let facts = facts.map { "#\($0)" }
    return Words(
      zh: "发现违规：\(breach)（\(clause.words.zh)），违规日期 \(on)\(due.zh)\(count.zh)，\(points.words.zh)"
        + (facts.isEmpty ? "" : "，依据 \(facts.joined(separator: "、"))"),
      en: "breach detected: \(breach) (\(clause.words.en)), act of \(on)\(due.en)\(count.en), \(points.words.en)"
        + (facts.isEmpty ? "" : ", from \(facts.joined(separator: ", "))"))
  }
}

extension Deduction {
  fileprivate var sentence: Words {
    let appeal =
      appealUntil.map { Words(zh: "可申诉至 \($0.words.zh)", en: "appeal until \($0.words.en)") }
      ?? Words(zh: "申诉期限自通知送达之日起算", en: "the time for appeal runs from the delivery of the notice")
    let capped =
      charged == assessed
      ? Words(zh: "", en: "") : Words(zh: "（评定 \(assessed) 分，受上限所限）", en: " (assessed at \(assessed), capped)")
    return Words(
      zh: "扣 \(charged) 分\(capped.zh)：\(breach)（\(clause.words.zh)，\(on)）；\(on.year) 年累计 \(score) 分，"
        + appeal.zh,
      en: "\(charged.english("point")) deducted\(capped.en): \(breach) (\(clause.words.en), \(on)); "
        + "\(on.year) is at \(score), \(appeal.en)")
  }
}

extension Restoration {
  fileprivate var sentence: Words {
    let why =
      breach.map { Words(zh: "违规 \($0)", en: "for \($0)") }
      ?? Words(zh: "整改达标", en: "for a rectification that passed")
    return Words(
      zh: "返还 \(restored) 分：\(why.zh)；\(year) 年累计 \(score) 分",
      en: "\(restored.english("point")) restored: \(why.en); \(year) is at \(score)")
  }
}
