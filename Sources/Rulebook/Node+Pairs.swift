import Yams

extension Node {
  /// The keys and values of a mapping; nil for anything else.
  ///
  /// Within braces YAML ends a text at a comma, unless it stands in quotes, and what follows is a key of nothing. Where that
  /// has white space or another character in it that no key has, it goes on with the text.
  var pairs: [(key: Node, value: Node)]? {
    guard let mapping else { return nil }
    var pairs: [(key: Node, value: Node)] = []
    for (key, value) in mapping {
      if value.isNothing, let more = key.scalar?.string, !more.isSlugOrLevel,
        var text = pairs.last?.value.scalar, text.style == .plain, text.mark?.line == key.mark?.line
      {
        text.string += ", " + more
        pairs[pairs.count - 1].value = .scalar(text)
      } else {
        pairs.append((key, value))
      }
    }
    return pairs
  }

  /// The same with another text at a place among its values and theirs.
  func replacing(_ place: ArraySlice<Int>, with text: String) -> Node {
    guard let first = place.first else {
      guard var scalar else { return self }
      scalar.string = text
      return .scalar(scalar)
    }
    if var pairs, pairs.indices.contains(first) {
      pairs[first].value = pairs[first].value.replacing(place.dropFirst(), with: text)
      return .mapping(Mapping(pairs.map { ($0.key, $0.value) }, tag, mapping?.style ?? .any, mark))
    }
    guard var sequence, sequence.indices.contains(first) else { return self }
    sequence[first] = sequence[first].replacing(place.dropFirst(), with: text)
    return .sequence(sequence)
  }

  /// The same with every text that goes on behind a comma as one.
  var joined: Node {
    if let pairs {
      return .mapping(Mapping(pairs.map { ($0.key, $0.value.joined) }, tag, mapping?.style ?? .any, mark))
    }
    guard let sequence else { return self }
    return .sequence(Sequence(sequence.map(\.joined), tag, sequence.style, mark))
  }

  private var isNothing: Bool { scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false }
}
