import ArgumentParser
import LedgerDomain
import Presentation

/// What may stand where somebody asks a shell to complete a command line.
///
/// It is asked at every press of a key: it reads the one command that is typed, says nothing where it knows nothing, and
/// never complains.
struct Completion {
  /// Something that may stand there, and what it is.
  struct Candidate {
    let word: String
    let about: String
  }

  /// What may stand there.
  enum Answer {
    case words([Candidate])
    /// Names of files.
    case files
  }

  private let typed: TypedLine

  /// - Parameter words: those behind the tool's name; the last is the one to be completed, and may be empty.
  init(_ words: [String]) { typed = TypedLine(words) }

  /// The answer as the script of a shell reads it, a line for each word.
  func lines(for shell: Shell) -> [String] {
    guard case .words(let all) = answer else { return [Shell.files] }
    let candidates = all.filter { $0.word.hasPrefix(typed.current) }
    return switch shell {
    case .bash: candidates.map(\.word)
    case .zsh: candidates.map { $0.word.replacing(":", with: "\\:") + ($0.about.isEmpty ? "" : ":" + $0.about) }
    case .fish: candidates.map { $0.about.isEmpty ? $0.word : $0.word + "\t" + $0.about }
    }
  }

  private var answer: Answer {
    if let option = typed.openOption { return values(of: option, behind: "") }
    if let (name, option) = typed.optionWithValue { return values(of: option, behind: name + "=") }
    if typed.current.hasPrefix("-"), !typed.isBehindDashes { return .words(options) }
    let subcommands = typed.command.configuration.subcommands
    if !subcommands.isEmpty {
      return .words(
        subcommands.map {
          Candidate(word: $0.configuration.commandName ?? "", about: $0.configuration.abstract)
        })
    }
    if typed.command == AppendCommand.self { return .words(EventWords(typed).candidates) }
    guard let argument = typed.argument else { return .words([]) }
    return values(of: argument, behind: "")
  }

  /// Options that were not given yet.
  private var options: [Candidate] {
    let left = typed.options.filter { typed.given[$0.spelling] == nil || $0.isRepeating }
    return left.map { Candidate(word: $0.spelling, about: $0.abstract) }
      + [Candidate(word: "--help", about: Words.asked(zh: "显示帮助。", en: "Show help."))]
  }

  private func values(of argument: ArgumentModel, behind prefix: String) -> Answer {
    guard case .words(let words) = KnownWords(typed).values(of: argument) else { return .files }
    return .words(words.map { Candidate(word: prefix + $0.word, about: $0.about) })
  }
}
