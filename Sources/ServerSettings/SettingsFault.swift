/// What is wrong with a setting; the words for it are the tool's.
public enum SettingsFault: Error, Sendable, Equatable {
  /// Neither `host:port` nor `unix:PATH`.
  case notAnAddress(String)
  /// The part behind the colon is no port, 0 to 65,535.
  case notAPort(String)
  /// The path of a socket is longer than the system takes.
  case socketPathTooLong(String, most: Int)
  /// Neither an address nor a range of them, `10.0.0.0/8`.
  case notARange(String)
  /// Bits of an address stand behind the length of its range: which one is meant?
  case rangeNotAtItsStart(String, start: String)
  /// No `NAME=VALUE`.
  case notALimit(String)
  /// No limit has this name.
  case unknownLimit(String)
  /// A limit's value is no whole number from 1 to `Limits.most`.
  case notALimitValue(Limit, String)
  /// No `http://` or `https://` with a host, or something behind it.
  case notAnOrigin(String)
  /// Neither `HH:MM` nor `never`.
  case notATime(String)
  /// No name of a host.
  case notAHost(String)
  /// A certificate without its key, or a key without its certificate.
  case halfACertificate
  /// An example, whose passwords everybody knows, is served to this machine alone.
  case openExample(ListenAddress)
  /// Everybody could listen in (1.2).
  case unprotected(ListenAddress)
}
