import LedgerDomain
import Programmes

/// The questions of a programme's tests, in words (programmes §4).
struct ConditionWords {
  let programme: Programme
  /// What the programme calls what it declares.
  let names: ProgrammeNames

  /// A question, and whether what it finds is an amount of fen.
  func condition(_ leaf: Leaf) -> ProgrammeNames.Condition {
    let isMoney = if case .compare(let term, _) = leaf.question { type(of: term) == .money } else { false }
    return ProgrammeNames.Condition(words(leaf.question), isMoney: isMoney)
  }

  private func words(_ question: Question) -> Words {
    switch question {
    case .compare(let term, let comparison): return words(term).then(words(comparison, type(of: term)))
    case .isInForce(let measure):
      let measure = names(.measure, measure)
      return Words(zh: "\(measure.zh)执行中", en: "\(measure.en) is in force")
    case .grade(let grades):
      return Words(zh: "情节为 \(grades.joined(separator: " 或 "))", en: "the grade is \(grades.joined(separator: " or "))")
    case .exists(let pattern, let ofBreach):
      let fact = pattern.words(by: names)
      return Words(
        zh: "已登记\(fact.zh)" + (ofBreach ? "，且属本项违规" : ""),
        en: "\(fact.en) is recorded" + (ofBreach ? " of the breach" : ""))
    case .linked(let attribute, let test, let how):
      let (attribute, test, how) = (names(.attribute, attribute), words(test), words(how, nil))
      return Words(
        zh: "\(attribute.zh)相同的其他对象中，符合“\(test.zh)”的个数\(how.zh)",
        en: "the number of others with the same \(attribute.en), of which “\(test.en)” holds, \(how.en)")
    }
  }

  /// What a test asks, its questions joined.
  private func words(_ test: Test) -> Words {
    test.words { leaf in words(leaf.question) }
  }

  private func words(_ term: Programmes.Term) -> Words {
    switch term {
    case .attribute(let name): return names(.attribute, name)
    case .field(let name): return Words(zh: "所填 \(name)", en: name)
    case .latest(let kind, let field, let window):
      let fact = names(.fact, kind)
      let within = window.map { Words(zh: "\($0.words(by: names).zh)内", en: " within \($0.words(by: names).en)") }
      return Words(
        zh: "\(within?.zh ?? "")最近一次\(fact.zh)的 \(field)", en: "\(field) of the latest \(fact.en)\(within?.en ?? "")")
    case .count(let pattern, let within):
      let (fact, within) = (pattern.words(by: names), words(within))
      return Words(zh: "\(within.zh)\(fact.zh)的次数", en: "how often \(fact.en)\(within.en)")
    case .breaches(let clauses, let within):
      let (clauses, within) = (names.list(.clause, clauses), words(within))
      return Words(zh: "\(within.zh)“\(clauses.zh)”的违规项数", en: "the number of breaches of “\(clauses.en)”\(within.en)")
    case .counter(let counter, let key):
      let counter = names(.counter, counter)
      return Words(
        zh: "\(counter.zh)累计" + (key.map { "（按 \($0)）" } ?? ""), en: counter.en + (key.map { " (by \($0))" } ?? ""))
    case .largest(let counter, let within):
      let (counter, within) = (names(.counter, counter), words(within))
      return Words(zh: "\(within.zh)\(counter.zh)最多的一笔", en: "the largest entry of \(counter.en)\(within.en)")
    case .balance(let account):
      let account = names(.account, account)
      return Words(zh: "\(account.zh)结余", en: "the balance of \(account.en)")
    }
  }

  /// How far back is looked; nothing where that is all the way.
  private func words(_ within: Within) -> Words {
    switch within {
    case .window(.ever): return .same("")
    case .window(let window):
      let window = window.words(by: names)
      return Words(zh: "\(window.zh)内", en: " within \(window.en)")
    case .askedPeriod, .counterPeriod: return Words(zh: "本期内", en: " within the period")
    }
  }

