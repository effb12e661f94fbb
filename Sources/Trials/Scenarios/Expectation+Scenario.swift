import LedgerDomain
import LedgerFormat

/// What a place of a scenario file is expected to hold, in both languages.
extension Expectation {
  static let scenario = Expectation(zh: "场景（文件为空）", en: "a scenario; the file is empty")
  static let fewerAliases = Expectation(zh: "更少的别名（*name）", en: "fewer aliases (*name)")
  static let steps = Expectation(zh: "步骤的列表", en: "a list of steps")
  static let mapping = Expectation(zh: "映射", en: "a mapping")
  static let list = Expectation(zh: "列表", en: "a list")
  static let text = Expectation(zh: "文字", en: "a text")
  static let plainKeys = Expectation(zh: "文字作键", en: "plain keys")
  static let keyOnce = Expectation(zh: "只出现一次的键", en: "each key once")
  static let code = Expectation(zh: "与 refuse 同写的 code", en: "a code beside refuse")
  static let publish = Expectation(
    zh: "publish: 规则文件，effective: 生效日期", en: "publish: a rulebook file, and effective: a date")
  static let sweep = Expectation(zh: "sweep: \(date.zh)", en: "sweep: \(date.en)")
  static let yearEnd = Expectation(zh: "yearEnd: \(year.zh)", en: "yearEnd: \(year.en)")
  static let year = Expectation(zh: "早于 \(Limits.endOfTime) 的年份", en: "a year before \(Limits.endOfTime)")
  static let provider = Expectation(zh: "所期望的服务商（provider）", en: "the provider expected of")
  static let values = Expectation(
    zh: "一步不超过 \(Limits.yamlValues) 个值", en: "at most \(Limits.yamlValues) values in one step")

  static func yaml(_ problem: String) -> Expectation {
    let line = problem.split(whereSeparator: \.isNewline).joined(separator: " ")
    return Expectation(zh: "可读的 YAML，请检查该处的缩进、冒号和引号", en: "YAML: \(line)")
  }

  static func keys(_ allowed: [String]) -> Expectation {
    let list = allowed.joined(separator: ", ")
    return Expectation(zh: "空（没有这个键，可用 \(list)）", en: "no such key here; there are \(list)")
  }

  static func refusal(not code: String) -> Expectation {
    Expectation(
      zh: "账本的拒绝代码或 bad-input，而非 \(code)", en: "a refusal code the ledger knows, or bad-input, not \(code)")
  }
}
