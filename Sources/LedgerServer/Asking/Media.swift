/// The notations of bodies (server 4.6).
enum Media: String, CaseIterable {
  case json
  case csv
  case jsonl
  case sse
  case yaml
  case text
  case html
  /// Fields of a form.
  case form

  /// The type as a header names it, without parameters.
  var type: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv"
    case .jsonl: "application/jsonl"
    case .sse: "text/event-stream"
    case .yaml: "application/yaml"
    case .text: "text/plain"
    case .html: "text/html"
    case .form: "application/x-www-form-urlencoded"
    }
  }

  /// The same with its charset, where it is text by which a charset is meant.
  var contentType: String {
    switch self {
    case .json, .jsonl, .yaml, .form: type
    case .csv, .sse, .text, .html: type + "; charset=utf-8"
    }
  }

  /// The notation of a type, under any of its names; nil for another.
  init?(type: String) {
    switch type.lowercased() {
    case "application/x-ndjson": self = .jsonl
    case let name:
      guard let media = Media.allCases.first(where: { $0.type == name }) else { return nil }
      self = media
    }
  }

  /// The ending of a file in it.
  var ending: String {
    switch self {
    case .json, .csv, .jsonl, .yaml, .html: rawValue
    case .sse, .text, .form: "txt"
    }
  }
}
