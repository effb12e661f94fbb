extension SubjectOutline {
  /// What waits for a person and what is open, as the whole state tells it.
  public func queue(by versions: ProgrammeVersions) -> [SubjectQueueItem] { state.queue(by: versions) }
}
