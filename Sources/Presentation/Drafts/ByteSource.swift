/// Where the bytes of a file of events come from: a file, a pipe, the body of a request.
public protocol ByteSource: AnyObject {
  /// Bytes in all; nil where that is not known.
  var size: Int? { get }

  /// Whether everything is there already, so that nobody has to be waited for and it can be read again.
  var isStored: Bool { get }

  /// Whether `read` would answer at once, be it with the end.
  var isReady: Bool { get }

  /// Appends the bytes that come next, at most `count`; false at the end. Waits for whoever writes them.
  func read(upTo count: Int, into buffer: inout [UInt8]) throws -> Bool

  /// Goes back to where it begins; only what is stored can.
  func rewind() throws
}
