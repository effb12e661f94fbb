import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen standing`: where a provider, or every provider, stands on a date as known at a moment.
struct StandingCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "standing",
    abstract: Words.asked(
      zh: "某一服务商或全部服务商的状况：截至任一日期，按任一时刻所知。",
      en: "Where a provider stands, or all of them: on any date, as known at any moment."),
    discussion: Words.asked(
      zh: """
        示例
          koufen standing
          koufen standing hz-01 --year 2011
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01T09:00
          koufen standing --status rectification --sort score --format csv
          koufen standing --diff 2011-06-30 2011-07-15 hz-01
          koufen standing --diff 2011-07-15
          koufen standing --min-score 30 --city hangzhou --by score
          koufen standing --near
          koufen standing --near 10
        """,
      en: """
        EXAMPLES
          koufen standing
          koufen standing hz-01 --year 2011
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01T09:00
          koufen standing --status rectification --sort score --format csv
          koufen standing --diff 2011-06-30 2011-07-15 hz-01
          koufen standing --diff 2011-07-15
          koufen standing --min-score 30 --city hangzhou --by score
          koufen standing --near
          koufen standing --near 10
        """))

  @Argument(help: ArgumentHelp(zh: "服务商；省略则列出全部。", en: "The provider; all of them when left out.", value: .provider))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      zh: "扣分累计与待评定范围所属的年度（默认 --as-of 所在年度）。", en: "The year of score and exposure (default: that of --as-of).",
      value: .year))
  var year: Int?

  @Option(help: ArgumentHelp(zh: "只列出此状态的服务商。", en: "Only providers of this status.", value: .status))
  var status: ProviderStatus?

  @Option(help: ArgumentHelp(zh: "排列次序。", en: "How the list is sorted.", value: .order))
  var sort: SortKey = .provider

  @Option(help: ArgumentHelp(zh: "同 --sort。", en: "The same as --sort.", value: .order))
  var by: SortKey?

  @Option(
    name: .customLong("min-score"),
    help: ArgumentHelp(zh: "只列出扣分不低于此数的服务商。", en: "Only providers with at least this score.", value: .number))
  var minScore: Int?

  @Option(help: ArgumentHelp(zh: "只列出获授权于该城市的服务商。", en: "Only providers authorised for this city.", value: .city))
  var city: String?

  @Flag(
    help: ArgumentHelp(
      zh: "列出本月可能达到下一标准线的服务商，及可能的原因；--near N 列出距下一标准线不超过 N 分的。",
      en: "Who may come to the next line this month, and by what; --near N: who is within N points of it."))
  var near = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      zh: "两个所知状态之间（只给一个时间：自该时至今）有何变化，截至较晚者的日期：所有服务商的；指定一家时，并列出由哪些事件引起。",
      en:
        "What changed between two states of knowledge (one time: since then), as of the later one's date: for all providers; of one, also which events did it.",
      value: .moment))
  var diff: [String] = []

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var freshness: FreshnessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  enum SortKey: String, CaseIterable, ExpressibleByArgument {
    case provider, score
  }

  func validate() throws {
    if near { try validateNear() }
    if diff.isEmpty { return }
    if diff.count + (provider == nil ? 0 : 1) > 3 {
      throw ValidationError(
        zh: "--diff 须给出一个或两个时间，另可给出一个服务商。", en: "--diff takes one or two times, and perhaps a provider.")
    }
    if clocks.knownAt != nil {
      throw ValidationError(
        zh: "--diff 已写明两个所知状态，请去掉 --known-at。", en: "--diff names both states of knowledge; leave --known-at out.")
    }
    if output.format == .csv, providerOfDiff != nil {
      throw ValidationError(
        zh: "一个服务商的 --diff 只能输出 table 或 json。", en: "--diff of one provider prints table or json.")
    }
  }

  private func validateNear() throws {
    if let provider, distance == nil {
      throw ValidationError(
        zh: "--near 之后只能是分数，如 --near 10，而非“\(provider.printable)”。",
        en: "--near takes a number of points, such as --near 10, not \(provider.printable).")
    }
    if !diff.isEmpty || year != nil {
      throw ValidationError(
        zh: "--near 不与 --diff、--year 同用。", en: "--near goes with neither --diff nor --year.")
    }
  }

  /// The points behind `--near`, which stand where a provider would.
  private var distance: Int? { near ? provider.flatMap(Int.init).flatMap { $0 < 0 ? nil : $0 } : nil }

  /// The one provider of which a difference is asked; nil for all.
  private var providerOfDiff: String? { provider ?? (diff.count > 2 ? diff[2] : nil) }

  func run() throws {
    ArgumentText.warn(ofShort: year)
    if let provider, !near, diff.isEmpty { return try printStanding(of: provider) }
    let ledger = try stores.ledger(readOnly: true, freshness: freshness)
    let question = try clocks.question(in: ledger.zone, year: year)
    if near {
      try printNear(ledger, question)
    } else if !diff.isEmpty {
      try printDifference(ledger, question)
    } else {
      let all = try ledger.standings(question, now: try WallClock.now(), listing: output.format == .json)
      let city = try FilterWord.city(city, among: all.lazy.flatMap { $0.summary.cities.map(\.city) })
      var standings = all.filter {
        isAsked($0.summary.status, score: $0.score, city, in: $0.summary.cities.map(\.city))
      }
      if by ?? sort == .score { standings.sort { ($1.score, $0.provider) < ($0.score, $1.provider) } }
      let subjects = try hasFilter ? [] : ledger.subjectStandings(question, now: try WallClock.now())
      printAll(standings, subjects, ledger.zone, against: try thresholds(of: ledger, question))
      output.suggest(standings.max { $0.score < $1.score }.map { [.standing($0.provider)] } ?? [])
    }
    StandardStream.output.flush()
  }

  /// Where somebody stands, by the form of the rules it is under.
  private enum Answer {
    case provider(Standing, Zone, against: [Threshold])
    case subject(SubjectAnswer)
  }

  /// One provider's standing, all of which is read of one state: from far away in one trip.
  private func printStanding(of provider: String) throws {
    let found = try stores.ofOneState(freshness: freshness, expecting: .standing(of: Key(provider))) { ledger in
      try answer(about: provider, in: ledger)
    }
    switch found {
    case .provider(let standing, let zone, let thresholds):
      try printOne(standing, zone, against: thresholds)
      let pending = standing.breaches.first { $0.state == .pending }
      output.suggest(
        pending.map { [.assess(standing.provider, $0.breach.text)] }
          ?? [standing.score > 0 ? .explain(standing.provider, year: standing.year) : .forecast(standing.provider)])
    case .subject(let answer): printSubject(answer)
    }
    StandardStream.output.flush()
  }

  private func answer(about provider: String, in ledger: Ledger) throws -> Answer {
    let now = try WallClock.now()
    return try FilterWord.answer(about: provider, in: ledger) { provider in
      if try ledger.isSubject(provider) {
        let question = try clocks.question(in: ledger.zone(of: provider), year: year)
        return .subject(try ledger.subjectStanding(of: provider, question, now: now))
      }
      let question = try clocks.question(in: ledger.zone, year: year)
      let standing = try ledger.standing(of: provider, question, now: now)
      return .provider(standing, ledger.zone, against: try thresholds(of: ledger, question))
    }
  }

  /// Whether only some providers are asked for, by what only those of the daigou form have.
  private var hasFilter: Bool { status != nil || minScore != nil || city != nil }

  private func printSubject(_ answer: SubjectAnswer) {
    switch output.format {
    case .json: StandardStream.output.line(answer.json.text)
    case .csv: output.print { SubjectStandingText.table(of: [answer], $0) }
    case .table: output.show(SubjectStandingText(answer, output.language).page)
    }
  }

  /// Those that scores are held against, where that is to be seen.
  private func thresholds(of ledger: Ledger, _ question: StandingQuestion) throws -> [Threshold] {
    Terminal.output.hasColor ? try ledger.thresholds(question, now: try WallClock.now()) : []
  }

  /// Whether the filters leave a provider in.
  private func isAsked(_ its: ProviderStatus, score: Int, _ city: Key<City>?, in cities: [Key<City>]) -> Bool {
    if let status, its != status { return false }
    if let minScore, score < minScore { return false }
    return city.map(cities.contains) ?? true
  }

  private func printNear(_ ledger: Ledger, _ question: StandingQuestion) throws {
    let now = try WallClock.now()
    let distance = distance
    let all = try ledger.forecasts(question, listing: .ofYear, now: now)
    let city = try FilterWord.city(city, among: all.lazy.flatMap(\.cities))
    var near = all.filter { outlook in
      let forecast = outlook.forecast
      guard isAsked(outlook.status, score: forecast.score, city, in: outlook.cities) else { return false }
      return distance.map { points in forecast.distance.map { $0 <= points } ?? false }
        ?? (forecast.crossing == .thisMonth)
    }
    near = by ?? sort == .score ? near.byScore : near.byDanger
    let report = OutlookReport(near, asOf: question.asOf ?? ledger.zone.date(of: now), zone: ledger.zone)
    switch output.format {
    case .json: StandardStream.output.line(report.nearJSON.text)
    case .csv: output.print { $0.map(report.near) ?? report.codes }
    case .table:
      if near.isEmpty {
        let none = distance.map { points in
          Words(zh: "没有距下一标准线不超过 \(points) 分的服务商。", en: "No provider is within \(points) of its next line.")
        }
        let all = Words(
          zh: "本月没有服务商可能达到下一标准线。", en: "No provider can come to its next line this month.")
        output.show(output.language(none ?? all))
      } else {
        output.show(report.near(output.language))
        output.suggest([.forecast(near[0].provider)])
      }
    }
  }

  private func printDifference(_ ledger: Ledger, _ question: StandingQuestion) throws {
    let now = try WallClock.now()
    let times = try diff.prefix(2).compactMap { try ArgumentText.instant($0, "--diff", in: ledger.zone) }
    let from = times[0]
    let to = try times.count > 1 ? times[1] : max(now, ledger.lastRecordedAt() ?? now)
    guard from <= to else {
      throw Failure.usage(
        zh: "--diff：较早的所知状态写在前面。", en: "--diff: the earlier state of knowledge comes first.")
    }
    guard let name = providerOfDiff else { return try printDifferences(ledger, from, to, question) }
    let provider = try FilterWord.provider(name, in: ledger)
    let difference =
      try ledger.isSubject(provider)
      ? subjectDifference(provider, ledger)
      : ledger.difference(of: provider, from: from, to: to, question, now: now)
    if output.format == .json { return StandardStream.output.line(difference.json.text) }
    output.show(difference.prose)
  }

  /// The same of a subject of a programme, whose times are of its own zone.
  private func subjectDifference(_ subject: Key<Provider>, _ ledger: Ledger) throws -> StandingDifference {
    let zone = try ledger.zone(of: subject)
    let times = try diff.prefix(2).compactMap { try ArgumentText.instant($0, "--diff", in: zone) }
    let now = try WallClock.now()
    return try ledger.difference(
      ofSubject: subject, from: times[0], to: times.count > 1 ? times[1] : max(now, ledger.lastRecordedAt() ?? now),
      asOf: clocks.question(in: zone).asOf)
  }

  private func printDifferences(
    _ ledger: Ledger, _ from: Instant, _ to: Instant, _ question: StandingQuestion
  ) throws {
    let changes = try ledger.differences(from: from, to: to, question).filter { change in
      let summary = change.after.summary
      return isAsked(
        summary.status, score: change.after.score, city.map { Key($0) }, in: summary.cities.map(\.city))
    }
    let others = try hasFilter ? [] : ledger.subjectDifferences(from: from, to: to, asOf: question.asOf)
    switch output.format {
    case .json:
      StandardStream.output.line(changes.json(from: from, to: to, in: ledger.zone, others).text)
    case .csv: output.print { changes.sheet($0).joined(with: others.sheet($0)) }
    case .table:
      if changes.isEmpty, others.isEmpty {
        return output.show(output.language(zh: "没有变化。", en: "Nothing changed."))
      }
      if !changes.isEmpty { output.show(changes.table(output.language)) }
      if !others.isEmpty { output.show(others.sheet(output.language)) }
    }
  }

  private func printOne(_ standing: Standing, _ zone: Zone, against thresholds: [Threshold]) throws {
    switch output.format {
    case .json: StandardStream.output.line(standing.jsonText(in: zone))
    case .csv: printAll([standing], [], zone, against: thresholds)
    case .table:
      output.show(StandingText(standing, output.language, in: zone, against: thresholds).page)
    }
  }

  private func printAll(
    _ standings: [Standing], _ subjects: [SubjectAnswer], _ zone: Zone, against thresholds: [Threshold]
  ) {
    if output.format == .json {
      var writer = JSONWriter()
      writer.array { writer in
        for standing in standings { standing.write(to: &writer, in: zone) }
        for subject in subjects { writer.value(subject.json) }
      }
      return StandardStream.output.line(writer.bytes)
    }
    if output.format == .table {
      if !standings.isEmpty || subjects.isEmpty {
        output.show(StandingText.table(of: standings, output.language, against: thresholds))
      }
      if !subjects.isEmpty { output.show(SubjectStandingText.table(of: subjects, output.language)) }
      return
    }
    output.print { SubjectStandingText.sheet(standings, subjects, $0) }
  }
}
