public import LedgerFormat

/// What a page asks of the API, by its addresses, and all that it was answered from.
///
/// A page is a client of the API that lives beside it: it asks the questions that anybody may ask, by the account's rights, and
/// names them in its head (pages P4).
public final class Questions {
  private let answer: (Address) throws -> JSON
  private var answered: [(address: String, answer: Answered)] = []

  /// Asks by a function that answers as `GET` of an address does.
  ///
  /// It throws what is wrong with the question, and that whoever asks may not.
  public init(_ answer: @escaping (Address) throws -> JSON) { self.answer = answer }

  /// The addresses that were asked, in their order.
  var asked: [String] { answered.map(\.address) }

  /// The answer to a question; it is asked once.
  func ask(_ address: Address) throws -> Answered {
    let text = address.description
    if let known = answered.first(where: { $0.address == text }) { return known.answer }
    let answer = Answered(question: address, root: Part(try answer(address)))
    answered.append((text, answer))
    return answer
  }
}

/// An answer of the API, and the question.
struct Answered {
  /// What was asked.
  let question: Address
  /// The whole answer.
  let root: Part

  /// The address it was asked by, encoded.
  var address: String { question.description }

  subscript(name: String) -> Part { root[name] }

  /// The items of a list.
  var items: [Part] { root["items"].items }
}
