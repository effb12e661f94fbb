import LedgerDomain
import LedgerTesting
import Testing

/// Steps that are all accepted, one after the other.
struct Story: Sendable {
  var steps: [Step]

  init(_ steps: [Step]) {
    self.steps = steps
  }

  /// The world they lead to.
  func played() throws -> World {
    var world = World()
    for (index, step) in steps.enumerated() {
      do {
        _ = try world.take(step)
      } catch {
        throw StoryError("step \(index + 1) was refused, \(error): \(step)")
      }
    }
    return world
  }
}

/// What is wrong with the steps a test starts from.
struct StoryError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension World {
  /// Takes one step: the events it recorded, or its refusal.
  mutating func take(_ step: Step) throws -> [Event] {
    switch step {
    case .submit(let submission, let recordedAt): try submit(submission, recordedAt: recordedAt)
    case .sweep(let last): sweep(through: last)
    case .yearEnd(let year): closeYear(year)
    }
  }
}

/// What a step comes to: its consequences in a few words each, or its refusal.
enum Outcome: Equatable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  case consequences([String])
  case refused(RefusalCode)
  case badInput(String)

  init(arrayLiteral elements: String...) {
    self = .consequences(elements)
  }

  init(_ refusal: Refusal) {
    switch refusal {
    case .rules(let code, _), .unknown(let code, _, _): self = .refused(code)
    case .badInput(let field, _): self = .badInput(field)
    }
  }

  var description: String {
    switch self {
    case .consequences(let all): all.isEmpty ? "no consequence" : all.joined(separator: "; ")
    case .refused(let code): "refused: \(code.rawValue)"
    case .badInput(let field): "bad input: \(field)"
    }
  }
}

/// One sentence of the rules: given these steps, when this one is taken, then this comes of it.
struct Rule: Sendable, CustomTestStringConvertible {
  let sentence: String
  let given: [Step]
  let when: Step
  let then: Outcome

  init(_ sentence: String, given: [Step], when: Step, then: Outcome) {
    self.sentence = sentence
    self.given = given
    self.when = when
    self.then = then
  }

  var testDescription: String { sentence }

  /// Plays it, and records what came instead if that is something else; a refusal must leave nothing behind.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    var world = try Story(given).played()
    let before = world.states
    let found: Outcome
    do {
      found = .consequences(try world.take(when).compactMap(\.brief))
    } catch let refusal as Refusal {
      found = Outcome(refusal)
      #expect(world.states == before, "the refusal changed something", sourceLocation: sourceLocation)
    }
    #expect(found == then, "\(sentence)", sourceLocation: sourceLocation)
  }
}
