import LedgerDomain

/// In which notation an answer is written (server 4.6).
enum Negotiation {
  /// The one asked for by `format`, else by `Accept`, else the usual one.
  ///
  /// - Parameters:
  ///   - known: those there are, the usual one first.
  ///   - format: what the query asks for, which wins.
  ///   - accept: the value of `Accept`.
  /// - Throws: 406 where none is acceptable.
  static func media(_ known: [Media], format: Media?, _ accept: String?) throws(ServerProblem) -> Media {
    guard let usual = known.first else { return .json }
    if let format { return format }
    guard let accept, !accept.unpadded.isEmpty else { return usual }
    var best: (quality: Double, isExact: Int, media: Media)?
    let ranges = accept.split(separator: ",").map(Range.init)
    for media in known {
      guard let range = ranges.filter({ $0.takes(media) }).max(by: { $0.precision < $1.precision }) else { continue }
      if range.quality > 0, (range.quality, range.precision) > (best?.quality ?? 0, best?.isExact ?? -1) {
        best = (range.quality, range.precision, media)
      }
    }
    guard let best else { throw ServerProblem(.notAcceptable) }
    return best.media
  }

  private struct Range {
    let type: String
    let quality: Double

    init(_ text: Substring) {
      let parts = text.split(separator: ";").map { String($0).unpadded.lowercased() }
      type = parts.first ?? ""
      quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
    }

    func takes(_ media: Media) -> Bool {
      type == "*/*" || type == media.type || Media(type: type) == media
        || type.hasSuffix("/*") && media.type.hasPrefix(type.dropLast())
    }

    var precision: Int { type == "*/*" ? 0 : type.hasSuffix("/*") ? 1 : 2 }
  }
}

/// The body of a request, as its head announces it (server 4.6).
extension Call {
  /// The notation of the body.
  ///
  /// - Throws: 415 for a type that is not among `known`, another charset than UTF-8, or a content that is encoded.
  func media(among known: [Media]) throws(ServerProblem) -> Media {
    if let encoding = self["content-encoding"] {
      throw ServerProblem(.unsupportedMediaType, found: .same(encoding))
    }
    guard let field = self["content-type"] else { throw ServerProblem(.unsupportedMediaType) }
    let parts = field.split(separator: ";").map { String($0).unpadded }
    guard let media = parts.first.flatMap(Media.init(type:)), known.contains(media) else {
      throw ServerProblem(.unsupportedMediaType, found: .same(field))
    }
    for parameter in parts.dropFirst() {
      let sides = parameter.split(separator: "=", maxSplits: 1).map { $0.lowercased() }
      guard sides.count == 2, sides[0] == "charset" else { continue }
      guard ["utf-8", "\"utf-8\""].contains(sides[1]) else {
        throw ServerProblem(.unsupportedMediaType, found: .same(field))
      }
    }
    return media
  }

  /// The whole body.
  ///
  /// - Parameter most: its bytes, at most.
  /// - Throws: 413 where it is longer; what breaks it off.
  func bytes(upTo most: Int) async throws -> [UInt8] {
    if let announced = body.announced, announced > most { throw ServerProblem(.tooLarge) }
    var bytes: [UInt8] = []
    while let part = try await body.next() {
      guard bytes.count + part.count <= most else { throw ServerProblem(.tooLarge) }
      if bytes.isEmpty { bytes = part } else { bytes += part }
    }
    return bytes
  }
}
