import NIOCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Before the decoder, which says that a head is too long but not whether its first line is: 414, or 431; and which goes no
/// further at a method it does not know: what comes of such a head is gathered here.
final class LineWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let most: Int
  private var length = 0  // of the line that comes in
  private var beginning: [UInt8] = []  // of it
  private(set) var sawLongRequestLine = false
  /// What is decoded at this moment, with the beginning of its first line where that came before and is short.
  private(set) var decoded = ByteBuffer()
  /// What came of a head that the decoder does not hear; nil where it hears all.
  private(set) var gathered: ByteBuffer?
  /// Whether bytes came since this was last set to false.
  var sawBytes = false

  init(most: Int) { self.most = most }

  /// Says that there is more of what is gathered.
  struct Grew {}

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    sawBytes = true
    let bytes = unwrapInboundIn(data)
    if gathered != nil {
      gathered?.writeImmutableBuffer(bytes)
      return context.fireUserInboundEventTriggered(Grew())
    }
    decoded = bytes
    if length > 0, length == beginning.count {
      decoded = ByteBuffer(bytes: beginning)
      decoded.writeImmutableBuffer(bytes)
    }
    bytes.withUnsafeReadableBytes { bytes in
      // What is shorter than the longest line and ends a line holds none that is too long.
      if length == 0, bytes.count <= most, bytes.last == 10 { return }
      look(bytes)
    }
    context.fireChannelRead(data)
    decoded = ByteBuffer()
  }

  /// Gathers what comes from here on, behind what came of a head; nil hands it to the decoder again.
  func gather(_ head: ByteBuffer?) { gathered = head }

  private func look(_ bytes: UnsafeRawBufferPointer) {
    var at = 0
    while at < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
      let found = rest.baseAddress.flatMap { memchr($0, 10, rest.count) }
      let count = found.map { UnsafeRawPointer($0) - (rest.baseAddress ?? UnsafeRawPointer($0)) } ?? rest.count
      if found == nil || length + count > most {
        beginning.append(contentsOf: rest.prefix(max(0, 32 - beginning.count)))
      }
      length += count
      if length > most, isRequestLine { sawLongRequestLine = true }
      guard found != nil else { return }
      length = 0
      beginning.removeAll(keepingCapacity: true)
      at += count + 1
    }
  }

  /// A method and a space come first; the name of a header field holds no space before its colon.
  private var isRequestLine: Bool {
    guard let mark = beginning.firstIndex(where: { $0 == 32 || $0 == 58 }) else { return false }
    return beginning[mark] == 32
  }
}
@available(*, unavailable) extension LineWatch: Sendable {}
