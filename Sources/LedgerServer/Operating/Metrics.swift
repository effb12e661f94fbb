import Synchronization

/// What is counted while the server runs (server 11.2), told as Prometheus text 0.0.4. No provider, account or address is a
/// label, and a route is its pattern.
final class Metrics: Sendable {
  /// A series of a family: its labels, as they are written.
  private typealias Series = String

  /// How often something took how long, or was how many.
  private struct Spread {
    var counts: [Int]
    var sum = 0.0
    var count = 0
  }

  private struct State {
    var counters: [String: [Series: Int]] = [:]
    var spreads: [String: [Series: Spread]] = [:]
  }

  /// A family of series that only grow.
  enum Counter: String, CaseIterable {
    case requests = "koufen_http_requests_total"
    case submissions = "koufen_submissions_total"
    case commits = "koufen_commits_total"
    case deliveries = "koufen_webhook_deliveries_total"
    case signIns = "koufen_sign_ins_total"

    var help: String {
      switch self {
      case .requests: "Requests answered."
      case .submissions: "Submissions by type and outcome."
      case .commits: "Transactions kept by the writer."
      case .deliveries: "Deliveries to webhooks by outcome."
      case .signIns: "Attempts to sign in by outcome."
      }
    }
  }

  /// A family of histograms.
  enum Histogram: String, CaseIterable {
    case requestDuration = "koufen_http_request_duration_seconds"
    case commitSubmissions = "koufen_commit_submissions"
    case commitDuration = "koufen_commit_duration_seconds"

    var help: String {
      switch self {
      case .requestDuration: "Time from a request's head to the end of its answer."
      case .commitSubmissions: "Submissions kept by one commit."
      case .commitDuration: "Time from deciding to the disk."
      }
    }

    /// The upper ends of its buckets.
    var bounds: [Double] {
      switch self {
      case .requestDuration, .commitDuration:
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
      case .commitSubmissions: [1, 2, 4, 8, 16, 32, 64, 128, 256]
      }
    }
  }

  /// What is so at the moment it is asked for.
  struct Gauge {
    var name: String
    var help: String
    var series: [(labels: [(String, String)], value: Double)]

    init(_ name: String, _ help: String, _ value: Double) {
      (self.name, self.help) = (name, help)
      series = [([], value)]
    }

    init(_ name: String, _ help: String, _ series: [(labels: [(String, String)], value: Double)]) {
      (self.name, self.help, self.series) = (name, help, series)
    }
  }

  private let state = Mutex(State())

  /// Counts something.
  func count(_ counter: Counter, _ labels: [(String, String)] = [], by number: Int = 1) {
    let series = Self.text(labels)
    state.withLock { $0.counters[counter.rawValue, default: [:]][series, default: 0] += number }
  }

  /// Notes how long something took, or how many it was.
  func observe(_ histogram: Histogram, _ labels: [(String, String)] = [], _ value: Double) {
    let series = Self.text(labels)
    let bounds = histogram.bounds
    state.withLock { state in
      var spread =
        state.spreads[histogram.rawValue]?[series] ?? Spread(counts: [Int](repeating: 0, count: bounds.count))
      if let index = bounds.firstIndex(where: { value <= $0 }) { spread.counts[index] += 1 }
      spread.sum += value
      spread.count += 1
      state.spreads[histogram.rawValue, default: [:]][series] = spread
    }
  }

  /// All of it as text.
  func text(with gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func begin(_ name: String, _ help: String, _ type: String) {
      lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
    for counter in Counter.allCases {
      begin(counter.rawValue, counter.help, "counter")
      for (series, count) in (state.counters[counter.rawValue] ?? [:]).sorted(by: { $0.key < $1.key }) {
        lines.append("\(counter.rawValue)\(Self.braced(series)) \(count)")
      }
    }
    for histogram in Histogram.allCases {
      let name = histogram.rawValue
      begin(name, histogram.help, "histogram")
      for (series, spread) in (state.spreads[name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        var sum = 0
        let comma = series.isEmpty ? "" : ","
        for (bound, count) in zip(histogram.bounds, spread.counts) {
          sum += count
          lines.append("\(name)_bucket{\(series)\(comma)le=\"\(Self.number(bound))\"} \(sum)")
        }
        lines.append("\(name)_bucket{\(series)\(comma)le=\"+Inf\"} \(spread.count)")
        lines.append("\(name)_sum\(Self.braced(series)) \(Self.number(spread.sum))")
        lines.append("\(name)_count\(Self.braced(series)) \(spread.count)")
      }
    }
    for gauge in gauges {
      begin(gauge.name, gauge.help, "gauge")
      for (labels, value) in gauge.series {
        lines.append("\(gauge.name)\(Self.braced(Self.text(labels))) \(Self.number(value))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func braced(_ series: String) -> String { series.isEmpty ? "" : "{\(series)}" }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private static func text(_ labels: [(String, String)]) -> Series {
    var text = ""
    for (name, value) in labels {
      if !text.isEmpty { text += "," }
      text += name
      text += "=\""
      text += value.utf8.contains { #"\"\#n"#.utf8.contains($0) } ? escaped(value) : value
      text += "\""
    }
    return text
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