  private func words(_ comparison: Comparison, _ type: ValueType?) -> Words {
    switch comparison {
    case .equal(let comparand): return Words(zh: "为", en: "is").then(words(comparand, type))
    case .oneOf(let constants):
      let words = constants.map { text($0, type) }
      return Words(
        zh: "为".then(Language.zh.list(words.map(\.zh))) + " 之一", en: "is one of " + Language.en.list(words.map(\.en)))
    case .atLeast(let comparand): return Words(zh: "不低于", en: "is at least").then(words(comparand, type))
    case .atMost(let comparand): return Words(zh: "不高于", en: "is at most").then(words(comparand, type))
    case .below(let comparand): return Words(zh: "低于", en: "is below").then(words(comparand, type))
    case .above(let comparand): return Words(zh: "高于", en: "is above").then(words(comparand, type))
    case .ago(let window):
      let window = window.words(by: names)
      return Words(zh: "至今已满".then(window.zh), en: "lies \(window.en) back")
    }
  }

  private func words(_ comparand: Comparand, _ type: ValueType?) -> Words {
    switch comparand {
    case .constant(let constant): return text(constant, type)
    case .of(let term, .one): return words(term)
    case .of(let term, let times):
      let term = words(term)
      return Words(zh: "\(term.zh)的 \(times.text) 倍", en: "\(times.text) × \(term.en)")
    }
  }

  private func text(_ constant: Constant, _ type: ValueType?) -> Words {
    switch constant {
    case .flag(let flag): Words(zh: flag ? "是" : "否", en: flag ? "yes" : "no")
    case .text(let text): .same(text)
    case .number(let ratio):
      switch type {
      case .money? where ratio.whole == 1: .same(ratio.part.money)
      case .share? where ratio.whole == 1: .same("\(ratio.part * 100)%")
      case .int?, .money?, .date?, .bool?, .key?, .share?, .breach?, .choice?, .levels?, nil: .same(ratio.shown)
      }
    }
  }

  /// The type of what a term has; nil for a plain number.
  private func type(of term: Programmes.Term) -> ValueType? {
    switch term {
    case .attribute(let name): programme.attribute(name)?.field.type
    case .field(let name):
      (programme.facts.flatMap(\.fields) + programme.clauses.flatMap(\.fields)).first { $0.name == name }?.type
    case .latest(let kind, let field, _): programme.fact(kind)?.fields.first { $0.name == field }?.type
    case .balance: .money
    case .count, .breaches, .counter, .largest: nil
    }
  }
}

extension FactPattern {
  /// The kind, with the values that fields must have.
  func words(by names: ProgrammeNames) -> Words {
    let kind = names(.fact, kind)
    if fields.isEmpty { return kind }
    let values = fields.map { field in
      let value = field.value.words(isMoney: names.isMoney(.fact, self.kind, field: field.name))
      return Words(zh: "\(field.name) 为".then(value.zh), en: "\(field.name) is \(value.en)")
    }
    return Words(
      zh: "\(kind.zh)（\(values.map(\.zh).joined(separator: "，"))）",
      en: "\(kind.en) (\(values.map(\.en).joined(separator: ", ")))")
  }
}

extension Ratio {
  /// As people read a number: whole, or per cent where that comes out even.
  fileprivate var shown: String {
    if whole == 1 { return String(part) }
    let (hundredfold, isTooMuch) = part.multipliedReportingOverflow(by: 100)
    return !isTooMuch && hundredfold.isMultiple(of: whole) ? "\(hundredfold / whole)%" : text
  }
}

extension Words {
  /// These words and what follows them, with a space before what is not Chinese.
  fileprivate func then(_ other: Words) -> Words { Words(zh: zh.then(other.zh), en: "\(en) \(other.en)") }
}

extension String {
  /// This text and another, with a space between them where one of them is not Chinese there.
  func then(_ other: String) -> String {
    func isLatin(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { $0.value < 0x2000 } ?? false }
    return self + (isLatin(unicodeScalars.last) || isLatin(other.unicodeScalars.first) ? " " : "") + other
  }
}
