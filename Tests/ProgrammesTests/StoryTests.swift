import Foundation
import Testing

@Suite("Stories of programmes, against the engine alone")
struct StoryTests {
  /// The folders that stories may lie in: those that are shipped, and others where they are there.
  private static let folders: [URL] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let beside = ProcessInfo.processInfo.environment["KOUFEN_STORIES"].map { URL(filePath: $0) }
    let paths = ["Scenarios/programmes", "Scenarios/programmes/guide", "../shared/samples/programmes"]
    return paths.map { root.appending(path: $0) } + (beside.map { [$0] } ?? [])
  }()

  static let files: [URL] = folders.flatMap { folder in
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "yaml" }
  }.sorted { $0.path < $1.path }

  @Test("Each story comes out as it says", arguments: files)
  func storyComesOut(_ file: URL) throws {
    var player = StoryPlayer(try Story(file: file))
    player.play()
    for failure in player.failures { Issue.record(Comment(rawValue: failure)) }
  }
}
