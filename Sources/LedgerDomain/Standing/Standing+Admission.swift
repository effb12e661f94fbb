extension Standing {
  /// The admission of a provider, as a standing shows it (offices §13).
  public struct AdmissionLine: Equatable, Sendable {
    /// How it stands.
    public var result: AdmissionResult
    /// Whether the channel is open.
    public var isChannelOpen: Bool
    /// The admissions of outlets of which something was found, by key.
    public var outlets: [OutletAdmissionLine]

    /// An admission.
    public init(result: AdmissionResult, isChannelOpen: Bool, outlets: [OutletAdmissionLine] = []) {
      self.result = result
      self.isChannelOpen = isChannelOpen
      self.outlets = outlets
    }
  }

  /// The admission of an outlet.
  public struct OutletAdmissionLine: Equatable, Sendable {
    /// The outlet.
    public var outlet: Key<Outlet>
    /// How it stands.
    public var result: AdmissionResult

    /// An outlet's admission.
    public init(outlet: Key<Outlet>, result: AdmissionResult) {
      self.outlet = outlet
      self.result = result
    }
  }
}

extension ProviderState {
  /// The admission as a standing shows it; nil while nothing was found, and no channel opened.
  var admissionLine: Standing.AdmissionLine? {
    guard let admission else { return nil }
    let found = reviewedOutlets
    guard !admission.own.findings.isEmpty || !found.isEmpty || admission.channelOpenedAt != nil else { return nil }
    return Standing.AdmissionLine(
      result: admissionResult, isChannelOpen: isChannelOpen,
      outlets: found.map { Standing.OutletAdmissionLine(outlet: $0, result: admissionResult(of: $0)) })
  }
}
