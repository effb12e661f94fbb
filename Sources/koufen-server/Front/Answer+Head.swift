import LedgerServer
import NIOHTTP1

extension Answer {
  /// Whether the status allows a body.
  var mayHaveBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// Whether no field could be taken for two.
  var isSendable: Bool {
    headers.allSatisfy { field in
      field.value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 } && !field.name.utf8.contains { $0 <= 32 }
    }
  }

  /// Its head as it is sent.
  func head(length: Int?, date: String, closes: Bool, version: HTTPVersion) -> HTTPResponseHead {
    var fields = HTTPHeaders()
    fields.reserveCapacity(headers.count + 3)
    var isDated = false
    for field in headers where field.name != "content-length" {
      fields.add(name: field.name, value: field.value)
      if field.name == "date" { isDated = true }
    }
    if !isDated { fields.add(name: "date", value: date) }
    if let length, mayHaveBody { fields.add(name: "content-length", value: String(length)) }
    if closes { fields.add(name: "connection", value: "close") }
    return HTTPResponseHead(version: version, status: HTTPResponseStatus(statusCode: status), headers: fields)
  }
}
