import NIOCore

/// Runs the tasks of a loop's connections on that loop, so that an answer goes to the socket without a change of threads.
final class LoopExecutor: TaskExecutor {
  let loop: any EventLoop
  private let date: NIOLoopBoundBox<HTTPDate>

  init(_ loop: any EventLoop) {
    self.loop = loop
    date = .makeBoxSendingValue(HTTPDate(), eventLoop: loop)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// The value of `Date`; asked on the loop.
  var now: String { date.value.now() }
}
