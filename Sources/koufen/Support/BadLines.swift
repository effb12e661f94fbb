import LedgerFormat
import Presentation

/// What is wrong with the lines of a file of which, for their sake, nothing is kept.
struct BadLines: Error {
  /// Lines that are named, at most; the others are counted.
  private static let mostNamed = 100
  /// Lines behind the first bad one that are still decided, about: whoever writes is not kept waiting for a long feed.
  private static let mostDecided = 10_000

  /// The first of them: its exit code is that of the command.
  let first: Failure
  /// Events before it that would have been accepted.
  let accepted: Int
  private var others: [Failure] = []
  private var unnamed = 0
  private var decided = 0

  init(_ first: Failure, behind accepted: Int) {
    self.first = first
    self.accepted = accepted
  }

  /// Whether enough lines are decided.
  var isEnough: Bool { decided >= Self.mostDecided }

  /// Notes a line behind the first, and what is wrong with it, if anything is.
  mutating func add(_ failure: Failure?) {
    decided += 1
    guard let failure else { return }
    if others.count + 1 < Self.mostNamed { others.append(failure) } else { unnamed += 1 }
  }

  /// Says what is wrong with each, the first first, and how many more there are.
  func say(_ output: OutputOptions) {
    let isJSON = output.format == .json
    for failure in [first] + others { failure.print(asJSON: isJSON) }
    guard unnamed > 0 || isEnough else { return }
    if isJSON {
      var writer = JSONWriter()
      writer.object { writer in
        writer.name("badLines")
        writer.object { writer in
          writer.field("more", unnamed)
          writer.field("complete", !isEnough)
        }
      }
      return StandardStream.error.line(writer.bytes)
    }
    if unnamed > 0 {
      StandardStream.error.line(
        output.language(zh: "koufen: 另有 \(unnamed) 行有误。", en: "koufen: \(unnamed.english("more bad line"))."))
    }
    if isEnough {
      StandardStream.error.line(
        output.language(
          zh: "koufen: 首个有误的行之后，只核对了约 \(Self.mostDecided) 行。",
          en: "koufen: Behind the first bad line only about \(Self.mostDecided) were looked at."))
    }
  }
}
