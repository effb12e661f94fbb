/// Notices (§4.3; offices §7).
extension Admission {
  func row(_ fact: NoticeFact) throws(Refusal) -> Instant? {
    switch fact {
    case .sent(let fact):
      try send(fact)
      return nil
    case .received(let fact): return try standing(fact.notice).sentAt
    case .failed(let fact): return try standing(fact.notice).sentAt
    case .rebutted(let fact): return try standing(fact.notice).sentAt
    }
  }

  /// A notice that neither failed nor is rebutted.
  private func standing(_ key: Key<Notice>) throws(Refusal) -> Notice {
    let notice = try known(key, in: state.notices, .unknownNotice)
    try refuse(
      .noticeClosed, if: notice.end != nil,
      found: .pair(.same(key.text), zh: "状态", en: "state", notice.status(on: date).words))
    return notice
  }

  private func send(_ fact: NoticeSent) throws(Refusal) {
    guard let notices = terms.notices, let channel = notices.channels[fact.channel] else {
      let channels = (terms.notices?.channels ?? [:]).keys.sorted().map(\.text)
      throw .rules(
        .channelNotAllowed, found: .pair(.same(fact.channel.text), zh: "可用", en: "allowed:", .list(channels)))
    }
    switch (channel.hasReceipt, fact.receipt) {
    case (true, nil): throw .badInput(field: "receipt", expected: .receipt(of: fact.channel))
    case (false, .some): throw .badInput(field: "receipt", expected: .noReceipt(of: fact.channel))
    case (true, .some), (false, nil): break
    }
    try refuse(.noticeExists, if: state.notices[fact.notice] != nil, found: .same(fact.notice.text))
    // What a notice is of, and where it goes, is about the day.
    if isHeldAgain { return }
    try demandOpen(fact)
    try demandDesignated(fact, channel, notices)
  }

  /// The duties it is about are ones that a notice meets, open, and may be told of by this channel.
  private func demandOpen(_ fact: NoticeSent) throws(Refusal) {
    for id in fact.about {
      guard let row = terms.duties?[id.slug], row.isMetByNotice, let duty = state.owedDuties[id] else {
        throw .unknown(.unknownDuty, named: id.text, near: nil)
      }
      try refuse(
        .dutyClosed, unless: duty.state.isOwed,
        found: .pair(.same(id.text), zh: "状态", en: "state", duty.state.words))
      if let channels = row.channels {
        try refuse(
          .channelNotAllowed, unless: channels.contains(fact.channel.text),
          found: .pair(.same("\(id) \(fact.channel)"), zh: "可用", en: "allowed:", .list(channels)))
      }
    }
  }

  /// It goes to the designated address, which is known.
  private func demandDesignated(
    _ fact: NoticeSent, _ channel: NoticeChannel, _ notices: NoticeTerms
  ) throws(Refusal) {
    let address = actor.role == .provider ? notices.platform[channel.to] : state.contact(channel.to, at: at)
    let designated = try known(address, .addressMissing, found: .same(channel.to.text))
    try refuse(
      .addressNotDesignated, if: fact.to.map { $0 != designated } ?? false,
      found: .pair(.same(fact.to ?? ""), zh: "指定地址为", en: "designated:", .same(designated)))
  }
}

extension Decision {
  /// When a notice counts as delivered is decided with its sending.
  func decided(about fact: NoticeFact) -> Decided {
    switch fact {
    case .sent(let fact):
      .delivery(on: date.adding(days: terms.notices?.channels[fact.channel]?.deliveredAfterDays ?? 0))
    case .received, .failed, .rebutted: .nothing
    }
  }
}

extension Expectation {
  fileprivate static func receipt(of channel: Key<NoticeChannel>) -> Expectation {
    Expectation(
      zh: "缺少该字段，以 \(channel) 送达须登记回执", en: "the field is missing, for \(channel) has a receipt", isWhole: true)
  }

  fileprivate static func noReceipt(of channel: Key<NoticeChannel>) -> Expectation {
    Expectation(zh: "空（\(channel) 没有回执）", en: "nothing: \(channel) has no receipt")
  }
}
