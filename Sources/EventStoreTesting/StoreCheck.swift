public import Testing

/// One thing that every store must do, whatever it is made of.
///
/// A store's tests run all of them, each against an empty store that a `StoreFactory` makes:
///
///     @Test(arguments: StoreCheck.all)
///     func conforms(_ check: StoreCheck) throws { try check.run(StoreFactory(name: "mine") { … }) }
public struct StoreCheck: Sendable, CustomTestStringConvertible {
  /// What must hold, as a sentence.
  public let name: String
  private let body: @Sendable (StoreFactory) throws -> Void

  init(_ name: String, _ body: @escaping @Sendable (StoreFactory) throws -> Void) {
    self.name = name
    self.body = body
  }

  /// The sentence.
  public var testDescription: String { name }

  /// Holds a store to it; what is wrong is recorded as an issue of the running test.
  public func run(_ factory: StoreFactory) throws { try body(factory) }

  /// Everything that every store must do.
  public static let all = log + transactions + readers + waiting + parts + staging + manyRows + administered

  /// What a body throws to give its transaction up.
  struct GivenUp: Error {}
}
