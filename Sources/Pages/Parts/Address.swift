import Presentation

/// The address of a page, or of a question of the API: what stands between the slashes, and its query, both decoded.
public struct Address: Sendable, Equatable, CustomStringConvertible {
  /// A name and a value of a query.
  public struct Pair: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: String

    /// A pair.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What stands between the slashes.
  public var segments: [String]
  /// The query, in its order. None is empty: a field that is left empty is as if absent (pages P1).
  public private(set) var pairs: [Pair]

  /// An address; pairs with an empty value are left out.
  public init(segments: [String], pairs: [Pair] = []) {
    self.segments = segments
    self.pairs = pairs.filter { !$0.value.isEmpty }
  }

  /// The address of some segments, with what of a query is not nil.
  public init(_ segments: String..., query: KeyValuePairs<String, String?> = [:]) {
    self.init(segments: segments, pairs: query.compactMap { pair in pair.value.map { Pair(pair.key, $0) } })
  }

  /// The value of a name in the query; nil where there is none.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of a name in the query.
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// The same with another value under a name; nil takes it out.
  public func replacing(_ name: String, _ value: String?) -> Address {
    var address = self
    let place = pairs.firstIndex { $0.name == name } ?? pairs.endIndex
    address.pairs.removeAll { $0.name == name }
    if let value, !value.isEmpty {
      address.pairs.insert(Pair(name, value), at: min(place, address.pairs.endIndex))
    }
    return address
  }

  /// The same with those pairs of the query alone that have these names.
  func keeping(_ names: String...) -> Address {
    Address(segments: segments, pairs: pairs.filter { names.contains($0.name) })
  }

  /// The path, encoded.
  public var path: String { "/" + segments.map { Self.encode($0, keeping: Self.inSegment) }.joined(separator: "/") }

  /// Path and query, encoded, as a link has it.
  public var description: String {
    pairs.isEmpty
      ? path
      : path + "?"
        + pairs.map { "\($0.name)=\(Self.encode($0.value, keeping: Self.inQuery))" }
        .joined(separator: "&")
  }

  private static let plain: Set<UInt8> = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
  private static let inSegment = plain.union(":,@".utf8)
  private static let inQuery = plain.union(":,@/".utf8)

  private static func encode(_ text: String, keeping kept: Set<UInt8>) -> String {
    var out = ""
    for byte in text.utf8 {
      if kept.contains(byte) {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = Array("0123456789ABCDEF")
        out += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return out
  }
}

extension HTML.Interpolation {
  /// An address, as a link has it.
  mutating func appendInterpolation(_ address: Address) { appendInterpolation(address.description) }
}
