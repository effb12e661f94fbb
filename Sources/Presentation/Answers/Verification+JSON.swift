public import EventStore
public import Ledger
import LedgerDomain
public import LedgerFormat

extension Verification {
  /// What a verification found, as JSON.
  ///
  /// - Parameters:
  ///   - seal: the seal it was held against.
  ///   - survives: what an acknowledged commit survives, where that is known.
  ///   - isSignatureChecked: whether the seal's signature was held against a key.
  ///   - language: that of the problems and of what to do about them.
  public func json(
    against seal: Seal?, survives: Durability.Survives? = nil, isSignatureChecked: Bool = false, _ language: Language
  ) -> JSON {
    var fields: [JSON.Field] = [
      .init("sound", .boolean(isSound)), .init("events", .integer(events)), .init("providers", .integer(providers)),
      .init("logDigest", .string(logDigest.hex)), .init("modelDigest", .string(modelDigest.hex)),
    ]
    if let survives { fields.append(.init("survives", .string(survives.code))) }
    if let seal {
      fields.append(
        .init(
          "seal",
          .object([
            .init("time", JSON(seal.time)), .init("count", .integer(seal.count)), .init("root", .string(seal.root.hex)),
            .init("holds", .boolean(sealHolds ?? false)), .init("key", JSON(seal.signature?.key.hex)),
            .init("signatureChecked", .boolean(isSignatureChecked)),
          ])))
    }
    if let decided {
      fields.append(
        .init(
          "decided",
          .object([
            .init("facts", .integer(decided.facts)), .init("asRecorded", .integer(decided.asRecorded)),
            .init("found", .integer(decided.found)),
          ])))
    }
    fields.append(
      .init(
        "findings",
        .array(
          findings.map { finding in
            .object([
              .init("position", JSON(finding.position)), .init("provider", JSON(finding.provider?.text)),
              .init("problem", .string(language(finding.problem))),
            ])
          })))
    if let remedy { fields.append(.init("remedy", .string(language(remedy)))) }
    return .object(fields)
  }
}
