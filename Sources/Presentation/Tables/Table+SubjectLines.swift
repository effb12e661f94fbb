public import LedgerFormat

extension Table {
  /// A sheet of the breaches of a subject, as its standing lists them (programmes §11); its headings are those of the JSON.
  public init(ofSubject breaches: [JSON]) {
    let names = ["breach", "clause", "on", "state", "grade", "assessed", "fen", "charged", "fields"]
    self.init(names.map { ($0, .left) })
    rows = breaches.map { line in
      names.map { name in
        switch line[name] {
        case nil, .null?: ""
        case .string(let text)?: text
        case let value?: value.text
        }
      }
    }
  }
}
