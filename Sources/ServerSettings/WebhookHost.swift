extension ServerSettings {
  /// Reads a host that webhooks may be sent to: a name or an address without scheme, port and path, in small letters.
  ///
  /// - Throws: `notAHost`.
  public static func webhookHost(_ text: String) throws(SettingsFault) -> String {
    let name = text.first == "[" && text.last == "]" ? String(text.dropFirst().dropLast()) : text
    if let address = NetworkAddress(name) { return "\(address)" }
    guard isHostName(Substring(text)) else { throw .notAHost(text) }
    return text.lowercased()
  }
}
