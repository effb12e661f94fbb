import ArgumentParser
import Foundation
import LedgerDomain
import Presentation

/// `koufen manual FOLDER`: the manual pages.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: Words.asked(
      zh: "把每个命令的手册页写入文件夹。", en: "Write a manual page for every command into a folder."),
    discussion: Words.asked(
      zh: """
        手册页由命令自己的说明写成，make install 会一并安装。文件夹须已存在，其中不得有同名文件。

        示例
          koufen manual man1 --lang zh
          man -l man1/koufen.1
        """,
      en: """
        They are made of what the commands say of themselves; make install installs them. The folder must be there, and no
        file of these names in it.

        EXAMPLES
          koufen manual man1
          man -l man1/koufen.1
        """))

  @Argument(help: ArgumentHelp(zh: "写入的文件夹。", en: "The folder to write into.", value: .folder))
  var folder: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pages = try ManualPage.all()
    for page in pages { try OutputFile.write(try page.text, to: "\(folder)/\(page.name).1") }
    output.print([("folder", "文件夹", .text(folder)), ("pages", "页数", .number(pages.count))]) {
      $0(zh: "已将 \(pages.count) 页手册写入 \(folder)。", en: "Wrote \(pages.count) manual pages into \(folder).")
    }
  }
}
