import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Events handed in")
struct DraftTests {
  private static let zone = BuiltIn.terms.zone

  private func draft(_ json: String) throws -> Draft { try Draft(json: Array(json.utf8), in: Self.zone) }

  /// A help request in JSON, one field replaced or added.
  private static func help(_ field: String, data: String = #"{"ticket":"t-1"}"#) -> String {
    #"{"type":"HelpRequested","provider":"hz-01","by":"feed@integration","data":\#(data)\#(field)}"#
  }

  @Test("The short form of by and the map say the same")
  func actors() throws {
    let short = try draft(Self.help(""))
    let map = try draft(
      #"{"type":"HelpRequested","provider":"hz-01","by":{"role":"integration","id":"feed"},"data":{"ticket":"t-1"}}"#)
    #expect(short == map)
    #expect(short.at == nil)
    #expect(short.submission(now: time("2011-03-04")).at == time("2011-03-04"))
  }

  @Test("Data may be left out where nothing is in it")
  func noData() throws {
    let found = try draft(#"{"type":"TerminationProposed","provider":"hz-01","by":"chen@channel-expansion"}"#)
    #expect(found.fact == TerminationProposed().fact)
  }

  @Test(
    "What is wrong with the shape is named",
    arguments: [
      (help(#","extra":1"#), "extra"), (help(#","at":"2011-02-30""#), "at"), (help(#","at":null"#), "at"),
      (help(#","at":20110304"#), "at"), (help(#","id":"42""#), "id"), (help(#","id":null"#), "id"),
      (help(#","type":"HelpAnswered""#), "type"), (help(#","\u0074ype":"HelpAnswered""#), "type"),
      (help("", data: "{}"), "data.ticket"), (help("", data: #"{"ticket":7}"#), "data.ticket"),
      (help("", data: #"{"ticket":"T-1"}"#), "data.ticket"), (help("", data: #"{"ticket":""}"#), "data.ticket"),
      (help("", data: #"{"ticket":"-a"}"#), "data.ticket"), (help("", data: #"{"ticket":"a:b"}"#), "data.ticket"),
      (help("", data: #"{"ticket":"a b"}"#), "data.ticket"), (help("", data: #"{"ticket":"é"}"#), "data.ticket"),
      (help("", data: #"{"ticket":"\#(String(repeating: "a", count: 65))"}"#), "data.ticket"),
      (help("", data: #"{"ticket":"t","ticket":"t"}"#), "data.ticket"),
      (help("", data: #"{"ticket":"t","outlet":null}"#), "data.outlet"),
      (help("", data: #"{"ticket":"t","more":1}"#), "data.more"), (help("", data: "[]"), "data"),
      (#"{"type":"HelpRequested","provider":"hz-01","data":{"ticket":"t-1"}}"#, "by"),
      (#"{"type":"HelpRequested","provider":"hz-01","by":"feed","data":{"ticket":"t-1"}}"#, "by"),
      (#"{"type":"HelpRequested","provider":"hz-01","by":"feed@nobody","data":{"ticket":"t-1"}}"#, "by"),
      (#"{"type":"HelpRequested","by":"feed@integration","data":{"ticket":"t-1"}}"#, "provider"),
      (#"{"type":"PointsDeducted","provider":"hz-01","by":"feed@integration"}"#, "type"),
      (#"{"type":"HelpRequest","provider":"hz-01","by":"feed@integration"}"#, "type"), ("[]", "event"), ("7", "event"),
      ("", "event"),
    ])
  func shapes(_ json: String, _ field: String) {
    do throws(InputError) {
      let found = try Draft(json: Array(json.utf8), in: Self.zone)
      Issue.record("expected the field \(field) to be refused, found \(found)")
    } catch {
      guard case .field(let name, _) = error else {
        Issue.record("expected the field \(field) to be refused, found \(error)")
        return
      }
      #expect(name == field)
    }
  }

  private static func event(_ type: String, _ data: String) -> String {
    #"{"type":"\#(type)","provider":"hz-01","by":"x@finance","data":\#(data)}"#
  }

  @Test(
    "Counts and amounts keep to their domain",
    arguments: [
      ("DepositFrozen", #"{"city":"c","amountFen":0}"#, "data.amountFen"),
      ("DepositFrozen", #"{"city":"c","amountFen":-1}"#, "data.amountFen"),
      ("DepositFrozen", #"{"city":"c","amountFen":1.0}"#, "data.amountFen"),
      ("DepositFrozen", #"{"city":"c","amountFen":1e3}"#, "data.amountFen"),
      ("DepositFrozen", #"{"city":"c","amountFen":"1"}"#, "data.amountFen"),
      ("DepositFrozen", #"{"city":"c","amountFen":9223372036854775808}"#, "data.amountFen"),
      ("DepositReleased", #"{"amountFen":-1}"#, "data.amountFen"),
      ("CityAuthorised", #"{"city":"c","population":0}"#, "data.population"),
      ("MeetingHeld", #"{"meeting":"m","city":"c","invited":0,"attended":0}"#, "data.invited"),
      ("MeetingHeld", #"{"meeting":"m","city":"c","invited":1,"attended":-1}"#, "data.attended"),
      ("ApplicationsSubmitted", #"{"meeting":"m","outlets":0}"#, "data.outlets"),
      ("ApplicationsReviewed", #"{"meeting":"m","entries":3,"errors":4}"#, "data.errors"),
      ("TrainingExamined", #"{"training":"t","examined":3,"failed":4}"#, "data.failed"),
      ("TrainingExamined", #"{"training":"t","examined":0,"failed":0}"#, "data.examined"),
      ("SalesReported", #"{"city":"c","month":"2011-13","sales":[]}"#, "data.month"),
      ("SalesReported", #"{"city":"c","month":"2011-05","sales":[{"outlet":"o"}]}"#, "data.sales[0].amountFen"),
      (
        "SalesReported",
        #"{"city":"c","month":"2011-05","sales":[{"outlet":"o","amountFen":0},{"outlet":"o","amountFen":0}]}"#,
        "data.sales"
      ),
      ("BreachAssessed", #"{"breach":"b","points":-1,"reason":"r"}"#, "data.points"),
      ("BreachReported", #"{"breach":"a:b","clause":"c","evidence":"e"}"#, "data.breach"),
      ("AppealDecided", #"{"breach":"b","outcome":"confirmed","points":3,"reason":"r"}"#, "data.points"),
      ("AppealDecided", #"{"breach":"b","outcome":"reduced","reason":"r"}"#, "data.points"),
      ("AppealDecided", #"{"breach":"b","outcome":"won","reason":"r"}"#, "data.outcome"),
      ("TerminationRequested", #"{"ground":"points","reason":"r"}"#, "data.ground"),
      ("ComplaintFiled", #"{"complaint":"c","source":"press"}"#, "data.source"),
      ("ComplaintFiled", #"{"complaint":"c","source":"consumer","outlet":"o"}"#, "data.transactionOn"),
      ("ComplaintFiled", #"{"complaint":"c","source":"outlet","transactionOn":"2011-01-01"}"#, "data.transactionOn"),
      ("ProviderRegistered", #"{"name":"a\u0000b","kind":"thirdParty"}"#, "data.name"),
      ("ProviderRegistered", #"{"name":"x","kind":"other"}"#, "data.kind"),
      ("ProviderRegistered", #"{"name":"\u00a0\u2009\u3000","kind":"thirdParty"}"#, "data.name"),
      ("BreachAssessed", #"{"breach":"b","points":1,"reason":"","issue":"i"}"#, "data.reason"),
      ("BreachAssessed", #"{"breach":"b","points":1,"reason":"r","issue":" \t\n"}"#, "data.issue"),
      ("OutletExitRequested", #"{"outlet":"o","via":"phone"}"#, "data.via"),
      ("RectificationPassed", #"{"reduction":-1,"metOn":"2011-01-01"}"#, "data.reduction"),
      ("RectificationPassed", #"{"reduction":0,"metOn":"2011-02-29"}"#, "data.metOn"),
    ])
  func domains(_ type: String, _ data: String, _ field: String) {
    shapes(Self.event(type, data), field)
  }

  @Test(
    "What is no JSON, or is followed by more, is a mistake of syntax",
    arguments: ["{", "{} x", "{}{}", "{\"a\":01}", "{}\0"])
  func syntax(_ json: String) {
    do throws(InputError) {
      _ = try Draft(json: Array(json.utf8), in: Self.zone)
      Issue.record("it was accepted")
    } catch {
      guard case .syntax = error else {
        Issue.record("expected a mistake of syntax, found \(error)")
        return
      }
    }
  }

  @Test("Longer events than a million bytes, and texts than ten thousand, are refused")
  func limits() throws {
    let long = String(repeating: "x", count: Limits.textBytes)
    func registered(_ name: String) -> String {
      Self.event("ProviderRegistered", #"{"name":"\#(name)","kind":"thirdParty"}"#)
    }
    _ = try draft(registered(long))
    #expect(throws: InputError.self) { _ = try draft(registered(long + "x")) }
    #expect(throws: InputError.self) { _ = try draft(Self.help("") + String(repeating: " ", count: Limits.eventBytes)) }
  }

  @Test("A breach may be referred to by two hundred characters with colons")
  func references() throws {
    let id = "a:" + String(repeating: "b", count: 198)
    _ = try draft(Self.event("BreachDismissed", #"{"breach":"\#(id)","reason":"r"}"#))
    #expect(throws: InputError.self) {
      _ = try draft(Self.event("BreachDismissed", #"{"breach":"\#(id)c","reason":"r"}"#))
    }
  }

  @Test("In flags and tables a text may stand for a number, a flag and a list, but not in JSON")
  func lenient() throws {
    let json = Self.event("ApplicationsReviewed", #"{"meeting":"m","entries":"30","errors":"1"}"#)
    let found = try Draft(json: Array(json.utf8), in: Self.zone, isLenient: true)
    #expect(found.fact == ApplicationsReviewed(meeting: "m", entries: 30, errors: 1).fact)
    #expect(throws: InputError.self) { _ = try draft(json) }
    for sales in ["O 1=5", "=5", "o-1=", "o-1=-5", "o-1", "o-1=1=2"] {
      let json = Self.event("SalesReported", #"{"city":"c","month":"2011-05","sales":"\#(sales)"}"#)
      #expect(throws: InputError.self, "\(sales)") {
        _ = try Draft(json: Array(json.utf8), in: Self.zone, isLenient: true)
      }
    }
    let sales = Self.event("SalesReported", #"{"city":"c","month":"2011-05","sales":"o-1=1000,o-2=0"}"#)
    #expect(
      try Draft(json: Array(sales.utf8), in: Self.zone, isLenient: true).fact
        == SalesReported(
          city: "c", month: day("2011-05-01").month,
          sales: [OutletSales(outlet: "o-1", amountFen: 1000), OutletSales(outlet: "o-2", amountFen: 0)]
        ).fact)
  }
}
