import EventStore
public import Ledger
import LedgerDomain
public import LedgerFormat

extension Verification {
  /// Reads what a server found, in the language it was asked in; nil for what is none.
  public init?(json: JSON) {
    guard case .integer(let events)? = json["events"], case .integer(let providers)? = json["providers"],
      case .string(let log)? = json["logDigest"], case .string(let models)? = json["modelDigest"],
      let logDigest = Hash(hex: log), let modelDigest = Hash(hex: models), case .array(let findings)? = json["findings"]
    else { return nil }
    self.init()
    (self.events, self.providers) = (events, providers)
    (self.logDigest, self.modelDigest) = (logDigest, modelDigest)
    if case .boolean(let holds)? = json["seal"]?["holds"] { sealHolds = holds }
    self.findings = findings.map { finding in
      var found = Finding(position: nil, provider: nil, problem: .same(""))
      if case .integer(let position)? = finding["position"] { found.position = position }
      if case .string(let provider)? = finding["provider"] { found.provider = Key(provider) }
      if case .string(let problem)? = finding["problem"] { found.problem = .same(problem) }
      return found
    }
    if case .string(let text)? = json["remedy"] { remedy = .same(text) }
  }
}
