import LedgerDomain
import Presentation

/// Fields of a standing that changed, in words; the machine's path and values stay in the markup (pages P4).
extension Frame {
  /// A row of a change: where it is, what it was, what it is.
  func row(of change: Part) -> DataTable.Row {
    let path = change["path"]
    let field = StandingField(path.text ?? "")
    func shown(_ value: Part) -> HTML {
      if value.day?.description == value.text { return date(value, named: field.isDue) }
      let words = say(field.shown(value.json))
      return words == value.value ? data(value) : data(value, "\(words)")
    }
    let place = say(field.place)
    let named: HTML = place == path.text ? "<code>\(data(path))</code>" : data(path, "\(place)")
    return DataTable.Row([named, shown(change["before"]), shown(change["after"])])
  }
}
