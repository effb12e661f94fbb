import Foundation
import KoufenTesting
import Testing

@Suite("Completing a command line")
struct CompletionTests {
  private let place: Workplace

  init() throws { place = try Workplace(scenario: Given.story) }

  /// What bash, with our script, would put in the place of the last word.
  private func bash(_ line: String) throws -> [Substring] {
    let script = """
      bash -c 'eval "$("$K" completion bash)"; COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; _koufen "$K"
        printf "%s\\n" "${COMPREPLY[@]}"' bash "\(line)"
      """
    let end = try place.shell(script)
    #expect(end.exit == 0 && end.error.isEmpty, "\(end.error)")
    return end.lines
  }

  @Test(
    "Bash is told commands, options, their values, and what the store knows",
    arguments: [
      ("koufen stan", ["standing"]), ("koufen rulebook p", ["publish"]), ("koufen --store x.db stan", ["standing"]),
      ("koufen standing hz", ["hz-01", "hz-02"]), ("koufen standing hz-01 --kn", ["--known-at"]),
      ("koufen standing --status=rect", ["rectification"]), ("koufen queue --role legal", ["legal"]),
      ("koufen events --type PointsD", ["PointsDeducted"]), ("koufen events --provider hz-02 --format j", ["json"]),
      ("koufen explain hz-01 serv", ["service-complaint:ticket:t-9"]),
      ("koufen append HelpA", ["HelpAnswered"]), ("koufen append HelpRequested --provider hz-01 ti", ["ticket="]),
      ("koufen append ProviderRegistered kind=self", ["selfOperated"]),
      ("koufen append HelpRequested --by wu@channel-e", ["channel-expansion"]),
      ("koufen append BreachAssessed --provider hz-01 breach=service-complaint:ticket:t", ["t-9"]),
      ("koufen standing nobody-", []), ("koufen nonsense --wh", []),
    ])
  func inBash(_ line: String, _ words: [String]) throws {
    #expect(try bash(line) == words.map { $0[...] })
  }

  @Test("Files are completed where a file is meant")
  func files() throws {
    _ = try place.write("a-story-of-mine.yaml", "")
    for command in ["replay ", "append --file ", "append --file="] {
      let found = try bash("koufen \(command)\(place.folder.path)/a-st")
      #expect(found == [place.folder.file("a-story-of-mine.yaml")[...]], "\(command)")
    }
  }

  @Test("Zsh and fish are told what each word is, and zsh's colons are marked")
  func described() throws {
    let zsh = try place.run(["completion", "zsh", "--", "explain", "hz-01", "s"])
    #expect(zsh.lines == ["service-complaint\\:ticket\\:t-9:service complaint · assessed"])
    let fish = try place.run(["completion", "fish", "--", "standing", "hz-02"])
    #expect(fish.lines == ["hz-02\tHangzhou Two"])
    let chinese = try place.run(["completion", "fish", "--", "append", "HelpR"], environment: ["KOUFEN_LANG": "zh"])
    #expect(chinese.lines == ["HelpRequested\t网点求助"])
  }

  @Test("Where there is no store nothing is said, and nothing made")
  func silent() throws {
    let empty = try Workplace()
    let words = [["standing", ""], ["explain", "hz-01", ""], ["append", "HelpAnswered", "--provider", ""]]
    for words in words + [["--"], ["nonsense", ""], [], ["--store", "", ""], ["append", "Nothing", "="]] {
      let end = try empty.run(["completion", "bash", "--"] + words)
      #expect(end.exit == 0 && end.error.isEmpty, "\(words)")
    }
    #expect(!empty.isMade)
  }
}
