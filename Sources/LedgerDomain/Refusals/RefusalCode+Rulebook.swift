/// Refusals of a publication.
extension RefusalCode {
  /// A version of this name exists already, with other contents, or with fields that do not hold in it.
  public static let rulebookExists = RefusalCode(
    "rulebook-exists",
    reason: "该名称的规则版本已存在，内容不同，或当时部分字段不生效。",
    "A version of this name exists already, with other contents, or with fields that do not hold in it.",
    remedy: "请在文件中改用新的 version 后再发布。", "Give the file another version and publish it again.")

  /// The file is for another time zone than the ledger.
  public static let zoneDiffers = RefusalCode(
    "zone-differs",
    reason: "该规则文件的时区与账本不同。", "The file is for another time zone than the ledger.",
    remedy: "账本的时区不能更改；请改正文件中的 zone。", "A ledger keeps its zone; put the file's zone right.")

  static let publications: [RefusalCode] = [.rulebookExists, .zoneDiffers]
}
