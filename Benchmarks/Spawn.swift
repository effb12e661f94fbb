import Foundation

/// A whole process, timed from outside.
struct Spawn {
  /// Seconds from start to end.
  var seconds: Double
  /// Largest resident size, in bytes.
  var peakBytes: Int

  /// Runs a command to its end, its output thrown away.
  static func run(_ words: [String]) -> Spawn {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let start = Timer.now
    guard posix_spawnp(&process, words[0], &actions, nil, arguments, environ) == 0 else {
      fatalError("cannot run \(words[0])")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    guard status == 0 else { fatalError("\(words.joined(separator: " ")) failed: \(status)") }
    return Spawn(seconds: Timer.now - start, peakBytes: usage.ru_maxrss * 1024)
  }
}

/// Elapsed time.
enum Timer {
  /// Seconds on a clock that only goes forward.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds `body` takes.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }
}

/// The middle of several figures.
func median(_ figures: [Double]) -> Double {
  figures.sorted()[figures.count / 2]
}
