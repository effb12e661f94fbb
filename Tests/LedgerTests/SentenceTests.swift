import LedgerDomain
import LedgerTesting
import Testing

@testable import Presentation

/// What an event says is told in words, whatever its type.
@Suite("Events in sentences")
struct SentenceTests {
  private static let zone = BuiltIn.terms.zone
  private static let day = LocalDate(year: 2011, month: 3, day: 7)!

  private func event(_ body: Event.Body) -> Event {
    Event(
      position: 1, version: 1, provider: Key("hz-01"), at: Self.zone.instant(Self.day),
      recordedAt: Self.zone.instant(Self.day), by: nil, body: body, cause: nil, rulebook: "taobao-daigou-1.5")
  }

  @Test("Every fact is told without JSON, with each of its values, in both languages", arguments: FactKind.allCases)
  func facts(_ kind: FactKind) {
    for example in kind.payload.examples {
      let sentence = event(.fact(example.fact, .nothing)).sentence(in: Self.zone)
      for text in [sentence.zh, sentence.en] {
        #expect(!["{", "[", "\"", "Fen"].contains { text.contains($0) }, "\(text)")
      }
      #expect(sentence.zh.hasPrefix(kind.payload.about.words.zh) && sentence.en.hasPrefix(kind.payload.about.words.en))
      // What stays in Latin letters in Chinese are keys, words people wrote, and nothing else.
      let letters = sentence.zh.unicodeScalars.split { !("a"..."z" ~= $0 || $0 == "-") }.map { String($0) }
      #expect(
        !letters.contains { ["reason", "outlet", "points", "consumer", "dismissed", "true", "false"].contains($0) })
    }
  }

  @Test("A request for help says by when it is to be answered")
  func help() {
    let due = Self.zone.instant(Self.day, second: 19 * 3600 + 1800)
    let asked = HelpRequested(ticket: Key("t-9"), outlet: Key("o-17"))
    let sentence = event(.fact(asked.fact, .dueInstant(due, provisional: false))).sentence(in: Self.zone)
    #expect(sentence.zh == "网点求助：求助单 t-9，网点 o-17；应于 2011-03-07 19:30 前答复")
    #expect(sentence.en == "help requested: ticket t-9, outlet o-17; to be answered by 2011-03-07 19:30")
  }

  @Test("Points say for what they were charged, the score they lead to, and until when to appeal")
  func points() {
    let day = Self.day
    let deduction = Deduction(
      breach: BreachID("b-1"), clause: .serviceComplaint, on: day, assessed: 3, charged: 2, score: 12, cap: nil,
      appealUntil: DueDate(day.adding(days: 20), provisional: true))
    let sentence = event(.consequence(.pointsDeducted(deduction))).sentence(in: Self.zone)
    #expect(sentence.zh == "扣 2 分（评定 3 分，受上限所限）：b-1（服务投诉，2011-03-07）；2011 年累计 12 分，可申诉至 2011-03-27（周日，暂定）")
    #expect(
      sentence.en
        == "2 points deducted (assessed at 3, capped): b-1 (service complaint, 2011-03-07); 2011 is at 12, "
        + "appeal until Sun 2011-03-27 (provisional)")
  }

  @Test("Times are told to the second, and seconds only where there are any")
  func times() {
    let moment = Instant(seconds: Self.zone.instant(Self.day, second: 34_200).seconds, nanoseconds: 123_000_000)
    #expect(Self.zone.readable(moment).hasSuffix(" 09:30"))
    #expect(Self.zone.readable(moment.adding(seconds: 5)).hasSuffix(" 09:30:05"))
  }
}
