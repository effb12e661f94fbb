import Crypto
import Foundation

/// What pages are drawn with: one style sheet, one script, one icon, each of them of the program itself (pages P2, P3).
public struct Asset: Sendable {
  /// Its name in an address; it changes whenever its bytes do, so that it may be kept for ever.
  public let name: String
  /// Its type.
  public let contentType: String
  /// Its bytes.
  public let bytes: [UInt8]

  private init(_ name: String, _ ending: String, _ contentType: String, _ bytes: [UInt8]) {
    let hash = SHA256.hash(data: Data(bytes)).prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    self.name = "\(name)-\(hash.joined()).\(ending)"
    self.contentType = contentType
    self.bytes = bytes
  }

  /// Where it is.
  var path: String { "/assets/\(name)" }

  /// How pages look.
  static let style = Asset("koufen", "css", "text/css; charset=utf-8", PackageResources.koufen_css)
  /// What is added where a browser runs scripts.
  static let script = Asset("koufen", "js", "text/javascript; charset=utf-8", PackageResources.koufen_js)
  /// The sign in a tab.
  static let icon = Asset("koufen", "svg", "image/svg+xml", PackageResources.icon_svg)

  /// The one of this name; nil where there is none.
  public static func named(_ name: String) -> Asset? { [style, script, icon].first { $0.name == name } }

  /// What all pages are drawn with, as one short text: a page changes with it.
  public static let edition = String(style.name.suffix(10)) + String(script.name.suffix(9))
}
