package import EventStore
import LedgerDomain

/// A published version of the rulebook, as JSON.
extension Publication {
  /// SHA-256 of the text as it stands.
  package var digest: Hash {
    var builder = HashBuilder()
    builder.add(fixed: Array(text.utf8))
    return builder.digest()
  }

  /// Writes the data of the event.
  func write(to writer: inout JSONWriter) {
    writeHeader(to: &writer)
    writer.field("text", text)
  }

  /// Writes all but the file's text.
  func writeHeader(to writer: inout JSONWriter) {
    writer.field("name", name)
    writer.field("effective", effective.description)
    writer.field("sha256", sha256)
    if obeysEveryField { writer.field("obeysEveryField", true) }
  }

  /// Reads the data of the event.
  init(from data: inout FieldReader) throws(InputError) {
    self.init(
      name: try data.text("name"), effective: try data.date("effective"), sha256: try data.text("sha256"),
      obeysEveryField: try data.optionalFlag("obeysEveryField") ?? false, text: try data.rulebookText("text"))
    guard Hash(hex: sha256)?.hex == sha256 else { throw .field("data.sha256", expected: .digest) }
  }
}

extension FieldReader {
  /// A provider's key, or the name of the stream of publications.
  mutating func stream(_ name: StaticString) throws(InputError) -> Key<Provider> {
    let token = try require(name)
    if isText(token), let key = keyText(token) { return Key(key) }
    guard token.kind == .string, raw(token).elementsEqual(Publication.stream.text.utf8) else {
      throw .field(qualified(name), expected: .key)
    }
    return Publication.stream
  }

  /// A rulebook's whole file.
  fileprivate mutating func rulebookText(_ name: StaticString) throws(InputError) -> String {
    let token = try require(name)
    guard isText(token) else { throw .field(qualified(name), expected: .quotedText) }
    let text = scanner.text(token)
    guard text.utf8.count <= Limits.rulebookBytes, !text.utf8.contains(0) else {
      throw .field(qualified(name), expected: .rulebookText)
    }
    return text
  }
}
