public import LedgerDomain
import LedgerFormat

extension Field {
  /// The name under which people write it beside the envelope: its own, or with `data.` before it where the envelope has a
  /// field of this name.
  public var heading: Words { Words(zh: name.zh, en: name.en.headingOfData) }
}

extension String {
  /// The heading of the data field of this name.
  var headingOfData: String { EnvelopeField(rawValue: self) == nil ? self : "data." + self }

  /// The heading of the field of which this is the path in an event: without the place in a list or a part behind it.
  public var headingOfPath: String {
    let name = (hasPrefix("data.") ? dropFirst(5) : self[...]).prefix { $0 != "." && $0 != "[" }
    return hasPrefix("data.") ? String(name).headingOfData : String(name)
  }
}
