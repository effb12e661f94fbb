import Yams

// The numbers of a file, and the same file with one of them moved (programmes §9).
extension RulebookNode {
  /// The keys of what is told to people.
  private static let told = ["zh", "en", "quote", "section"]

  /// The numbers under it, but not what is told to people, nor what stands under some of its keys.
  func numbers(without keys: [String], at place: [Int] = []) -> [ProgrammeNumber] {
    guard let node else { return [] }
    if let pairs = node.pairs {
      return pairs.enumerated().flatMap { index, pair -> [ProgrammeNumber] in
        let key = pair.key.scalar?.string ?? ""
        if keys.contains(key) || Self.told.contains(key) { return [] }
        return child(pair.value, key).numbers(without: [], at: place + [index])
      }
    }
    if let sequence = node.sequence {
      return sequence.enumerated().flatMap { index, item in
        child(item, "[\(index)]").numbers(without: [], at: place + [index])
      }
    }
    guard let scalar = node.scalar, scalar.string.isNumber, scalar.style == .plain || scalar.string.hasSuffix("%")
    else { return [] }
    return [ProgrammeNumber(line: node.mark?.line, key: path, text: scalar.string, place: place)]
  }

  /// The same with another text at a place, as `numbers` gives it.
  func replacing(_ place: [Int], with text: String) -> RulebookNode {
    RulebookNode(
      node: node?.replacing(place[...], with: text), file: file, path: path, reading: reading, known: known)
  }

  /// As a file.
  var source: [UInt8]? {
    node.flatMap { try? Yams.serialize(node: $0.joined, allowUnicode: true) }.map { Array($0.utf8) }
  }
}
