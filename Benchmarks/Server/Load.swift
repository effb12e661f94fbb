import Foundation

/// What `wrk` asks of a server for a while, over connections that are kept, and what came of it.
struct Load {
  /// Answers a second.
  var perSecond: Double
  /// Seconds that one answer in a hundred takes longer than.
  var p99: Double
  /// Answers that were no success, and connections that broke.
  var failures: Int

  /// What is sent.
  enum Sending {
    /// Questions by these fields, over and over.
    case get(fields: [String])
    /// One body, over and over.
    case post(String)
    /// An event each, for one of the providers in turn; `name` tells these events from those of other loads.
    case events(of: [String], name: String, token: String)
  }

  /// Runs for so many seconds.
  ///
  /// - Parameter folder: where its script is laid.
  static func run(
    _ sending: Sending, _ path: String, port: Int, connections: Int, seconds: Int, in folder: String
  ) -> Load {
    let script = folder + "/load.lua"
    do { try Data((sending.script + summary).utf8).write(to: URL(filePath: script)) } catch { fatalError("\(error)") }
    var words = [
      "wrk", "-t\(min(2, connections))", "-c\(connections)", "-d\(seconds)s", "--timeout", "30s", "-s", script,
    ]
    if case .get(let fields) = sending { words += fields.flatMap { ["-H", $0] } }
    let said = output(words + ["http://127.0.0.1:\(port)\(path)"])
    guard let line = said.split(separator: "\n").first(where: { $0.hasPrefix("SUMMARY ") }),
      case let numbers = line.split(separator: " ").dropFirst().compactMap({ Double($0) }), numbers.count == 4
    else { fatalError("wrk said: \(said)") }
    return Load(perSecond: numbers[0] / numbers[1] * 1e6, p99: numbers[2] / 1e6, failures: Int(numbers[3]))
  }

  private static let summary = """

    function done(summary, latency, requests)
      local e = summary.errors
      print(string.format("SUMMARY %d %d %d %d", summary.requests, summary.duration, latency:percentile(99),
        e.status + e.connect + e.read + e.write + e.timeout))
    end

    """

  private static func output(_ words: [String]) -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = output
    do { try process.run() } catch { fatalError("cannot run \(words[0])") }
    let said = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { fatalError("\(words.joined(separator: " ")) failed (Debian: wrk)") }
    return String(decoding: said, as: UTF8.self)
  }
}

extension Load.Sending {
  fileprivate var script: String {
    switch self {
    case .get: ""
    case .post(let body): "wrk.method = 'POST'\nwrk.body = '\(body)'\n"
    case .events(let providers, let name, let token):
      """
      local threads = 0
      function setup(thread)
        thread:set("number", threads)
        threads = threads + 1
      end
      local providers = {\(providers.map { "'\($0)'" }.joined(separator: ","))}
      local count = 0
      local fields = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer \(token)"}
      function request()
        count = count + 1
        local provider = providers[(count * 2 + number) % #providers + 1]
        return wrk.format("POST", "/v1/events", fields, '{"type":"PromotionRun","provider":"' .. provider ..
          '","at":"2021-01-01","data":{"promotion":"\(name)-' .. number .. '-' .. count .. '"}}')
      end

      """
    }
  }
}
