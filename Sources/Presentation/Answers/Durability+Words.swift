public import EventStore
public import LedgerDomain

extension Durability.Survives {
  /// What a commit survives, as a sentence.
  public var words: Words {
    switch self {
    case .nothing: Words(zh: "已确认的写入随进程消失", en: "what is acknowledged is gone with the process")
    case .processEnd:
      Words(
        zh: "已确认的写入经得起进程结束，断电时可能丢失", en: "what is acknowledged survives the end of a process, perhaps not a power cut")
    case .powerCut:
      Words(
        zh: "已确认的写入经得起断电，但随所在机器的磁盘丢失",
        en: "what is acknowledged survives a power cut, but not the loss of the one machine")
    case .machineLoss:
      Words(zh: "已确认的写入经得起一台机器及其磁盘丢失", en: "what is acknowledged survives the loss of a machine and its disk")
    case .unknown:
      Words(
        zh: "这是备机：已确认的写入经得起什么，要问主机",
        en: "this is a standby: what is acknowledged survives what the primary's settings say")
    }
  }

  /// The same for programs.
  public var code: String {
    switch self {
    case .nothing: "nothing"
    case .processEnd: "process-end"
    case .powerCut: "power-cut"
    case .machineLoss: "machine-loss"
    case .unknown: "unknown"
    }
  }
}
