import ArgumentParser
import LedgerDomain
import Presentation

/// `koufen completion SHELL`: what makes a shell complete command lines.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: Words.asked(
      zh: "让命令行补全 koufen 的命令、选项、服务商、类型等。",
      en: "Make a shell complete commands, options, providers, types and the like."),
    discussion: Words.asked(
      zh: """
        输出该命令行的补全脚本，make install 会一并安装。服务商和违规取自所用的账本。

        示例
          koufen completion bash > ~/.local/share/bash-completion/completions/koufen
          koufen completion zsh > ~/.zfunc/_koufen
          koufen completion fish > ~/.config/fish/completions/koufen.fish
        """,
      en: """
        Prints the script for that shell; make install installs it. Providers and breaches are those of the store in use.

        EXAMPLES
          koufen completion bash > ~/.local/share/bash-completion/completions/koufen
          koufen completion zsh > ~/.zfunc/_koufen
          koufen completion fish > ~/.config/fish/completions/koufen.fish
        """))

  @Argument(help: ArgumentHelp(zh: "命令行程序：bash、zsh 或 fish。", en: "The shell: bash, zsh or fish.", value: .name))
  var shell: Shell

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      zh: "由脚本给出：-- 之后为 koufen 后的各词，末词待补全。",
      en: "Given by the script: behind -- the words behind koufen, the last to be completed.", value: .name))
  var words: [String] = []

  func run() throws {
    if words.first == "--" {
      for line in Completion(Array(words.dropFirst())).lines(for: shell) { StandardStream.output.line(line) }
    } else {
      StandardStream.output.line(shell.script)
    }
    StandardStream.output.flush()
  }
}
