import Foundation
import NIOPosix
import Presentation
import ServerSettings
import Synchronization

/// `koufen serve` has become this (server 1.1): its one argument is the document of its settings. Started with where a server
/// is, it relays to that instead.
@main
struct Main {
  /// On the process's first thread, before there is another: what is done to signals here holds for all of them.
  static func main() {
    if let target = given(RelayTarget.self) { Relay.run(to: target) }
    Signals.reset()
    raiseFileLimit()
    guard let settings = given(ServerSettings.self) else {
      StandardError.say("这是 koufen serve 所用的程序。请运行：koufen serve")
      StandardError.say("This is what koufen serve runs. Please run: koufen serve")
      exit(64)
    }
    Task.detached { await serve(settings) }
    while true { pause() }
  }

  private static func serve(_ settings: ServerSettings) async {
    do {
      let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, ProcessInfo.processInfo.activeProcessorCount))
      let serving = try Serving(settings, group: group)
      let ledger = try await Composition.open(settings, group: group, connections: serving.connections)
      try await run(serving, ledger, settings)
    } catch {
      let problem = Problem(start: error, settings)
      StandardError.say("koufen: \(problem.code): \(settings.language.ofWords(problem.message))")
      exit(problem.kind.exit)
    }
  }

  private static func run(_ serving: Serving, _ ledger: Composition, _ settings: ServerSettings) async throws {
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let isStopping = Atomic<Bool>(false)
    Signals.listen { number in
      if number == SIGHUP {
        renew(serving, settings)
      } else if isStopping.exchange(true, ordering: .relaxed) {
        _exit(130)
      } else {
        ledger.stop()
        stop.finish()
      }
    }
    let service = Service(answering: ledger.answering, measures: Measures(settings.limits))
    try await serving.run(service) { address in
      print(
        settings.log == .json ? "{\"serving\":\(quoted(address)),\"pid\":\(getpid())}" : "koufen: serving \(address)")
      fflush(nil)
    } until: {
      for await _ in stops {}
    }
    await ledger.end()
    // Loops and threads still run; what `exit` would take from under them is not needed any more.
    fflush(nil)
    _exit(0)
  }

  private static func renew(_ serving: Serving, _ settings: ServerSettings) {
    do {
      try serving.readCertificatesAgain()
    } catch {
      let said = settings.language.ofWords(Problem(start: error, settings).message)
      let words = settings.language.ofWords(zh: "证书未更新，继续使用原证书。", en: "The certificate before stays. ")
      StandardError.say("koufen: \(words)\(said)")
    }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  /// The document it was given, where it is one of these.
  private static func given<Document: Decodable>(_ type: Document.Type) -> Document? {
    guard CommandLine.arguments.count == 2, let text = CommandLine.arguments.last else { return nil }
    return try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A thousand connections and the store's own files are more than a process usually may have open.
  private static func raiseFileLimit() {
    var limit = rlimit()
    #if canImport(Glibc)
      let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let files = RLIMIT_NOFILE
    #endif
    guard getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(files, &limit)
  }
}
