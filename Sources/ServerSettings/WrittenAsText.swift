/// A setting that stands in the document as it is given on the command line.
protocol WrittenAsText: Codable, CustomStringConvertible {
  init(_ text: String) throws(SettingsFault)
}

extension WrittenAsText {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
