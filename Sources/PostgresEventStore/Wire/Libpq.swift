import CLibpq
import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// PostgreSQL's client library, loaded when it is first needed and never linked: no other command starts slower for it.
struct Libpq: @unchecked Sendable {
  /// The oldest version that has pipelines.
  private static let leastVersion = 140_000

  /// Its functions; pointers to code, which is never unloaded.
  let functions: LibpqFunctions

  private static let found = Result { try Libpq() }

  /// The library.
  ///
  /// - Throws: `StoreError.noClient` where it is not installed, or too old.
  static func loaded() throws -> LibpqFunctions { try found.get().functions }

  private init() throws {
    #if canImport(Darwin)
      let name = "libpq.5.dylib"
    #else
      let name = "libpq.so.5"
    #endif
    // Of twenty libraries that come with it most functions are never called: they are looked up when they are.
    guard let library = dlopen(name, RTLD_LAZY | RTLD_LOCAL) else {
      throw StoreError.noClient(dlerror().map { String(cString: $0) } ?? name)
    }
    let place = UnsafeMutablePointer<LibpqFunctions>.allocate(capacity: 1)
    defer { place.deallocate() }
    if let missing = libpq_find_functions(library, place) {
      throw StoreError.noClient("\(name) has no function \(String(cString: missing)): it is older than version 14")
    }
    functions = place.pointee
    guard functions.PQlibVersion() >= Self.leastVersion else {
      throw StoreError.noClient("\(name) is of version \(functions.PQlibVersion() / 10_000), not 14 or later")
    }
  }
}
