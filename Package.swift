// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

/// What tests are written in is not optimised, also where what they test is: nothing of it runs long, and it would take long to compile.
let tried: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// A binary that may lie anywhere has a hundred thousand addresses set right before its first line runs, most of them the
/// Swift runtime's, and the runtime looks for itself among the symbols it exports: a sixth of a short command's time. To look
/// up the symbols of the C++ library is a fifth more, so that it is inside too. Where Swift's libraries are loaded and not
/// inside (KOUFEN_LOADED, as with tests built for release), the loader would warn of the first.
let quickStart: [LinkerSetting] =
  Context.environment["KOUFEN_LOADED"] != nil
  ? []
  : [
    .unsafeFlags(
      [
        "-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic", "-Xclang-linker", "-static-libgcc",
        "-L\(Context.packageDirectory)/.linking",
      ],
      .when(platforms: [.linux], configuration: .release))
  ]

/// The programmes that the program carries (programmes §11), each by the name of its file.
let programmes: [Resource] = [
  "outlet-admission", "alibaba-mcn", "v-task", "supplier-admission", "kuaishou-distribution", "distribution",
  "taobao-customer-service", "warehouse", "kuaishou-service-providers", "taobao-points", "cn-driver-licence",
  "tiktok-shop",
].map { .embedInCode("Resources/programmes/\($0).yaml") }

