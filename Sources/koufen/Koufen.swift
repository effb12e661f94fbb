import ArgumentParser
import LedgerDomain
import Presentation

/// The tool: `koufen`, the ledger of points.
@main
struct Koufen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koufen",
    abstract: Words.asked(
      zh: "代购服务商扣分账本：服务商做了什么、扣了多少分、为什么。",
      en: "The ledger of points: what providers did, what it cost, and why."),
    discussion: Words.asked(
      zh: """
        事件只追加，从不改动；扣分、中止拓展和终止都由规则得出。

        账本为 --store 所给，其次 $KOUFEN_STORE，再次配置文件所写，最后是当前文件夹中的 koufen.db。
        配置文件是 ~/.config/koufen/config.yaml，可写 store、by、lang。

        退出码：0 完成；1 被规则拒绝；64 用法有误；65 输入有误；66 没有该文件；69 账本被占用；70 账本损坏；74 读写失败；130 被中断。

        示例
          koufen replay --keep koufen.db Scenarios/year-2011-zhejiang.yaml
          koufen standing
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01
          koufen append HelpAnswered --provider hz-01 --by feed@integration ticket=t-9
          koufen year-end 2011
        """,
      en: """
        Every event is appended and never changed; scores, suspensions and terminations follow from the rulebook.

        The store is what --store says, else $KOUFEN_STORE, else the configuration, else koufen.db in the working directory.
        The configuration is ~/.config/koufen/config.yaml, with store, by and lang.

        Exit codes: 0 done, 1 refused by the rules, 64 usage, 65 bad input, 66 no such file, 69 busy, 70 damaged, 74 I/O,
        130 interrupted.

        EXAMPLES
          koufen replay --keep koufen.db Scenarios/year-2011-zhejiang.yaml
          koufen standing
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01
          koufen append HelpAnswered --provider hz-01 --by feed@integration ticket=t-9
          koufen year-end 2011
        """),
    version: "koufen \(Release.version)",
    groupedSubcommands: [
      CommandGroup(
        name: Words.asked(zh: "记账", en: "RECORD"),
        subcommands: [
          InitCommand.self, AppendCommand.self, CorrectCommand.self, RetractCommand.self, WaiveCommand.self,
          NoticeCommand.self, TypesCommand.self, TemplateCommand.self,
        ]),
      CommandGroup(
        name: Words.asked(zh: "查询", en: "ASK"),
        subcommands: [
          StandingCommand.self, QueueCommand.self, ForecastCommand.self, ExplainCommand.self, EventsCommand.self,
          ReportCommand.self, OutletsCommand.self, AdmissionCommand.self,
        ]),
      CommandGroup(
        name: Words.asked(zh: "定期作业", en: "JOBS"), subcommands: [SweepCommand.self, YearEndCommand.self]),
      CommandGroup(
        name: Words.asked(zh: "规则", en: "RULES"),
        subcommands: [RulebookCommand.self, SimulateCommand.self, ReplayCommand.self]),
      CommandGroup(
        name: Words.asked(zh: "证明", en: "PROOF"),
        subcommands: [VerifyCommand.self, SealCommand.self, KeyCommand.self]),
      CommandGroup(
        name: Words.asked(zh: "保管", en: "SAFE KEEPING"),
        subcommands: [
          BackupCommand.self, RestoreCommand.self, ExportCommand.self, ImportCommand.self, CopyCommand.self,
          StoreCommand.self, RebuildCommand.self,
        ]),
      CommandGroup(
        name: Words.asked(zh: "服务", en: "SERVE"),
        subcommands: [ServeCommand.self, AccountCommand.self, TokenCommand.self]),
      CommandGroup(
        name: Words.asked(zh: "安装", en: "SETTING UP"), subcommands: [CompletionCommand.self, ManualCommand.self]),
    ])

  static func main() {
    StandardDescriptors.secure()
    do {
      try ProcessLimits.demand()
      try ProcessArguments.demandThere()
      Interruption.listen()
      try Environment.demandTexts()
      if let standing = StandingCommand.plain(ProcessArguments.texts) {
        try ProcessArguments.demandTexts()
        try Configuration.demand()
        StandardStream.output.page()
        try standing.run()
      } else {
        // Help is given whatever is wrong with the configuration.
        let call = try CommandCall(ProcessArguments.texts)
        if call.asksForHelp {
          for line in try HelpPage(call.path).lines() { StandardStream.output.say(Line(line)) }
        } else {
          var command = try command(call)
          try ProcessArguments.demandTexts()
          try Configuration.demand()
          if (command as? any Paged)?.mayPage ?? false { StandardStream.output.page() }
          try command.run()
        }
      }
      Ending.end(0)
    } catch {
      Failure.report(error)
    }
  }

  /// The command that is called, with what was said to it.
  ///
  /// It alone reads the words behind its name: to read them through the tool and all of its commands takes a tenth of a
  /// short command's time.
  ///
  /// - Throws: wrong usage; or what was asked of the tool itself, such as its version, which the parser calls an error.
  static func command(_ call: CommandCall) throws -> any ParsableCommand {
    do {
      let asksTool = call.words.prefix { $0 != "--" }.contains { word in toolOptions.contains(where: word.hasPrefix) }
      return try (asksTool ? Koufen.self : call.command).parseAsRoot(call.words)
    } catch {
      guard exitCode(for: error) != .success else { throw error }
      throw UsageProblem(error, of: call.command).met(in: call.words).failure(at: call.path)
    }
  }

  /// Options that the tool answers, whatever the command.
  private static let toolOptions = ["--version", "--generate-completion-script", "--experimental-dump-help"]
}
