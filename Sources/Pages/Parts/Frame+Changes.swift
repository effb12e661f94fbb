import LedgerDomain
import LedgerFormat
import Presentation

/// Fields of a standing that changed, in words; the machine's path and values stay in the markup (pages P4).
extension Frame {
  /// A row of a change: where it is, what it was, what it is.
  ///
  /// - Parameter names: what the programme of a subject calls what it declares; nil of a provider.
  func row(of change: Part, by names: ProgrammeNames? = nil) -> DataTable.Row {
    let path = change["path"]
    let field = StandingField(
      path.text ?? "", by: names, office: officeNames(under: (try? basis())?["rulebook"].text))
    let place = say(field.place)
    let named: HTML = place == path.text ? "<code>\(data(path))</code>" : data(path, "\(place)")
    let (before, after) = (change["before"], change["after"])
    return DataTable.Row([named, value(before, of: field, beside: after), value(after, of: field, beside: before)])
  }

  /// A value of a field of a standing.
  ///
  /// - Parameter other: what it was before, or is afterwards: of a list only what is not in both is told.
  func value(_ value: Part, of field: StandingField, beside other: Part? = nil) -> HTML {
    if let day = value.day, day.description == value.text { return date(value, named: field.isDue) }
    let words = say(field.shown(value.json, beside: other?.json ?? .null, day: { shown($0) }))
    return words == value.value ? data(value) : data(value, "\(words)")
  }
}
