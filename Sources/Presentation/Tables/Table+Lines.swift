public import LedgerDomain
public import LedgerFormat

extension Table {
  /// The breaches of a standing as a sheet, as programs read it.
  public init(of breaches: [Standing.BreachLine]) {
    self.init(
      ["breach", "clause", "on", "year", "state", "minimum", "maximum", "assessed", "charged"].map { ($0, .left) })
    rows = breaches.map { line in
      let names = [
        line.breach.text, line.clause.rawValue, line.on.description, String(line.on.year), line.state.rawValue,
      ]
      let points = [line.points.lowerBound, line.points.upperBound, line.assessed, line.charged]
      return names + points.map { $0.map(String.init) ?? "" }
    }
  }

  /// A provider's outlets as a sheet, as programs read it.
  public init(of outlets: [OutletLine], in zone: Zone) {
    self.init(OutletLine.columns.map { ($0, .left) })
    rows = outlets.map { line in line.values(in: zone).map { $0 ?? "" } }
  }
}

extension OutletLine {
  fileprivate static let columns = [
    "outlet", "city", "signedOn", "from", "openedOn", "exitRequested", "exitAnswered", "goneOn", "gone",
  ]

  fileprivate func values(in zone: Zone) -> [String?] {
    [
      outlet.text, city.text, signedOn.description, heldFrom.description, openedOn?.description,
      exitRequest.map { zone.text($0.at) }, exitRequest?.answeredOn?.description, goneOn?.description,
      state.whereGone,
    ]
  }

  /// Writes the outlet as JSON, for a list of them.
  public func write(to writer: inout JSONWriter, in zone: Zone) {
    writer.object { writer in
      for (name, value) in zip(Self.columns, values(in: zone)) {
        writer.name(name)
        if let value { writer.string(value) } else { writer.null() }
      }
    }
  }
}

extension OutletLine.State {
  /// How it left; nil while it is held.
  fileprivate var whereGone: String? {
    switch self {
    case .exited, .transferred, .frozen, .revoked: rawValue
    case .signed, .open, .leaving: nil
    }
  }
}
