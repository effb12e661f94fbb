import Ledger
import LedgerDomain
import Foundation

/// `koufen-bench generate SEED PROVIDERS EVENTS`: a history as JSON Lines.
@main
enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "generate", arguments.count == 4 {
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      var history = History(seed: UInt64(numbers[0]), providers: numbers[1], events: numbers[2])
      var buffer: [UInt8] = []
      for _ in 0..<numbers[2] {
        buffer.append(contentsOf: Array(history.next().utf8))
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 20 {
          try FileHandle.standardOutput.write(contentsOf: Data(buffer))
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try FileHandle.standardOutput.write(contentsOf: Data(buffer))
    }
  }
}
