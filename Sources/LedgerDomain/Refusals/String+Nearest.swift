extension String {
  /// The word among some that is spelled most like this one, of several the first by its letters; nil when there is none to
  /// choose from.
  public func nearest(among words: some Sequence<String>) -> String? {
    words.map { (word: $0, distance: editDistance(to: $0)) }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// The word among some that was perhaps meant: the only one that begins so, else the nearest, where at most a third of the
  /// letters differ.
  public func near(among words: some Sequence<String>) -> String? {
    let begun = utf8.count < 3 ? [] : words.filter { $0.lowercased().hasPrefix(lowercased()) }
    if begun.count == 1 { return begun[0] }
    guard let word = nearest(among: words) else { return nil }
    return editDistance(to: word) <= Swift.max(1, (Swift.max(utf8.count, word.utf8.count) + 1) / 3) ? word : nil
  }

  /// How many letters must be changed, added, left out or put before their neighbour to turn this into `other`; long texts
  /// are far from anything.
  public func editDistance(to other: String) -> Int {
    let left = Array(utf8.prefix(64))
    let right = Array(other.utf8)
    guard utf8.count <= 64 else { return .max }
    var (before, above) = ([Int](), Array(0...right.count))
    for (index, byte) in left.enumerated() {
      var row = [index + 1]
      for column in right.indices {
        var distance = Swift.min(
          above[column] + (byte == right[column] ? 0 : 1), row[column] + 1, above[column + 1] + 1)
        if index > 0, column > 0, byte == right[column - 1], left[index - 1] == right[column] {
          distance = Swift.min(distance, before[column - 1] + 1)
        }
        row.append(distance)
      }
      (before, above) = (above, row)
    }
    return above[right.count]
  }
}
