public import ArgumentParser
import EventStore
import Foundation
import LedgerDomain
import Presentation
public import ServerSettings
import SQLiteEventStore

/// `koufen serve`: the ledger over HTTP. It settles everything, and becomes `koufen-server`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: Words.asked(
      zh: "以 HTTP 提供账本：网页、接口、订阅和健康检查。", en: "Serve the ledger over HTTP: pages, the API, its feed, its health."),
    discussion: Words.asked(
      zh: """
        运行旁边的程序 koufen-server。谁可以用，由 koufen account 和 koufen token 管理；未登录者看不到账本。
        能接受请求时在标准输出打印一行地址；日志写到标准错误。Ctrl-C 或 SIGTERM 停止：
        已接受的都写完并答复。SIGHUP 重新读取证书。

        非本机地址须有 --tls-certificate 和 --tls-key，或 --trusted-proxy 加 --origin https://…，或 --insecure。

        示例
          koufen serve
          koufen serve --listen 0.0.0.0:8443 \\
            --tls-certificate cert.pem --tls-key key.pem
          koufen serve --listen unix:/run/koufen.sock \\
            --trusted-proxy 127.0.0.1 --origin https://koufen.example
          koufen serve --read-only --store copy.db --listen 127.0.0.1:8012
          koufen serve --demo
        """,
      en: """
        It becomes koufen-server, which lies beside it. Who may use it is the matter of koufen account and koufen token:
        whoever is not signed in sees nothing of the ledger. Once it answers requests it prints one line,
        koufen: serving ADDRESS; its log goes to stderr. Ctrl-C and SIGTERM stop it: what was taken is written and
        answered. SIGHUP has the certificates read again.

        Any address but one of this machine needs --tls-certificate and --tls-key, or --trusted-proxy with
        --origin https://…, or --insecure.

        EXAMPLES
          koufen serve
          koufen serve --listen 0.0.0.0:8443 \\
            --tls-certificate cert.pem --tls-key key.pem
          koufen serve --listen unix:/run/koufen.sock \\
            --trusted-proxy 127.0.0.1 --origin https://koufen.example
          koufen serve --read-only --store copy.db --listen 127.0.0.1:8012
          koufen serve --demo
        """))

  @Option(
    help: ArgumentHelp(
      zh: "监听的地址，如 0.0.0.0:8443，或 unix:路径（默认 127.0.0.1:8011；端口 0 任取）。",
      en: "Where to listen: host:port or unix:PATH (default: 127.0.0.1:8011; port 0 takes a free one).",
      value: .address))
  var listen: String?

  @Option(help: ArgumentHelp(zh: "证书（PEM）。", en: "The certificate, in PEM.", value: .file))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp(zh: "证书的私钥（PEM）。", en: "Its private key, in PEM.", value: .file))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      zh: "浏览器所见的地址，如 https://koufen.example。", en: "What browsers reach it by, such as https://koufen.example.",
      value: .address))
  var origin: String?

  @Option(
    help: ArgumentHelp(
      zh: "可信代理的地址或网段，其 X-Forwarded-For 可信；可多次给出。",
      en: "A proxy, or a range of them, whose X-Forwarded-For is believed; may be given several times.",
      value: .address))
  var trustedProxy: [String] = []

  @Flag(help: ArgumentHelp(zh: "允许在非本机地址上不加密。", en: "Listen on any address without encryption."))
  var insecure = false

  @Flag(
    help: ArgumentHelp(
      zh: "在本机提供一个示例：2011 年的十二家服务商，每个角色一个账户；停止即消失。",
      en:
        "Serve an example to this machine: the year of twelve providers, an account for each role; it is gone when stopped."
    ))
  var demo = false

  @Flag(help: ArgumentHelp(zh: "只读：拒绝一切写入，不做夜间检查。", en: "Only read: refuse all that would write, and sweep nothing."))
  var readOnly = false

  @Option(
    help: ArgumentHelp(
      zh: "每天何时检查到期义务，账本的时区（默认 00:10），或 never。",
      en: "When to sweep each day, in the ledger's zone (default: 00:10), or never.", value: .moment))
  var nightly: String?

  @Option(
    help: ArgumentHelp(
      zh: "可以推送到的主机；可多次给出。", en: "A host that webhooks may go to; may be given several times.", value: .host))
  var webhookHost: [String] = []

  @Option(
    help: ArgumentHelp(
      zh: "更改一项限度，名称=值；可多次给出。", en: "Change a limit, NAME=VALUE; may be given several times.", value: .change))
  var limit: [String] = []

  @Option(
    help: ArgumentHelp(
      zh: "日志的格式：text 或 json（默认 text）。", en: "How to log: text or json (default: text).", value: .format))
  var log: ServerSettings.Log?

  @Option(help: .language)
  var lang: Language?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions

  func run() throws {
    var settings: ServerSettings
    do {
      settings = try settled()
      if demo, !settings.listen.isLocal || settings.isInsecure { throw SettingsFault.openExample(settings.listen) }
      try settings.checkExposure()
    } catch let fault as SettingsFault {
      let words = fault.words
      throw Failure.usage(zh: words.zh, en: words.en)
    }
    if demo {
      try begin(&settings)
      try ServerProgram.become(settings)
    }
    // What is wrong with the store is said here, in the words of every other command.
    _ = try stores.location.store(readOnly ? .readOnly : .readWrite).read { try $0.lastPosition() }
    try ServerProgram.become(settings)
  }

  /// Makes the example, and says how to come in.
  private func begin(_ settings: inout ServerSettings) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "koufen-demo-\(getpid())")
    let year = try DemoYear(in: folder)
    do {
      settings.secondsBehind = try year.make(now: try WallClock.now())
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
    settings.store = year.store.shown
    settings.access = nil
    settings.isDemo = true
    settings.nightly = .never
    StandardStream.error.line(settings.language == .zh ? DemoYear.invitation.zh : DemoYear.invitation.en)
    StandardStream.error.flush()
  }

  private func settled() throws -> ServerSettings {
    var settings = ServerSettings(store: demo ? "" : try place())
    settings.access = demo ? nil : try access.path(beside: stores)
    if let listen { settings.listen = try ListenAddress(listen) }
    switch (tlsCertificate, tlsKey) {
    case (let certificate?, let key?): settings.tls = .init(certificate: certificate, key: key)
    case (nil, nil): break
    case _: throw SettingsFault.halfACertificate
    }
    settings.origin = try origin.map { try Origin($0) }
    settings.trustedProxies = try trustedProxy.map { try AddressRange($0) }
    settings.isInsecure = insecure
    settings.isReadOnly = readOnly
    if let nightly { settings.nightly = try Nightly(nightly) }
    settings.webhookHosts = try webhookHost.map(ServerSettings.webhookHost)
    for change in limit { try settings.limits.change(change) }
    settings.log = log ?? .text
    settings.language = (lang ?? Configuration.usualLanguage) == .zh ? .zh : .en
    return settings
  }

  /// The store, as `koufen-server` finds it from wherever it runs.
  private func place() throws -> String {
    switch stores.location {
    case .postgres(let address): return address
    case .file, .memory, .server, .url:
      // By the one name at the end of all links: what lies beside it is found by each of them.
      let path = try stores.location.file().resolved.absolute
      guard let text = path.text else {
        throw Failure.usage(
          zh: "\(path.shown)：服务器只接受以 UTF-8 书写的路径。",
          en: "\(path.shown): a server takes only a path that is UTF-8.")
      }
      return text
    }
  }
}

