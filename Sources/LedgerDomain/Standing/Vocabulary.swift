extension Role {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .channelExpansion: Words(zh: "渠道拓展", en: "channel expansion")
    case .channelOperations: Words(zh: "渠道运营", en: "channel operations")
    case .departmentHead: Words(zh: "代购部门负责人", en: "department head")
    case .systemAdmin: Words(zh: "代购系统管理人", en: "system administrator")
    case .legal: Words(zh: "法务", en: "legal")
    case .finance: Words(zh: "财务", en: "finance")
    case .productSupport: Words(zh: "产品支持", en: "product support")
    case .customerSatisfaction: Words(zh: "客户满意中心", en: "customer satisfaction")
    case .integration: Words(zh: "系统对接", en: "integration")
    case .provider: Words(zh: "代购服务商", en: "provider")
    case .outlet: Words(zh: "代购网点", en: "outlet")
    case .merchandise: Words(zh: "商品组", en: "merchandise")
    case .systemDevelopment: Words(zh: "系统开发", en: "system development")
    case .declared(let name): .same(name)
    }
  }
}

extension DutyClosed.Outcome {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .met: OwedDuty.State.met.words
    case .late: OwedDuty.State.late.words
    case .lapsed: OwedDuty.State.lapsed.words
    }
  }
}

extension OwedDuty.State {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .open: Words(zh: "待履行", en: rawValue)
    case .missed: Words(zh: "已逾期", en: rawValue)
    case .met: Words(zh: "已履行", en: rawValue)
    case .late: Words(zh: "逾期履行", en: rawValue)
    case .waived: Words(zh: "已豁免", en: rawValue)
    case .lapsed: Words(zh: "已失效", en: rawValue)
    }
  }
}

extension DutyRow.Condition {
  /// What holds by it, as it is told to people.
  public var words: Words {
    switch self {
    case .depositShort: Words(zh: "保证金不足额", en: "the deposit is short")
    case .depositFull: Words(zh: "保证金足额", en: "the deposit is full")
    case .admissionFit: Words(zh: "准入条件全部满足", en: "the admission is fit")
    case .readyToOpen:
      Words(zh: "准入条件全部满足、保证金足额而渠道未开通", en: "admission fit and deposit full, the channel not open yet")
    case .forfeitureStands: Words(zh: "违规已撤销而罚没款未退还", en: "a forfeiture stands under a breach that fell")
    case .freezeUnfounded:
      Words(zh: "终止所依据的分数已不足标准线", en: "the score that the termination rests on is below the line")
    }
  }
}

extension Clause {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .negativePress: Words(zh: "负面报道", en: "negative press")
    case .competitorDealing: Words(zh: "经营竞争业务", en: "competitor dealing")
    case .meetingResults: Words(zh: "会议营销效果", en: "meeting results")
    case .expansionTarget: Words(zh: "网点拓展数量", en: "expansion target")
    case .nonstandardMaterials: Words(zh: "非标准物料", en: "non-standard materials")
    case .unapprovedMaterials: Words(zh: "未经审批物料", en: "unapproved materials")
    case .signingProgress: Words(zh: "签约进度", en: "signing progress")
    case .trainingFailure: Words(zh: "培训不合格", en: "training failure")
    case .promotionGap: Words(zh: "缺少活动推广", en: "promotion gap")
    case .serviceComplaint: Words(zh: "服务投诉", en: "service complaint")
    case .earlyExits: Words(zh: "网点早期退出", en: "early exits")
    case .dormantOutlets: Words(zh: "不活跃网点", en: "dormant outlets")
    case .exitResponse: Words(zh: "退出申请未响应", en: "exit response")
    case .afterSalesDispute: Words(zh: "售后维权", en: "after-sales dispute")
    case .rectificationFailure: Words(zh: "整改未达标", en: "rectification failure")
    }
  }
}

