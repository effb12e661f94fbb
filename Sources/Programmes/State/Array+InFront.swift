extension Array {
  /// How many stand in front for which something holds that holds for none behind them: found by halves, so that a long list is
  /// not walked through.
  func countInFront(where isInFront: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isInFront(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