extension ServerSettings.Log: ExpressibleByArgument {}

/// The program that serves, beside this one.
enum ServerProgram {
  /// Becomes it.
  ///
  /// - Throws: exit 69 where it is not there.
  static func become(_ settings: ServerSettings) throws -> Never {
    let program = try path
    let document = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
    StandardStream.output.flush()
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("koufen-server"), strdup(document), nil]
    execv(program, &arguments)
    throw missing(program, errno)
  }

  /// Where it lies.
  static var path: String {
    get throws {
      let own = try URL(filePath: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      return own.deletingLastPathComponent().appending(path: "koufen-server").path
    }
  }

  /// That it cannot be run.
  static func missing(_ program: String, _ number: Int32) -> Failure {
    let reason = String(cString: strerror(number))
    return Failure(
      exit: 69, code: "no-server", zh: "无法运行 \(program)：\(reason)。请先安装或构建该程序。",
      en: "\(program) cannot be run: \(reason). Install it, or build it with make serve.")
  }
}

extension SettingsFault {
  /// What is wrong with a setting of the server, and what is expected.
  fileprivate var words: Words {
    switch self {
    case .notAnAddress(let text):
      Words(
        zh: "--listen：应为地址和端口，如 0.0.0.0:8443，或 unix:路径，而非 \(text)。",
        en: "--listen: expected host:port or unix:PATH, not \(text).")
    case .notAPort(let text):
      Words(zh: "--listen：端口应为 0 至 65535，而非 \(text)。", en: "--listen: expected a port from 0 to 65535, not \(text).")
    case .socketPathTooLong(let path, let most):
      Words(
        zh: "--listen：套接字的路径至多 \(most) 字节：\(path)。",
        en: "--listen: the path of a socket has at most \(most) bytes: \(path).")
    case .notARange(let text):
      Words(
        zh: "--trusted-proxy：应为地址或网段，如 10.0.0.0/8，而非 \(text)。",
        en: "--trusted-proxy: expected an address or a range such as 10.0.0.0/8, not \(text).")
    case .rangeNotAtItsStart(let text, let start):
      Words(
        zh: "--trusted-proxy：\(text) 不是网段的起点；是否指 \(start)？",
        en: "--trusted-proxy: \(text) is not where its range starts; did you mean \(start)?")
    case .notALimit(let text):
      Words(zh: "--limit：应为 名称=值，而非 \(text)。", en: "--limit: expected NAME=VALUE, not \(text).")
    case .unknownLimit(let name):
      Words(
        zh: "--limit：没有名为 \(name) 的限度；有：\(Limit.allCases.map(\.rawValue).joined(separator: "、"))。",
        en: "--limit: there is no \(name); there are \(Limit.allCases.map(\.rawValue).joined(separator: ", ")).")
    case .notALimitValue(let limit, let value):
      Words(
        zh: "--limit：\(limit.rawValue) 应为 1 至 \(Limits.most) 的整数，而非 \(value)。",
        en: "--limit: \(limit.rawValue) is a whole number from 1 to \(Limits.most), not \(value).")
    case .notAnOrigin(let text):
      Words(
        zh: "--origin：应如 https://koufen.example，其后没有路径，而非 \(text)。",
        en: "--origin: expected one such as https://koufen.example, with nothing behind it, not \(text).")
    case .notATime(let text):
      Words(zh: "--nightly：应为 HH:MM 或 never，而非 \(text)。", en: "--nightly: expected HH:MM or never, not \(text).")
    case .notAHost(let text):
      Words(zh: "--webhook-host：\(text) 不是主机名。", en: "--webhook-host: \(text) is not a host.")
    case .halfACertificate:
      Words(zh: "--tls-certificate 与 --tls-key 须同用。", en: "--tls-certificate and --tls-key go together.")
    case .openExample(let address):
      Words(
        zh: "--demo 只在本机提供：\(address) 不是本机地址，--insecure 亦不适用。",
        en: "--demo serves this machine alone: \(address) is not an address of it, or --insecure was given.")
    case .unprotected(let address):
      Words(
        zh: "\(address) 不是本机地址：请给出 --tls-certificate 和 --tls-key，或 --trusted-proxy 加 --origin https://…，或 --insecure。",
        en:
          "\(address) is not an address of this machine alone: give --tls-certificate and --tls-key, or --trusted-proxy "
          + "with --origin https://…, or --insecure.")
    }
  }
}
