import Synchronization

/// What is counted while the server runs (server 11.2), told as Prometheus text 0.0.4. No provider, account or address is a
/// label, and a route is its pattern.
final class Metrics: Sendable {
  /// A series of a family. Its text is made when it is asked for, not when something is counted in it.
  private struct Series: Hashable {
    /// The names and the values of its labels, in turn.
    private let words: [String]

    init(_ labels: [(String, String)]) {
      var words: [String] = []
      words.reserveCapacity(2 * labels.count)
      for (name, value) in labels {
        words.append(name)
        words.append(value)
      }
      self.words = words
    }

    /// Its labels, as they are written.
    var text: String {
      stride(from: 0, to: words.count, by: 2).map { place in
        "\(words[place])=\"\(Self.escaped(words[place + 1]))\""
      }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
      value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
  }

  /// How often something took how long, or was how many.
  private struct Spread {
    var counts: [Int]
    var sum = 0.0
    var count = 0

    mutating func add(_ value: Double, within bounds: [Double]) {
      if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
      sum += value
      count += 1
    }
  }

  private struct State {
    var counters: [Counter: [Series: Int]] = [:]
    var spreads: [Histogram: [Series: Spread]] = [:]
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
    let series = Series(labels)
    state.withLock { $0.counters[counter, default: [:]][series, default: 0] += number }
  }

  /// Notes how long something took, or how many it was.
  func observe(_ histogram: Histogram, _ labels: [(String, String)] = [], _ value: Double) {
    let (series, bounds) = (Series(labels), histogram.bounds)
    state.withLock { state in
      state.spreads[histogram, default: [:]][series, default: Spread(counts: Array(repeating: 0, count: bounds.count))]
        .add(value, within: bounds)
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
      for (series, count) in Self.inOrder(state.counters[counter] ?? [:]) {
        lines.append("\(counter.rawValue)\(Self.braced(series)) \(count)")
      }
    }
    for histogram in Histogram.allCases {
      let name = histogram.rawValue
      begin(name, histogram.help, "histogram")
      for (series, spread) in Self.inOrder(state.spreads[histogram] ?? [:]) {
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
        lines.append("\(gauge.name)\(Self.braced(Series(labels).text)) \(Self.number(value))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The series of a family by their texts.
  private static func inOrder<Value>(_ family: [Series: Value]) -> [(text: String, value: Value)] {
    family.map { (text: $0.key.text, value: $0.value) }.sorted { $0.text < $1.text }
  }

  private static func braced(_ series: String) -> String { series.isEmpty ? "" : "{\(series)}" }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
