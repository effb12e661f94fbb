import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Where output goes")
struct SinkTests {
  /// Where a stream leads.
  private enum Sink: CaseIterable {
    case file, full, closed, unread

    /// The redirection of a descriptor; to one of the pipes to nobody for what is not read.
    func redirection(of descriptor: Int) -> String {
      switch self {
      case .file: "\(descriptor)>>said"
      case .full: "\(descriptor)>/dev/full"
      case .closed: "\(descriptor)>&-"
      case .unread: "\(descriptor)>&9"
      }
    }

    /// Whether what is written there is lost by a fault.
    var isFault: Bool { self == .full || self == .closed }
  }

  @Test(
    "Wherever output goes, good lines are kept, and the exit code is that of the work",
    arguments: 0..<Torture.rounds(12, long: 240))
  func anywhere(_ seed: Int) throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Crowd.register(store)
    var random = SplitMix64(seed: seed)
    let lines = (0..<random.below(400)).map { (ticket: "t-\($0)", isGood: random.below(3) > 0) }
    let hasBad = lines.contains { !$0.isGood }
    let text = lines.map { Self.line($0.ticket, provider: $0.isGood ? "p-0" : "nobody") }.joined()
    try Data(text.utf8).write(to: URL(filePath: folder.file("lines")))
    let (output, error) = (random.pick(Sink.allCases), random.pick(Sink.allCases))
    let format = random.pick(["table", "json", "csv"])
    let end = try KoufenProcess.shell(
      """
      cd '\(folder.path)'; mkfifo nobody; \(random.below(2) == 0 ? "trap '' PIPE;" : "")
      exec 8<>nobody 9>nobody 8<&-
      $K append --keep-going --file lines --format \(format) \
      \(output.redirection(of: 1)) \(error.redirection(of: 2)); echo $? >code
      """, store: store)
    let code = try String(contentsOfFile: folder.file("code"), encoding: .utf8)
    let place: Comment = "seed \(seed): \(output), \(error), \(format): \(end.error)"
    #expect(code == (hasBad ? "1\n" : output.isFault ? "74\n" : "0\n"), place)
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    let check = try StoreCheck(ledger)
    #expect(check.problems == [], place)
    let good = lines.filter(\.isGood).map(\.ticket)
    let kept = try Crowd.tickets(check.lines)
    #expect(kept == good, place)
    Torture.count(.lostEvents, good.count { !kept.contains($0) })
    Torture.count(.faultsInjected, 1)
    Torture.count(.rounds, 1)
  }

  private static func line(_ ticket: String, provider: String) -> String {
    #"{"type":"HelpRequested","provider":"\#(provider)","at":"2011-03-04T10:00","by":"feed@integration","#
      + #""data":{"ticket":"\#(ticket)"}}"# + "\n"
  }
}
