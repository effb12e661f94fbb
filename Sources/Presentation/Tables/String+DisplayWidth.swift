extension String {
  /// Places the text takes on a terminal.
  package var displayWidth: Int {
    isPlain ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  /// Places the character takes on a terminal.
  var displayWidth: Int { CharacterWidths.places(of: self) }
}
