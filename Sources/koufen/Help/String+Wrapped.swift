import Presentation

extension String {
  /// The text in lines of at most so many places of a terminal; a word that is longer stands alone.
  func wrapped(to width: Int) -> [String] {
    isEmpty ? [] : Line(self).wrapped(to: width, hanging: 0, cutsWords: false).map(\.text)
  }
}
