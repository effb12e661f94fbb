public import LedgerDomain
import LedgerFormat

/// Dates and times as people write them.
public enum WrittenTime {
  /// The form that is taken everywhere of a date, or of a date and time, such as `2011年3月4日`; nil where it is none, or
  /// in that form already.
  public static func meant(by text: String, in zone: Zone) -> String? {
    let meant = CSVCell.text(text, as: .instant, in: zone)
    return meant != text && Limits.instant(meant, in: zone) != nil ? meant : nil
  }
}
