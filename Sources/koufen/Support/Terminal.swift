import ArgumentParser
import Foundation
import Presentation

/// When answers are coloured.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  /// On a terminal that has colours, unless `NO_COLOR` is set.
  case auto
  /// Everywhere, as for a pager that understands them.
  case always
  /// Nowhere.
  case never
}

/// What standard output or error is connected to, as far as people see it.
struct Terminal {
  /// Standard output.
  static let output = Terminal(STDOUT_FILENO, asked: .ofProcess)
  /// Standard error; where errors are JSON it is as if it were no terminal.
  static let error = Terminal(STDERR_FILENO, asked: .ofProcess)

  /// Places in a line; nil where it is no terminal, and lines may be as long as they like.
  let width: Int?
  /// Lines on the screen.
  let height: Int
  /// Whether what is good or bad is told in colour, too.
  let hasColor: Bool

  private init(_ descriptor: Int32, asked: AskedOutput) {
    let isTerminal = isatty(descriptor) == 1 && !(descriptor == STDERR_FILENO && asked.isJSON)
    var window = winsize()
    if isTerminal { _ = ioctl(descriptor, UInt(TIOCGWINSZ), &window) }
    let columns = Environment["COLUMNS"].flatMap { Int($0) } ?? Int(window.ws_col)
    width = isTerminal ? (columns > 0 ? columns : 80) : nil
    height = window.ws_row > 0 ? Int(window.ws_row) : Environment["LINES"].flatMap { Int($0) } ?? 24
    switch asked.color ?? .auto {
    case .always: hasColor = true
    case .never: hasColor = false
    case .auto: hasColor = isTerminal && Environment["NO_COLOR"] == nil && Environment["TERM"] != "dumb"
    }
  }

  /// A sentence as lines that have room, with the terminal's codes for the tones of its pieces.
  func set(_ sentence: Line) -> [String] { sentence.printable.wrapped(to: width).map(text) }

  /// A line with the terminal's codes for the tones of its pieces.
  func text(_ line: Line) -> String {
    guard hasColor else { return line.text }
    return line.pieces.map { piece in
      piece.tone.map { "\u{1B}[\($0.code)m\(piece.text)\u{1B}[0m" } ?? piece.text
    }.joined()
  }
}

extension Tone {
  /// The tone as the terminal's codes have it.
  fileprivate var code: String {
    switch self {
    case .heading: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .danger: "31"
    }
  }
}

extension StandardStream {
  /// Writes a page, set for what the stream is connected to.
  func show(_ page: Page, _ language: Language) {
    page.eachLine(width: terminal.width, language) { line in self.line(Array(terminal.text(line).utf8)) }
  }

  /// Writes a sentence, over several lines where one has no room.
  func say(_ sentence: Line) {
    for line in terminal.set(sentence) { self.line(Array(line.utf8)) }
  }

  /// Writes what is answered on the same line, over several lines where it has no room.
  func prompt(_ question: String) {
    let lines = terminal.set(Line(question)).joined(separator: "\n")
    bytes(Array((question.hasSuffix(" ") && !lines.hasSuffix(" ") ? lines + " " : lines).utf8))
  }
}

extension OutputOptions {
  /// Prints a page for people.
  func show(_ page: Page) { StandardStream.output.show(page, language) }

  /// Prints a table for people.
  func show(_ table: Table) { show(Page(table)) }

  /// Prints what was said, for people.
  func show(_ prose: Prose) { show(Page(prose, language)) }

  /// Prints a sentence for people.
  func show(_ sentence: String, _ tone: Tone? = nil) { show(Page([Line(sentence, tone)])) }
}
