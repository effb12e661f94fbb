extension Table {
  /// The rows of this table, then those of another, in one sheet: under the columns of both where both have rows (decision 0067).
  ///
  /// A column that both call the same is one, and so is the first, by which rows are known; a cell of what a row has no column
  /// for is empty. Where one of them has no rows it is the other as it stands.
  ///
  /// - Parameter renamed: what the other's columns are called in the sheet that mean something else there, by their headings.
  public func joined(with other: Table, calling renamed: [String: String] = [:]) -> Table {
    if other.rows.isEmpty { return self }
    if rows.isEmpty { return other }
    var joined = self
    let places = other.columns.enumerated().map { index, column -> Int in
      if index == 0 { return 0 }
      let name = renamed[column.name] ?? column.name
      if let place = joined.columns.firstIndex(where: { $0.name == name }) { return place }
      joined.columns.append(Column(name, column.alignment, column.importance))
      return joined.columns.count - 1
    }
    joined.rows = rows.map { $0 + Array(repeating: "", count: joined.columns.count - columns.count) }
    joined.rows += other.rows.map { row in
      var cells = Array(repeating: "", count: joined.columns.count)
      for (index, place) in places.enumerated() { cells[place] = row[index] }
      return cells
    }
    return joined
  }
}
