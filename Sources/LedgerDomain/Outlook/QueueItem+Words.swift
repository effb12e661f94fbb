extension QueueItem.Work {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .assess: Words(zh: "评定违规", en: "assess breach")
    case .investigate: Words(zh: "调查网点早期退出", en: "investigate early exits")
    case .setDemands: Words(zh: "提出新要求", en: "set demands")
    case .judgeDemands: Words(zh: "判断要求是否达到", en: "judge demands")
    case .decideAppeal: Words(zh: "裁定申诉", en: "decide appeal")
    case .reviewJudgement: Words(zh: "复核评定", en: "review judgement")
    case .decideComplaint: Words(zh: "处理投诉", en: "decide complaint")
    case .confirmMeeting: Words(zh: "确认会议整改完成", en: "confirm meeting rectified")
    case .orderRectification: Words(zh: "下达整改要求", en: "order rectification")
    case .decideRectification: Words(zh: "裁定整改结果", en: "decide rectification")
    case .stepTermination: Words(zh: "办理终止的下一步", en: "take termination step")
    case .releaseDeposit: Words(zh: "解冻保证金", en: "release deposit")
    case .meetDuty: Words(zh: "履行义务", en: "meet duty")
    case .mendCriterion: Words(zh: "恢复准入条件", en: "mend criterion")
    }
  }
}
