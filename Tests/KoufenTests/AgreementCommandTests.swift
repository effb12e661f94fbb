import KoufenTesting
import Testing

@Suite("Agreements at the command line")
struct AgreementCommandTests {
  private func append(_ place: Workplace, _ words: String..., by: String = "lin@legal") throws -> KoufenProcess.End {
    try place.run(["append"] + words + ["--provider", "hz-01", "--by", by, "--format", "json"])
  }

  @Test("One is signed by flags, shown in the standing, and cited in the explanation")
  func signed() throws {
    let place = try Workplace([Given.registered])
    let end = try append(
      place, "AgreementSigned", "--at", "2011-03-02", "startsOn=2011-03-01", "endsOn=2012-02-29",
      #"terms={"clauses":{"negative-press":{"points":[1,3]}},"rectification":{"threshold":40}}"#)
    #expect(end.exit == 0, "\(end.error)")
    #expect(
      end.output.contains(
        #""terms":{"clauses":{"negative-press":{"points":[1,3]}},"rectification":{"threshold":40}}"#))
    _ = try append(
      place, "BreachReported", "--at", "2011-03-03", "breach=b", "clause=negative-press", "evidence=seen",
      by: "wu@channel-operations")
    let standing = try place.run(["standing", "hz-01", "--format", "json"]).output
    #expect(standing.contains(#""minimum":1,"maximum":3"#))
    #expect(standing.contains(#""agreements":[{"position":2,"startsOn":"2011-03-01""#))
    #expect(try place.run(["standing", "hz-01"]).output.contains("rectification.threshold 40"))
    let explained = try place.run(["explain", "hz-01", "b", "--lang", "zh"]).output
    #expect(explained.contains("出自协议 #2") && explained.contains("制度原为 10–20"))
    #expect(try place.run(["verify"]).exit == 0)
  }

  @Test("What is wrong is named by its path, and nothing is appended")
  func wrong() throws {
    let place = try Workplace([Given.registered])
    for (terms, path) in [
      (#"{"rectification":{"threshold":100}}"#, "data.terms.rectification.threshold"),
      (#"{"rectification":{"threshold":"x"}}"#, "data.terms.rectification.threshold"),
      (#"{"termination":{"steps":{}}}"#, "data.terms.termination.steps"), ("nonsense", "data.terms"),
    ] {
      let end = try append(place, "AgreementSigned", "startsOn=2011-03-01", "endsOn=2012-02-29", "terms=\(terms)")
      #expect(end.exit == 65 && end.failure?.code == "bad-input")
      #expect(end.failure?.message.contains(path) == true, "\(end.error)")
    }
    let end = try append(place, "AgreementSigned", "startsOn=2011-03-02", "endsOn=2011-03-01")
    #expect(end.exit == 65 && end.failure?.message.contains("data.endsOn") == true)
    #expect(try place.log().count == 1)
  }
}
