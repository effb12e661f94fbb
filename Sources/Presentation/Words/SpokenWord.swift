import LedgerDomain

/// An enumeration whose words have names for people.
protocol SpokenWord: Word {
  /// The name shown to people.
  var words: Words { get }
}

extension Word {
  /// The name shown to people; the word itself where it has none.
  var spoken: Words { (self as? any SpokenWord)?.words ?? Words(zh: rawValue, en: rawValue) }
}

extension AdmissionState: SpokenWord {}

extension AppealOutcome.Kind: SpokenWord {}

extension Beneficiary: SpokenWord {}

extension Clause: SpokenWord {}

extension ComplaintSubject.Source: SpokenWord {}

extension ExitChannel: SpokenWord {}

extension ExitReason: SpokenWord {}

extension ExtensionCause: SpokenWord {}

extension ProviderKind: SpokenWord {}

extension RectificationOutcome: SpokenWord {}

extension Role: SpokenWord {}

extension TerminationGround: SpokenWord {}

extension TerminationOutcome: SpokenWord {}
