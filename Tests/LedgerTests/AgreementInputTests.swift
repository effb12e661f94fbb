import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Agreements as they are handed in")
struct AgreementInputTests {
  private func read(_ data: String) throws(InputError) -> Fact {
    let json = #"{"type":"AgreementSigned","provider":"hz-01","by":"x@legal","data":\#(data)}"#
    return try Draft(json: Array(json.utf8), in: BuiltIn.terms.zone).fact
  }

  private static let span = #""startsOn":"2011-01-01","endsOn":"2011-12-31""#

  @Test(
    "What is wrong is named by its path",
    arguments: [
      (#"{"terms":{"roles":{}}}"#, "data.terms.roles"), (#"{"terms":{"zone":{"name":"x"}}}"#, "data.terms.zone"),
      (#"{"terms":{"rectification":{"threshold":"40"}}}"#, "data.terms.rectification.threshold"),
      (#"{"terms":{"rectification":{"threshold":0}}}"#, "data.terms.rectification.threshold"),
      (#"{"terms":{"rectification":{"threshold":40.5}}}"#, "data.terms.rectification.threshold"),
      (#"{"terms":{"rectification":{"limit":40}}}"#, "data.terms.rectification.limit"),
      (#"{"terms":{"rectification":40}}"#, "data.terms.rectification"),
      (#"{"terms":{"rectification.threshold":40}}"#, "data.terms.rectification.threshold"),
      (#"{"terms":{"clauses":{"bad-press":{"points":[1,2]}}}}"#, "data.terms.clauses.bad-press"),
      (#"{"terms":{"clauses":{"negative-press":{"points":[2,1]}}}}"#, "data.terms.clauses.negative-press.points"),
      (#"{"terms":{"clauses":{"negative-press":{"points":5}}}}"#, "data.terms.clauses.negative-press.points"),
      (#"{"terms":{"clauses":{"negative-press":{"mode":"counted"}}}}"#, "data.terms.clauses.negative-press.mode"),
      (#"{"terms":{"training":{"failures":101}}}"#, "data.terms.training.failures"),
      (#"{"terms":{"training":{"failures":1,"failures":2}}}"#, "data.terms.training.failures"),
      (#"{"terms":[]}"#, "data.terms"), (#"{"cities":[]}"#, "data.cities"),
      (#"{"cities":["a","a"]}"#, "data.cities"), (#"{"cities":["A"]}"#, "data.cities"),
      (#"{"cities":"a"}"#, "data.cities"), (#"{"party":"x"}"#, "data.party"),
    ])
  func wrong(_ data: String, _ field: String) throws {
    let whole = "{" + Self.span + "," + data.dropFirst()
    do throws(InputError) {
      _ = try read(whole)
      Issue.record("it was accepted: \(whole)")
    } catch {
      if case .field(field, _) = error { return }
      Issue.record("expected \(field), found \(error)")
    }
  }

  @Test("A term that ends before it begins is wrong, one of a day is not")
  func span() throws {
    #expect(throws: InputError.self) { try read(#"{"startsOn":"2011-01-02","endsOn":"2011-01-01"}"#) }
    #expect(throws: Never.self) { try read(#"{"startsOn":"2011-01-02","endsOn":"2011-01-02","terms":{}}"#) }
  }

  @Test("Flags and CSV write terms as JSON and cities with commas")
  func lenient() throws {
    let json =
      #"{"type":"AgreementSigned","provider":"hz-01","by":"x@legal","data":{\#(Self.span),"#
      + #""terms":"{\"appeal\":{\"working-days\":5}}","cities":"hangzhou,ningbo"}}"#
    let draft = try Draft(json: Array(json.utf8), in: BuiltIn.terms.zone, isLenient: true)
    let terms = TermsOverride([.single(.appealDays): .number(5)])
    #expect(
      draft.fact
        == AgreementSigned(
          startsOn: day("2011-01-01"), endsOn: day("2011-12-31"), terms: terms, cities: ["hangzhou", "ningbo"]
        ).fact)
  }
}