extension ClauseMode {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .judged: Words(zh: "评定", en: rawValue)
    case .counted: Words(zh: "计数", en: rawValue)
    case .byEvent: Words(zh: "随事件", en: "by an event")
    }
  }
}

extension ProviderKind {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .thirdParty: Words(zh: "第三方", en: "third-party")
    case .selfOperated: Words(zh: "自营", en: "self-operated")
    }
  }
}

extension ProviderStatus {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .active: Words(zh: "正常", en: "active")
    case .rectification: Words(zh: "整改中", en: "rectification")
    case .terminating: Words(zh: "终止中", en: "terminating")
    case .terminated: Words(zh: "已终止", en: "terminated")
    }
  }
}

extension CriterionStanding {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .met: Words(zh: "满足", en: "met")
    case .unmet: Words(zh: "未满足", en: "unmet")
    case .missing: Words(zh: "未认定", en: "missing")
    case .notAsked: Words(zh: "准入时不审", en: "not asked")
    case .notApplicable: Words(zh: "不适用", en: "not applicable")
    }
  }
}

extension AdmissionState {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .unreviewed: Words(zh: "未审核", en: "unreviewed")
    case .incomplete: Words(zh: "未审完", en: "incomplete")
    case .unfit: Words(zh: "不符合", en: "unfit")
    case .fit: Words(zh: "符合", en: "fit")
    }
  }
}

extension ExpansionStatus {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .open: Words(zh: "可拓展", en: "open")
    case .paused: Words(zh: "暂停", en: "paused")
    case .suspended: Words(zh: "中止", en: "suspended")
    }
  }
}

extension Breach.Status {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .pending: Words(zh: "待评定", en: "pending")
    case .assessed: Words(zh: "已评定", en: "assessed")
    case .dismissed: Words(zh: "不成立", en: "dismissed")
    case .withdrawn: Words(zh: "已撤回", en: "withdrawn")
    case .overturned: Words(zh: "申诉撤销", en: "overturned")
    }
  }
}

extension TerminationStep {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .opened: Words(zh: "已开启", en: "opened")
    case .proposed: Words(zh: "已提议", en: "proposed")
    case .departmentsNotified: Words(zh: "已通知各部门", en: "departments notified")
    case .confirmed: Words(zh: "已确认", en: "confirmed")
    case .signedOnce: Words(zh: "一方已签字", en: "signed once")
    case .signed: Words(zh: "双方已签字", en: "signed")
    case .frozen: Words(zh: "已冻结", en: "frozen")
    case .notified: Words(zh: "已通知", en: "notified")
    }
  }
}

extension TerminationGround {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .points: Words(zh: "扣分达到标准线", en: "points")
    case .cause: Words(zh: "因故终止", en: "cause")
    case .request: Words(zh: "服务商申请", en: "request")
    case .expiry: Words(zh: "协议到期", en: "expiry")
    }
  }
}

extension RectificationOutcome {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .passed: Words(zh: "达标", en: "passed")
    case .cancelled: Words(zh: "取消", en: "cancelled")
    case .superseded: Words(zh: "转入终止", en: "superseded")
    }
  }
}

extension TerminationOutcome {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .withdrawn: Words(zh: "撤回", en: "withdrawn")
    case .waived: Words(zh: "免予终止", en: "waived")
    case .reinstated: Words(zh: "恢复", en: "reinstated")
    }
  }
}

extension Measure.Status {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .open: Words(zh: "执行中", en: rawValue)
    case .fulfilled: Words(zh: "已执行", en: rawValue)
    case .lifted: Words(zh: "已解除", en: rawValue)
    }
  }
}

extension Notice.Status {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .sent: Words(zh: "已发出", en: rawValue)
    case .delivered: Words(zh: "已送达", en: rawValue)
    case .failed: Words(zh: "未送到", en: rawValue)
    case .rebutted: Words(zh: "送达被推翻", en: rawValue)
    }
  }
}
