import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// A file, handed in at a server: read here, decided there.
extension BulkAppend {
  /// Lines that go together, at most, and all or nothing; the server's limits (server 8.2).
  private static let mostTogether = 20_000

  /// Takes what has come, again and again, each time in a request of its own.
  func keepEach(
    _ source: ReadAhead<DraftSource.Item>, at server: ServerStore, _ result: inout BulkResult, _ progress: ProgressLine
  ) throws {
    var items = try take(source)
    while !items.isEmpty {
      var next = result
      let told = try handIn(items.compactMap(\.draft), .each, at: server)
      for (item, outcome) in Self.pairs(items, told) {
        if let failure = try add(item, outcome, at: server, to: &next) { try next.add(failure, line: item.line) }
      }
      next.head = told.head
      result = next
      try result.release()
      progress.show(result.accepted, part: items.last?.part)
      items = try take(source)
    }
  }

  /// Hands all in, or, for trial, has all decided. Where a line is bad every other is decided too, to be named with it.
  func keepAll(
    _ source: ReadAhead<DraftSource.Item>, at server: ServerStore, _ result: inout BulkResult, _ progress: ProgressLine
  ) throws {
    var items: [DraftSource.Item] = []
    while case let some = try take(source), !some.isEmpty {
      items += some
      guard items.count <= Self.mostTogether else { throw Self.tooMany }
      try progress.advance(to: items.count, part: some.last?.part)
    }
    let drafts = items.compactMap(\.draft)
    let isGood = !items.contains { if case .draft(.failure) = $0.content { true } else { false } }
    var told: ServerStore.BulkTold?
    if isGood, !dryRun {
      do {
        told = try handIn(drafts, .all, at: server)
      } catch let failure as Failure where failure.line != nil {
        // Which line it is, and what is wrong with others, is said below.
      }
    }
    let outcome = try told ?? server.submit(drafts, .each, in: zone, keeping: false)
    var bad: BadLines?
    var grown = 0
    for (item, accepted) in Self.pairs(items, outcome) {
      let before = result.accepted
      let failure = try add(item, accepted, at: server, to: &result)
      if result.accepted > before, case .success(let accepted)? = accepted { grown += accepted.receipt.events.count }
      if keepGoing {
        if let failure { try result.add(failure, line: item.line) }
      } else if bad != nil {
        bad?.add(failure)
      } else if let failure {
        bad = BadLines(failure, behind: result.accepted)
      }
    }
    if let bad { throw bad }
    guard told != nil || dryRun else { throw server.link.notUnderstood }
    result.head = outcome.head + (told == nil ? grown : 0)
  }

  /// Hands events in to be kept. Where it cannot be found out whether they were, ids that were made here help nobody who tries
  /// again.
  private func handIn(
    _ drafts: [Draft], _ mode: ServerStore.BulkMode, at server: ServerStore
  ) throws -> ServerStore.BulkTold {
    do {
      return try server.submit(drafts, mode, in: zone, keeping: true)
    } catch var failure as Failure where failure.code == "store-unsettled" {
      failure.message += output.language(
        zh: "文件中没有写 id 的行，再次提交会重复记录：请先用 koufen events 查看已记录的内容。",
        en: " Lines of the file that have no id would be recorded twice: see first what was kept (koufen events).")
      throw failure
    }
  }

  private static var tooMany: Failure {
    Failure(
      exit: 65, code: "too-large",
      zh: "经服务器一次至多追加 \(mostTogether) 条（全部或全不）。请拆分文件，或加 --keep-going 逐条保留。",
      en:
        "Over a server at most \(mostTogether) events are kept all or nothing. Take the file apart, or keep each with "
        + "--keep-going.")
  }

  /// The items, each event with what became of it.
  private static func pairs(
    _ items: [DraftSource.Item], _ told: ServerStore.BulkTold
  ) -> [(DraftSource.Item, Result<Accepted, Failure>?)] {
    var outcomes = told.lines[...]
    return items.map { ($0, $0.draft == nil ? nil : outcomes.popFirst()) }
  }

  /// Notes what became of an item; what is wrong with it is given back.
  private func add(
    _ item: DraftSource.Item, _ outcome: Result<Accepted, Failure>?, at server: ServerStore, to result: inout BulkResult
  ) throws -> Failure? {
    switch (item.content, outcome) {
    case (.unjudged, _): result.passOver()
    case (.draft(.failure(let fault)), _): return Failure(fault.error, language: output.language, line: fault.line)
    case (.draft(.success), .success(let accepted)?): try result.add(accepted, line: item.line)
    case (.draft(.success(let draft)), .failure(let failure)?):
      guard failure.code == RefusalCode.unknownProvider.rawValue else { return placed(failure, item) }
      return try addCalled(draft, item, failure, at: server, to: &result)
    case (.draft(.success), nil): return placed(server.link.notUnderstood, item)
    }
    return nil
  }

  /// Where nobody has its provider's key, that may be a name.
  private func addCalled(
    _ draft: Draft, _ item: DraftSource.Item, _ failure: Failure, at server: ServerStore, to result: inout BulkResult
  ) throws -> Failure? {
    var draft = draft
    do {
      draft.provider = try providers.provider(insteadOf: draft.provider)
      try result.add(server.submit(draft, in: zone, keeping: keepsEach), line: item.line)
      return nil
    } catch let failure as Failure where failure.exit != 74 {
      return placed(failure, item)
    } catch is Failure {
      // Whoever sees only a part of the ledger calls nobody by name.
      return placed(failure, item)
    } catch {
      guard error is Refusal || error is InputError else { throw error }
      return placed(Failure(error, language: output.language), item)
    }
  }

  /// A failure of a line, with the cell that it is about.
  private func placed(_ failure: Failure, _ item: DraftSource.Item) -> Failure {
    var failure = failure
    failure.line = item.line
    if let code = RefusalCode(rawValue: failure.code), let place = item.record?.place(of: .rules(code, found: nil)) {
      failure.message = output.language(place) + failure.message
    }
    return failure
  }
}
