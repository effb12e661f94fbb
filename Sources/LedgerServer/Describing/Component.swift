/// What the schemas of the document name each other by, besides those made of the types of events and those of programmes.
enum Component: String, CaseIterable, Sendable {
  case words, prose, person, submitter
  case frame, chainedEvent, proof
  case receipt, bulkReceipt, bulkLine, singleEvent
  case breach, standing, admissionLine, notice, measure, agreement
  case change, step, difference
  case citation, termSource, countedDay, countedTerm
  case breachExplanation, dutyExplanation, factExplanation, yearStatement
  case outcome, nextLine, forecast, outlook
  case outlet, admission, queueItem, judgements, basis, overview
  case rulebookVersion, rulebook, rulebookChange, finding
  case pending, closing, yearReport
  case seal, bundle, simulation, verification, job
  case swept, index, me, readiness
  case account, accessLine, webhook, trial
  case problem

  /// Its name in the document.
  var name: String { rawValue.capitalizedFirst }

  /// What it is.
  var shape: Shape {
    switch self {
    case .words: .object(["zh": .text, "en": .text])
    case .prose: .object(["zh": .list(.text), "en": .list(.text)])
    case .person: .object(["id": .text, "role": .anyRole])
    case .submitter: LogShapes.submitter
    case .frame: LogShapes.frame
    case .chainedEvent: LogShapes.chainedEvent
    case .proof: LogShapes.proof
    case .receipt: LogShapes.receipt
    case .bulkReceipt: LogShapes.bulkReceipt
    case .bulkLine: LogShapes.bulkLine
    case .singleEvent: LogShapes.singleEvent
    case .breach: StandingShapes.breach
    case .standing: StandingShapes.standing
    case .admissionLine: StandingShapes.admission
    case .notice: StandingShapes.notice
    case .measure: StandingShapes.measure
    case .agreement: StandingShapes.agreement
    case .change: StandingShapes.change
    case .step: StandingShapes.step
    case .difference: StandingShapes.difference
    case .citation: .object(["version": .text, "sha256": .hash])
    case .termSource: ExplanationShapes.termSource
    case .countedDay: ExplanationShapes.countedDay
    case .countedTerm: ExplanationShapes.countedTerm
    case .breachExplanation: ExplanationShapes.breach
    case .dutyExplanation: ExplanationShapes.duty
    case .factExplanation: ExplanationShapes.fact
    case .yearStatement: ExplanationShapes.year
    case .outcome: OutlookShapes.outcome
    case .nextLine: OutlookShapes.nextLine
    case .forecast: OutlookShapes.forecast
    case .outlook: OutlookShapes.outlook
    case .outlet: OutlookShapes.outlet
    case .admission: OutlookShapes.admission
    case .queueItem: OutlookShapes.queueItem
    case .judgements: ReportShapes.judgements
    case .basis: OperationShapes.basis
    case .overview: ReportShapes.overview
    case .rulebookVersion: ReportShapes.rulebookVersion
    case .rulebook: ReportShapes.rulebook
    case .rulebookChange: ReportShapes.rulebookChange
    case .finding: ReportShapes.finding
    case .pending: ReportShapes.pending
    case .closing: ReportShapes.closing
    case .yearReport: ReportShapes.year
    case .seal: ProofShapes.seal
    case .bundle: ProofShapes.bundle
    case .simulation: ProofShapes.simulation
    case .verification: ProofShapes.verification
    case .job: ProofShapes.job
    case .swept: OperationShapes.swept
    case .index: OperationShapes.index
    case .me: OperationShapes.me
    case .readiness: OperationShapes.readiness
    case .account: OperationShapes.account
    case .accessLine: OperationShapes.accessLine
    case .webhook: OperationShapes.webhook
    case .trial: OperationShapes.trial
    case .problem: OperationShapes.problem
    }
  }
}

/// The same for what is told of programmes and their subjects.
enum ProgrammeComponent: String, CaseIterable, Sendable {
  case subjectStanding, subjectStep, subjectBreachExplanation, counterExplanation, measureExplanation
  case subjectQueueItem, subjectForecast, subjectBundle, subjectJudgements, programme

  /// Its name in the document.
  var name: String { rawValue.capitalizedFirst }

  /// What it is.
  var shape: Shape {
    switch self {
    case .subjectStanding: SubjectShapes.standing
    case .subjectStep: SubjectShapes.step
    case .subjectBreachExplanation: SubjectShapes.explanation
    case .counterExplanation: SubjectShapes.counter
    case .measureExplanation: SubjectShapes.measure
    case .subjectQueueItem: SubjectShapes.queueItem
    case .subjectForecast: SubjectShapes.forecast
    case .subjectBundle: ProofShapes.subjectBundle
    case .subjectJudgements: ReportShapes.subjectJudgements
    case .programme: ProgrammeShapes.programme
    }
  }
}

extension Component {
  /// All of both: their names in the document, and what they are.
  static let all: [(name: String, shape: Shape)] =
    allCases.map { ($0.name, $0.shape) } + ProgrammeComponent.allCases.map { ($0.name, $0.shape) }
}

extension String {
  /// The same with a capital in front.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
