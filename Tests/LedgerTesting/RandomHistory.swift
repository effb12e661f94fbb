package import LedgerDomain
import Rulebook

/// A random history of three providers, mostly legal: small key spaces, some facts late, some out of order.
package struct RandomHistory {
  /// Something done to the ledger.
  package enum Action {
    case submit(Submission, recordedAt: Instant)
    case sweep(through: LocalDate)
    case closeYear(Int)
  }

  /// Two third parties and one of the platform's own.
  package static let providers: [Key<Provider>] = ["p-1", "p-2", "p-3"]

  var random: SplitMix64
  /// Whether agreements are signed now and then; without, a seed decides the history it always did.
  package var signsAgreements = false
  /// Whether the version with every section comes into force after those of the opening are registered, an applicant comes,
  /// and an office does what the sections are about.
  package var hasOffices = false
  private var now = time("2011-03-01T09:00")

  /// The history a seed decides.
  package init(seed: Int) {
    random = SplitMix64(seed: UInt64(seed))
  }

  /// What comes of an action: events, or a refusal.
  package typealias Outcome = Result<[Event], Refusal>

  /// Plays so many random actions in an empty world and hands each to `observe`, with the world before and after it.
  package mutating func play(
    _ count: Int, observe: (_ before: World, _ action: Action, _ outcome: Outcome, _ after: World) -> Void
  ) -> World {
    var world = World()
    if hasOffices { world.rules = BuiltIn.officesRules }
    let opening = opening
    for step in 0..<count {
      let action = step < opening.count ? opening[step] : next(in: world)
      let before = world
      let outcome = world.take(action)
      observe(before, action, outcome, world)
    }
    return world
  }

  /// Plays so many random actions in an empty world.
  package mutating func play(_ count: Int) -> World {
    play(count) { _, _, _, _ in }
  }

  /// Everybody is registered, with deposit for some cities, and one of them.
  private var opening: [Action] {
    let settled = Self.providers.flatMap { provider -> [Action] in
      let kind: ProviderKind = provider == "p-3" ? .selfOperated : .thirdParty
      return [
        opened(provider, ProviderRegistered(name: provider.text, kind: kind).fact),
        opened(provider, DepositFrozen(city: "city-1", amountFen: 60_000_000).fact),
        opened(provider, CityAuthorised(city: "city-1", population: 40_000).fact),
      ]
    }
    return hasOffices ? settled + applying : settled
  }

  private func opened(_ provider: Key<Provider>, _ fact: Fact) -> Action {
    let by = Person(id: "chen", role: fact.kind.payload.about.roles?.first ?? .legal)
    return .submit(
      Submission(provider: provider, at: time("2011-01-04"), by: by, fact: fact), recordedAt: time("2011-01-04"))
  }

  private mutating func next(in world: World) -> Action {
    now = now.adding(seconds: random.number(0...5 * 86_400))
    let today = BuiltIn.terms.zone.date(of: now)
    if random.chance(8) { return .sweep(through: today.adding(days: -random.number(1...20))) }
    if today.year > 2011, random.chance(5) { return .closeYear(today.year - 1) }
    let provider = random.one(of: hasOffices ? Self.providers + [Self.applicant] : Self.providers) ?? "p-1"
    var at = now
    if random.chance(30) {
      at = max(time("2011-01-04"), now.adding(seconds: -random.number(0...(random.chance(60) ? 3 : 40) * 86_400)))
    }
    let date = BuiltIn.terms.zone.date(of: at)
    let fact: Fact =
      if signsAgreements, random.chance(6) {
        agreement(today)
      } else if hasOffices, random.chance(provider == Self.applicant ? 60 : 30) {
        officeFact(for: world.state(provider), at: date)
      } else {
        fact(for: world.state(provider), at: date)
      }
    return .submit(
      Submission(provider: provider, at: at, by: actor(for: fact), fact: fact), recordedAt: now)
  }

  /// Somebody who may submit it; now and then somebody who perhaps may not.
  private mutating func actor(for fact: Fact) -> Person {
    if random.chance(2) { return Person(id: "stranger", role: random.one(of: Role.allCases) ?? .outlet) }
    let termination = BuiltIn.terms.termination
    var roles = fact.kind.payload.about.roles
    if case .termination(.requested(let fact)) = fact {
      roles = termination.requesters[fact.ground]
    } else if case .termination(let fact) = fact, let step = fact.step {
      roles = termination.steps[step]
    } else if case .breach(.assessed) = fact {
      roles = [.departmentHead]
    } else if case .admission(.reviewed(let fact)) = fact {
      roles = BuiltIn.offices.terms.criteria?.reviewers(of: fact.findings)
    } else if roles == nil {
      roles = BuiltIn.offices.terms.procedureRoles(of: fact)
    }
    let role = random.one(of: roles ?? []) ?? .departmentHead
    return Person(id: "\(role.rawValue)-\(random.number(1...3))", role: role)
  }
}

extension World {
  /// Takes one action of a history.
  package mutating func take(_ action: RandomHistory.Action) -> RandomHistory.Outcome {
    switch action {
    case .submit(let submission, let recordedAt):
      do throws(Refusal) {
        return .success(try submit(submission, recordedAt: recordedAt))
      } catch {
        return .failure(error)
      }
    case .sweep(let last): return .success(sweep(through: last))
    case .closeYear(let year): return .success(closeYear(year))
    }
  }
}
