import LedgerAccess
import LedgerDomain
import LedgerFormat

extension ServerProblem {
  /// Why a request is refused for the sake of who asks.
  init(_ refusal: AccessRefusal) {
    switch refusal {
    case .notPermitted: self.init(.notPermitted)
    case .notYourself(let claimed, _): self.init(.notYourself, found: .same(claimed))
    case .roleNotHeld(let role, _): self.init(.roleNotHeld, found: .same(role))
    case .roleNotChosen(let roles): self.init(badInput: "by", .oneOf(roles.compactMap(\.ledgerRole)))
    case .notYourOutlet(let outlet): self.init(.notYourOutlet, found: .same(outlet.text))
    case .unknownProvider(let provider):
      self.init(Refusal.rules(.unknownProvider, found: .same(provider.text)), isWriting: false)
    }
  }
}
