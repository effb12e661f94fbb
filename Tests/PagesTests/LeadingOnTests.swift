import LedgerDomain
import LedgerFormat
import Presentation
import Testing

@testable import Pages

/// What leads on from a page: the form that meets a duty, the correction of an event, the time that was typed wrongly.
@Suite("Where pages lead on")
struct LeadingOnTests {
  private struct Missing: Error { let address: String }

  /// A frame for an account of one role; a question is answered by the first text whose name the address begins with.
  private func frame(
    _ answers: KeyValuePairs<String, String> = [:], at address: Address = Address("work"), _ language: Language = .en,
    page: Pages.Page? = .work, role: String = "provider"
  ) throws -> Frame {
    let me = try JSON(
      parsing: "{\"account\":\"a\",\"roles\":[\"\(role)\"],\"role\":\"\(role)\",\"permissions\":[\"submit\",\"queue\"]}"
    )
    let questions = Questions { asked in
      guard let known = answers.first(where: { asked.description.hasPrefix($0.key) }) else {
        throw Missing(address: asked.description)
      }
      return try JSON(parsing: known.value)
    }
    return Frame(page, language, at: address, me: Part(me), asking: questions, printedAt: "2011-06-16T12:00:00+08:00")
  }

  @Test(
    "3.12 P10 A duty of a clause is told by what is done, and leads to the form of the fact that meets it",
    arguments: [
      ("service-complaint:ticket:t-9", "answer", "t-9", "HelpAnswered?ticket=t-9"),
      ("exit-response:o-4", "answer the exit request of", "o-4", "OutletExitAnswered?outlet=o-4"),
      ("signing-progress:m-1:late", "submit the applications of", "m-1", "ApplicationsSubmitted?meeting=m-1"),
      ("promotion-gap:2011-06", "run a promotion in", "2011-06", "PromotionRun"),
      // Who signs outlets is not the provider.
      ("expansion-target:hangzhou:first-batch", "sign the first batch of outlets in", "hangzhou", ""),
    ])
  func duties(_ breach: String, _ words: String, _ key: String, _ form: String) throws {
    let clause = breach.prefix { $0 != ":" }
    let item = Part(
      try JSON(
        parsing:
          "{\"work\":\"meet-duty\",\"subject\":\"\(breach)\",\"clause\":\"\(clause)\",\"roles\":[\"provider\"],\"provider\":\"hz-01\"}"
      ))
    let told = try frame().nextStep(item).markup
    #expect(told.contains("value=\"meet-duty\">\(words)</data>"), "\(told)")
    #expect(told.contains("value=\"\(breach)\">\(key)</data>"), "\(told)")
    let links = Deed.links(for: item, in: try frame()).markup
    #expect(form.isEmpty ? links.isEmpty : links.contains("href=\"/providers/hz-01/do/\(form)\""), "\(links)")
    #expect(Deed.links(for: item, in: try frame(role: "channel-operations")).markup.isEmpty)
  }

  @Test("P24 A receipt leads to what waits now before what is due later, as the page of work has them")
  func next() throws {
    func item(_ provider: String, _ rest: String) -> String {
      "{\"work\":\"decide-rectification\",\"subject\":\"2011\",\"provider\":\"\(provider)\",\"roles\":[\"department-head\"],\(rest)}"
    }
    let later = item("wz-02", #""due":"2011-07-15","overdue":false"#)
    let (now, late) = (
      item("hz-04", #""due":null,"overdue":false"#), item("hz-09", #""due":"2011-06-01","overdue":true"#)
    )
    func led(_ items: [String]) throws -> String {
      let frame = try frame(
        [
          "/v1/queue": "{\"items\":[\(items.joined(separator: ","))],\"next\":null}",
          "/v1/basis": #"{"asOf":"2011-06-16"}"#,
        ],
        at: Address("events", "9"), page: .event, role: "department-head")
      let answer = Answered(
        question: Address("v1", "events", "9"), root: Part(try JSON(parsing: #"{"event":{"position":9},"hash":"ab"}"#)))
      return Receipt(frame: frame, answer: answer).html.markup
    }
    #expect(try led([later, now]).contains("value=\"hz-04\""))
    #expect(try led([later, now, late]).contains("value=\"hz-09\""))
    #expect(try led([later]).contains("value=\"wz-02\""))
  }

  @Test("3.6 An event that was put right says so, leads to the correction and tells how it is read now")
  func corrected() throws {
    let event =
      #"{"position":3,"version":2,"id":null,"type":"PromotionRun","provider":"hz-01","at":"2011-03-01T10:00:00+08:00","recordedAt":"2011-03-01T10:00:00+08:00","by":{"id":"wu","role":"integration"},"data":{"promotion":"p-1"},"cause":null,"rulebook":"r"}"#
    let correction =
      #"{"position":7,"version":3,"type":"FactCorrected","name":{"zh":"事实更正","en":"fact corrected"},"at":"2011-03-02T10:00:00+08:00","recordedAt":"2011-03-02T10:00:00+08:00","by":{"id":"lin","role":"legal"},"data":{},"cause":null}"#
    func page(_ corrections: String) throws -> String {
      let frame = try frame([
        "/v1/events/3": "{\"event\":\(event),\"hash\":\"ab\",\"consequences\":[]}",
        "/v1/providers/hz-01/facts/3":
          "{\"corrections\":[\(corrections)],\"retracted\":false,\"read\":{\"at\":\"2011-03-05T10:00:00+08:00\",\"data\":{\"promotion\":\"p-2\"}}}",
      ])
      return try EventPage(frame: frame, position: "3").content().body.markup
    }
    let told = try page("{\"event\":\(correction)}")
    #expect(told.contains("href=\"/events/7\"") && told.contains("fact corrected"), "\(told)")
    #expect(told.contains("How it is read now") && told.contains("5 Mar 2011") && told.contains("p-2"), "\(told)")
    #expect(!(try page("")).contains("How it is read now"))
  }

  @Test(
    "P10 A time that is none stays typed in the form, under the name that people read",
    arguments: [
      ("knownAt", "yesterday", "knownAt", "Known at: A time"), ("asOf", "2011-06-31", "asOf", "As of: A time"),
      ("diff", "foo,bar", "from", "Compare what was known at two moments: A time"),
    ])
  func wrongTime(_ name: String, _ typed: String, _ field: String, _ said: String) throws {
    let problem = try JSON(
      parsing:
        "{\"status\":400,\"title\":\"t\",\"code\":\"bad-input\",\"field\":\"\(field)\",\"detail\":\"\(field): a time\"}"
    )
    let address = Address(segments: ["providers", "hz-01"], pairs: [Address.Pair(name, typed)])
    let rendered = try frame(at: address, page: nil).render(problem: problem)
    let page = String(decoding: rendered.bytes, as: UTF8.self)
    #expect(rendered.status == 400 && page.contains(said), "\(page)")
    #expect(page.contains("name=\"\(name)\" value=\"\(typed)\""), "\(page)")
    #expect(page.contains("aria-invalid=\"true\"") && page.contains("<a href=\"/providers/hz-01\">"), "\(page)")
  }
}
