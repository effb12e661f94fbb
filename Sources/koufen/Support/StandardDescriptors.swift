import Foundation
import Synchronization

/// The three descriptors a process is started with, which its parent may have closed.
enum StandardDescriptors {
  private static let isInputClosed = Atomic<Bool>(false)

  /// Whether there is no standard input to read from.
  static var lacksInput: Bool { isInputClosed.load(ordering: .relaxed) }

  /// Puts something that fails in the place of what was closed, before anything else is opened: the next file opened
  /// would get its number, and a message meant for standard error be written into the ledger.
  ///
  /// A reader that goes away is then an error of writing, not a signal, whatever the parent does with the signal.
  static func secure() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      if descriptor == 0 { isInputClosed.store(true, ordering: .relaxed) }
      // What is read from is opened for writing only and the other way round, so that every use fails as on a closed one.
      if open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) < 0 { _ = open("/", O_RDONLY) }
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
