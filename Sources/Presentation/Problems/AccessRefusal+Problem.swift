public import LedgerAccess
import LedgerDomain

extension Problem {
  /// Why a request is refused for the sake of who asks, and what to do (server 2.11, 2.12, §3).
  public init(_ refusal: AccessRefusal) {
    switch refusal {
    case .notPermitted(let right):
      self.init(
        .refused, code: refusal.code, zh: "此账户无权这样做（\(right.rawValue)）。如有需要，请联系管理账户的人。",
        en: "This account may not do that (\(right.rawValue)). Ask whoever manages the accounts.")
    case .notYourself(let claimed, let id):
      self.init(
        .refused, code: refusal.code, zh: "不得以他人名义提交：登录的是 \(id)，而 by 为“\(claimed.printable)”。请省略 by。",
        en: "Nobody submits as another: this is \(id), and by says “\(claimed.printable)”. Leave by out.")
    case .roleNotHeld(let role, let held):
      let roles = held.map(\.rawValue)
      self.init(
        .refused, code: refusal.code,
        zh: "此账户没有角色“\(role.printable)”；它有 \(Language.zh.list(roles))。",
        en: "This account has not the role “\(role.printable)”; it has \(Language.en.list(roles)).")
    case .roleNotChosen(let roles):
      let said = Expectation(
        zh: "所用的角色（\(Language.zh.list(roles.map(\.rawValue))) 之一）",
        en: "the role it is done in, one of \(Language.en.list(roles.map(\.rawValue)))"
      ).said(of: "by")
      self.init(.badInput, code: refusal.code, zh: said.zh + "。", en: said.en + ".")
    case .notYourOutlet(let outlet):
      self.init(
        .refused, code: refusal.code, zh: "此账户只提交网点 \(outlet) 的事件。",
        en: "This account submits events of the outlet \(outlet) alone.")
    case .unknownProvider(let provider):
      // Word for word what is said of a provider nobody knows.
      self.init(Refusal.unknown(.unknownProvider, named: provider.text, near: nil))
    }
  }
}
