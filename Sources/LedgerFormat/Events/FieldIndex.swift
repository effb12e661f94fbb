import LedgerDomain

/// The fields of one JSON object, in whatever order they stand, and which of them were asked for.
struct FieldIndex {
  private struct Field {
    let name: JSONToken
    let value: JSONToken
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var fields: [Field] = []
  private var taken: UInt64 = 0
  /// Where the field asked for next probably stands: fields are asked for in the order in which they are written.
  private var hint = 0

  /// Steps over the object that comes next in `scanner`.
  init(_ scanner: inout JSONScanner) throws(JSONError) {
    bytes = scanner.bytes
    fields.reserveCapacity(12)
    try scanner.object { (scanner, name) throws(JSONError) in
      guard fields.count < Limits.fields else { throw scanner.failure(.fields(atMost: Limits.fields)) }
      fields.append(Field(name: name, value: try scanner.value(depth: 2)))
    }
  }

  /// The value under `name`, if it is there; from then on it counts as known.
  mutating func take(_ name: StaticString) -> JSONToken? {
    var index = hint
    for _ in 0..<fields.count {
      if index >= fields.count { index = 0 }
      if isNamed(fields[index], name) {
        taken |= 1 << UInt64(index)
        hint = index + 1
        return fields[index].value
      }
      index += 1
    }
    return nil
  }

  /// The name of the first field that was not asked for.
  var unknown: String? {
    guard taken.nonzeroBitCount < fields.count else { return nil }
    return fields.indices.first { taken & (1 << UInt64($0)) == 0 }.map { scanner.text(fields[$0].name) }
  }

  /// The name of the first field whose name stood before.
  var repeated: String? {
    for index in fields.indices.dropFirst() {
      for other in 0..<index where isSame(fields[index].name, fields[other].name) {
        return scanner.text(fields[index].name)
      }
    }
    return nil
  }

  private var scanner: JSONScanner { JSONScanner(bytes) }

  private func isNamed(_ field: Field, _ name: StaticString) -> Bool {
    guard field.name.kind == .string else { return scanner.text(field.name) == "\(name)" }
    return field.name.end - field.name.start == name.utf8CodeUnitCount && scanner.stands(name, at: field.name.start)
  }

  private func isSame(_ left: JSONToken, _ right: JSONToken) -> Bool {
    guard left.kind == .string, right.kind == .string else { return scanner.text(left) == scanner.text(right) }
    guard left.end - left.start == right.end - right.start else { return false }
    for offset in 0..<left.end - left.start where bytes[left.start + offset] != bytes[right.start + offset] {
      return false
    }
    return true
  }
}
