/// The regular expressions of texts that are handed in, in the part of the notation that ECMAScript, Python and Rust share.
public enum TextPattern {
  /// A text that says something: not only white space, and no NUL.
  public static let text = #"^[^\u0000]*[^\s\u0000][^\u0000]*$"#
  /// The same without white space at either end, as the id of a person is.
  public static let trimmed = #"^[^\s\u0000]([^\u0000]*[^\s\u0000])?$"#
  /// The id under which an event is submitted: a UUID.
  public static let identifier = "^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"
  /// A key (§4).
  public static let key = "^[a-z0-9][a-z0-9._-]{0,63}$"
  /// The id of a breach or a duty (§4).
  public static let breach = "^[a-z0-9][a-z0-9._:-]{0,199}$"
  /// A natural month, in a year that can be handed in.
  public static let month = "^\(year)-(0[1-9]|1[0-2])$"
  /// A date that the calendar has, in a year that can be handed in.
  public static let date = "^(\(days))$"
  /// A moment: a date, or a date and a time, perhaps with an offset.
  public static let moment = "^(\(days))([Tt ]\(time)([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"

  /// Who submits an event, in short: the person's id, and one of the roles behind an `@`.
  static func person(roles: [String]) -> String {
    #"^[^@\s\u0000]([^@\u0000]*[^@\s\u0000])?@("# + roles.joined(separator: "|") + ")$"
  }

  private static let year = "([1-8][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
  private static let leapYear = "(([0-8][0-9])(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[1357][26])00)"
  private static let days =
    "\(year)-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|\(leapYear)-02-29"
  private static let time = #"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9}0*)?)?"#
}
