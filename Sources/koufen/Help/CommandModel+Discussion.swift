extension CommandModel {
  /// What the command says of itself at length, and its examples, line by line.
  var sections: (text: [String], examples: [String]) {
    let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let text = lines.prefix { !["EXAMPLES", "示例"].contains($0) }
    return (Array(text), Array(lines.dropFirst(text.count + 1)))
  }
}