let package = Package(
  name: "koufen",
  products: [
    .executable(name: "koufen", targets: ["koufen"]),
    .executable(name: "koufen-server", targets: ["koufen-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "Packing", swiftSettings: strict),
    .target(name: "LedgerDomain", dependencies: ["Packing"], swiftSettings: strict),
    .target(name: "Programmes", dependencies: ["Packing", "LedgerDomain"], swiftSettings: strict),
    .target(
      name: "Rulebook",
      dependencies: ["LedgerDomain", "Programmes", .product(name: "Yams", package: "Yams")],
      resources: [
        .embedInCode("Resources/taobao-daigou-1.5.yaml"), .embedInCode("Resources/taobao-daigou-1.5-offices.yaml"),
        .embedInCode("Resources/programme-template.yaml"),
      ] + programmes,
      swiftSettings: strict),
    .target(
      name: "EventStore",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "SQLiteEventStore",
      dependencies: [
        "EventStore", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .systemLibrary(name: "CLibpq"),
    .target(
      name: "PostgresEventStore", dependencies: ["EventStore", "CLibpq"],
      resources: [
        .embedInCode("Resources/layout-1.sql"), .embedInCode("Resources/structure.sql"),
        .embedInCode("Resources/structure-1.txt"),
      ],
      swiftSettings: strict),
    .target(
      name: "LedgerAccess",
      dependencies: [
        "LedgerDomain", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Resources/common-passwords.txt")], swiftSettings: strict),
    .target(name: "LedgerFormat", dependencies: ["LedgerDomain", "EventStore"], swiftSettings: strict),
    .target(name: "EventStoreTesting", dependencies: ["EventStore"], swiftSettings: tried),
    .target(
      name: "Ledger",
      dependencies: ["Packing", "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat"],
      swiftSettings: strict),
    .target(
      name: "Trials",
      dependencies: [
        "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Ledger",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Presentation",
      dependencies: [
        "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Ledger", "Trials", "LedgerAccess",
      ],
      swiftSettings: strict),
    .target(
      name: "Pages",
      dependencies: [
        "Presentation", "LedgerFormat", "LedgerDomain", .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Resources/koufen.css"), .embedInCode("Resources/koufen.js"), .embedInCode("Resources/icon.svg"),
      ],
      swiftSettings: strict),
    .target(name: "ServerSettings", swiftSettings: strict),
    .target(
      name: "LedgerServer",
      dependencies: [
        "Pages", "Presentation", "Trials", "Ledger", "LedgerFormat", "LedgerDomain", "Programmes", "Rulebook",
        "EventStore",
        "LedgerAccess", "ServerSettings", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "koufen-server",
      dependencies: [
        "LedgerServer", "ServerSettings", "Presentation", "Ledger", "LedgerAccess", "LedgerDomain", "Rulebook",
        "EventStore", "SQLiteEventStore", "PostgresEventStore",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"), .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict, linkerSettings: quickStart),
    .executableTarget(
      name: "koufen",
      dependencies: [
        "Presentation", "Trials", "Ledger", "LedgerFormat", "EventStore", "SQLiteEventStore", "PostgresEventStore",
        "Programmes", "Rulebook", "LedgerAccess", "ServerSettings", "LedgerDomain",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Resources/year-2011-zhejiang.yaml")],
      swiftSettings: strict, linkerSettings: quickStart),
    .executableTarget(
      name: "koufen-bench",
      dependencies: [
        "Trials", "Ledger", "LedgerFormat", "LedgerDomain", "Rulebook", "EventStore", "SQLiteEventStore",
        "PostgresEventStore", "PostgresTesting", "KoufenTesting",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Benchmarks", exclude: ["Postgres/eventsourcing_bench.py"],
      swiftSettings: strict),
    .target(
      name: "LedgerTesting", dependencies: ["LedgerDomain", "Rulebook"], path: "Tests/LedgerTesting",
      swiftSettings: tried),
    .testTarget(name: "PackingTests", dependencies: ["Packing", "LedgerTesting"], swiftSettings: tried),
    .testTarget(
      name: "LedgerDomainTests", dependencies: ["Packing", "LedgerDomain", "Rulebook", "LedgerTesting"],
      swiftSettings: tried),
    .testTarget(
      name: "RulebookTests", dependencies: ["LedgerDomain", "Programmes", "Rulebook", "LedgerTesting"],
      swiftSettings: tried),
    .testTarget(
      name: "ProgrammesTests",
      dependencies: [
        "Packing", "LedgerDomain", "Programmes", "Rulebook", "LedgerTesting", .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Programmes"], swiftSettings: tried),
    .testTarget(
      name: "EventStoreTests",
      dependencies: [
        "EventStore", "EventStoreTesting", "SQLiteEventStore", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: tried),
    .target(
      name: "PostgresTesting", dependencies: ["PostgresEventStore", "KoufenTesting"], path: "Tests/PostgresTesting",
      swiftSettings: tried),
    .testTarget(
      name: "PostgresEventStoreTests",
      dependencies: ["EventStore", "EventStoreTesting", "PostgresEventStore", "PostgresTesting", "KoufenTesting"],
      swiftSettings: tried),
    .testTarget(
      name: "LedgerAccessTests",
      dependencies: [
        "LedgerAccess", "LedgerDomain", "LedgerTesting", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: tried),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Presentation", "Trials", "Ledger", "LedgerFormat", "Packing", "LedgerDomain", "Programmes", "Rulebook",
        "EventStore", "EventStoreTesting",
        "SQLiteEventStore", "PostgresEventStore", "PostgresTesting", "KoufenTesting", "LedgerTesting",
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Golden"], swiftSettings: tried),
    .testTarget(
      name: "LedgerServerTests",
      dependencies: [
        "LedgerServer", "Pages", "LedgerAccess", "ServerSettings", "Presentation", "Trials", "Ledger", "LedgerFormat",
        "LedgerDomain", "Rulebook", "EventStore", "SQLiteEventStore", "EventStoreTesting", "LedgerTesting",
      ],
      swiftSettings: tried),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages", "Presentation", "LedgerFormat", "LedgerDomain"], swiftSettings: tried
    ),
    .target(name: "CChild", path: "Tests/CChild"),
    .target(name: "KoufenTesting", dependencies: ["CChild"], path: "Tests/KoufenTesting", swiftSettings: tried),
    .testTarget(
      name: "KoufenTests",
      dependencies: [
        "koufen", "Presentation", "LedgerFormat", "KoufenTesting", "PostgresTesting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: tried),
    .testTarget(name: "ServerSettingsTests", dependencies: ["ServerSettings"], swiftSettings: tried),
    .testTarget(
      name: "KoufenServerTests",
      dependencies: [
        "koufen-server", "LedgerServer", "ServerSettings",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOHTTP2", package: "swift-nio-http2"),
      ],
      swiftSettings: tried),
    .target(name: "CFaultyVFS", path: "Tests/CFaultyVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
    .testTarget(
      name: "TortureTests",
      dependencies: [
        "CFaultyVFS", "KoufenTesting", "LedgerTesting", "koufen", "Presentation", "Trials", "Ledger", "LedgerFormat",
        "LedgerDomain", "Rulebook", "EventStore", "EventStoreTesting", "SQLiteEventStore", "PostgresEventStore",
        "PostgresTesting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: tried),
  ]
)
