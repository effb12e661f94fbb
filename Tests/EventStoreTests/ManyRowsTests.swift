import EventStore
import EventStoreTesting
import Testing

/// A transaction of thousands of rows, which SQLite's store writes behind the back of whoever hands them over.
@Suite("Rows written behind")
struct ManyRowsTests {
  @Test("A transaction that could not write a row behind its caller's back is never kept, whoever catches the error")
  func caught() throws {
    try StoreFactory.sqlite.with { store, other throws in
      #expect(throws: StoreError.idTaken("id-1")) {
        try store.write { writer throws in
          for entry in entries(id: { $0 == 700 ? "id-1" : "id-\($0)" }) { try? writer.append([entry]) }
        }
      }
      #expect(try other.read { try $0.lastPosition() } == 0)
    }
  }

  /// Three thousand entries of one stream.
  private func entries(id: (Int) -> String) -> [Entry] {
    (1...3000).map { Entry(position: $0, stream: "a", version: $0, id: id($0), type: "Noted", line: Array("{}".utf8)) }
  }
}
