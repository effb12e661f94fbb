import ArgumentParser

/// The tool: `koufen`, the ledger of points.
@main
struct Koufen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koufen",
    abstract: "The ledger of points: what providers did, what it cost, and why. 代购服务商扣分账本",
    discussion: """
      Every event is appended and never changed; scores, suspensions and terminations follow from the rulebook.

      EXAMPLES
        koufen replay --keep koufen.db Scenarios/year-2011-zhejiang.yaml
        koufen standing
        koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01
        koufen append HelpAnswered --provider hz-01 --by feed@integration ticket=t-9
        koufen year-end 2011

      The store is --store PATH, else $KOUFEN_STORE, else koufen.db in the working directory.
      Exit codes: 0 done, 1 refused by the rules, 64 usage, 65 bad input, 66 no such file, 69 busy, 70 damaged, 74 I/O.
      """,
    version: "koufen 0.1.0",
    subcommands: [
      InitCommand.self, AppendCommand.self, StandingCommand.self, EventsCommand.self, SweepCommand.self,
      YearEndCommand.self, ExplainCommand.self, ForecastCommand.self, QueueCommand.self, ReplayCommand.self,
      ReportCommand.self, VerifyCommand.self, SealCommand.self, KeyCommand.self, RebuildCommand.self,
      BackupCommand.self, RestoreCommand.self, ExportCommand.self, ImportCommand.self, RulebookCommand.self,
      SimulateCommand.self,
      TypesCommand.self, TemplateCommand.self,
    ])

  static func main() {
    StandardDescriptors.secure()
    do {
      try ProcessLimits.demand()
      Interruption.listen()
      try Environment.demandTexts()
      if let standing = StandingCommand.plain(ProcessArguments.texts) {
        try ProcessArguments.demandTexts()
        try standing.run()
      } else {
        var command = try command(ProcessArguments.texts)
        try ProcessArguments.demandTexts()
        try command.run()
      }
      Ending.end(0)
    } catch {
      Failure.report(error)
    }
  }

  /// The command that the arguments name.
  ///
  /// It alone reads the words behind its name: to read them through the tool and all of its commands takes a tenth of a
  /// short command's time. What it cannot read, the tool reads again, and says what is wrong or was asked of it.
  static func command(_ arguments: [String]) throws -> any ParsableCommand {
    var chosen: any ParsableCommand.Type = Koufen.self
    var rest = arguments[...]
    while !chosen.configuration.subcommands.isEmpty {
      guard let name = rest.popFirst(),
        let next = chosen.configuration.subcommands.first(where: { $0.configuration.commandName == name })
      else { return try parseAsRoot(arguments) }
      chosen = next
    }
    if let command = try? chosen.parseAsRoot(Array(rest)), type(of: command) == chosen { return command }
    return try parseAsRoot(arguments)
  }
}
