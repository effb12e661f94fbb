extension Standing {
  /// A measure as a standing shows it (offices §13).
  public struct MeasureLine: Equatable, Sendable {
    /// The measure.
    public var measure: Key<Measure>
    /// What kind of measure it is.
    public var kind: Key<MeasureKind>
    /// Where it stands.
    public var state: Measure.Status
    /// When it was ordered.
    public var since: LocalDate
    /// When it was fulfilled or lifted; nil while it is open.
    public var until: LocalDate?
  }

  /// A notice as a standing shows it (offices §13); where it stands depends on the date asked about.
  public struct NoticeLine: Equatable, Sendable {
    /// The notice.
    public var key: Key<Notice>
    /// What is known of it.
    public var notice: Notice
  }
}

extension ProviderState {
  var measureLines: [Standing.MeasureLine] {
    measures.map { key, measure in
      Standing.MeasureLine(
        measure: key, kind: measure.kind, state: measure.status, since: measure.since, until: measure.until)
    }
    .sorted { $0.measure < $1.measure }
  }

  var noticeLines: [Standing.NoticeLine] {
    notices.map { Standing.NoticeLine(key: $0.key, notice: $0.value) }.sorted { $0.key < $1.key }
  }
}
