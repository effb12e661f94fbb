import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// Asks for the fields of an event one by one, on a terminal.
struct AppendQuestions {
  let listing: TypeListing
  let zone: Zone
  let providers: CalledProviders
  let language: Language

  /// What was given, and what was answered to the questions for the rest.
  ///
  /// - Parameter given: the pairs of the command line.
  /// - Throws: the failure `not-confirmed` at the end of the input.
  func ask(_ given: [(String, String)]) throws -> [(String, String)] {
    say(language(zh: "\(name)：逐项询问，Ctrl-D 放弃。", en: "\(name): one field after the other; Ctrl-D gives it up."))
    var pairs = given
    var asked = Set(given.map(\.0))
    var answers = Dictionary(given) { $1 }
    while let question = listing.question(after: asked, answers) {
      let answer = try answer(question, pairs)
      asked.insert(question.name)
      guard !answer.isEmpty else { continue }
      pairs.append((question.name, answer))
      answers[question.name] = answer
    }
    return pairs
  }

  private var name: String { language(zh: listing.words.zh + "（\(listing.kind.name)）", en: listing.kind.name) }

  /// An answer that its field takes; empty for nothing.
  private func answer(_ question: FieldQuestion, _ pairs: [(String, String)]) throws -> String {
    say(language(question.text))
    while true {
      guard let answer = Confirmation.answer(to: "  " + language(question.prompt)) else {
        let end = language(zh: "输入在“\(question.name)”处结束，", en: "The input ended at \(question.name).")
        throw Confirmation.refusal(end, language)
      }
      if answer.allSatisfy(\.isWhitespace) {
        if question.isOptional { return "" }
        say(language(zh: "  此项必填。", en: "  This one is needed."))
      } else if let fault = try fault(of: question, answer, pairs) {
        say("  " + fault)
      } else {
        return answer
      }
    }
  }

  /// What is wrong with an answer; nil where the field takes it.
  private func fault(of question: FieldQuestion, _ answer: String, _ pairs: [(String, String)]) throws -> String? {
    do {
      _ = try Draft(written: pairs + [(question.name, answer)], in: zone, calling: providers)
    } catch let error as InputError {
      guard case .field(let field, let expected) = error, field.headingOfPath == question.name
      else { return nil }
      return language(
        zh: "\(expected.words.zh)，而非“\(answer.printable)”。", en: "Expected \(expected.en), not “\(answer.printable)”.")
    }
    return nil
  }

  private func say(_ text: String) { StandardStream.error.line(text) }
}
