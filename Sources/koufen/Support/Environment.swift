import Foundation

/// The environment variables the tool reads; an empty one is as one that is not set.
enum Environment {
  /// The value of a variable; nil where it is not set, or empty.
  static subscript(_ name: String) -> String? {
    guard let value = getenv(name), value[0] != 0 else { return nil }
    return String(cString: value)
  }
}
