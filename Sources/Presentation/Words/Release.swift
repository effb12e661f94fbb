/// Which koufen this is.
public enum Release {
  /// Its version, as `--version` and the server say it.
  public static let version = "0.1.0"
}
