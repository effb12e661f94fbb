import LedgerDomain
import Presentation

extension Deed {
  /// The forms of types by which something of a provider is gone on with, its key filled in: those that the rules in force open to
  /// the account, in the present (pages P10, P20).
  ///
  /// - Parameters:
  ///   - kinds: the types, the usual one first.
  ///   - provider: the provider.
  ///   - field: the field of the forms that the key is filled into.
  ///   - key: the key; nil to fill in none.
  static func links(
    to kinds: [FactKind], of provider: String, _ field: String, _ key: String?, in frame: Frame
  ) -> HTML {
    guard frame.isPresent else { return "" }
    let open = kinds.filter { frame.open[$0] != nil }
    return .joined(
      open.map { kind -> HTML in
        let form = frame.link("providers", provider, "do", kind.name).replacing(field, key)
        return "<a class=\"button small\" href=\"\(form)\">\(name(of: kind.name, in: frame))</a>"
      }, by: " ")
  }
}
