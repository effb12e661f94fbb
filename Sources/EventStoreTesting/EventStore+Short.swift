public import EventStore

/// An entry read back, kept beyond the call.
public struct KeptEntry: Equatable, Sendable {
  /// Its place in the whole log.
  public var position: Int
  /// Its stream.
  public var stream: String
  /// Its place in the stream.
  public var version: Int
  /// Its line.
  public var line: String
  /// Its hash; nil where what is stored is none.
  public var hash: Hash?
}

extension EventStoreReader {
  /// The selected entries.
  public func entries(_ selection: EntrySelection = EntrySelection()) throws -> [KeptEntry] {
    var found: [KeptEntry] = []
    try scan(selection) { view in
      found.append(
        KeptEntry(
          position: view.position, stream: view.stream, version: view.version,
          line: String(decoding: view.line, as: UTF8.self), hash: Hash(bytes: Array(view.hash))))
      return true
    }
    return found
  }

  /// The read models under a prefix, as `key=value`.
  public func values(_ prefix: String = "") throws -> [String] {
    var found: [String] = []
    try scanValues(prefix: prefix) { key, value in
      found.append(key + "=" + String(decoding: value, as: UTF8.self))
      return true
    }
    return found
  }
}

extension EventStore {
  /// Appends one line to each of the streams named, in order, as the next of the log.
  public func append(_ streams: String..., type: String = "Noted") throws {
    try write { writer throws in
      for stream in streams { try writer.append([writer.next(stream, type: type)]) }
    }
  }
}

extension EventStoreWriter {
  /// The next entry of a stream.
  public func next(_ stream: String, id: String? = nil, type: String = "Noted") throws -> Entry {
    let position = try lastPosition() + 1
    let version = try head(of: stream).version + 1
    return Entry(
      position: position, stream: stream, version: version, id: id, type: type,
      line: Array(#"{"stream":"\#(stream)","version":\#(version),"text":"杭州 “一号”"}"#.utf8))
  }
}
