import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import Testing

@testable import LedgerServer

/// The document of the server, held to what the server does (server §13).
@Suite("OpenAPI")
struct OpenAPITests {
  private let document: JSON
  private let check: SchemaCheck

  init() throws {
    document = OpenAPI(under: try Rulebook.builtIn().terms, cookie: "koufen", .en).json
    check = SchemaCheck(document)
  }

  private var described: [(path: String, method: String, operation: JSON)] {
    (document["paths"]?.fields ?? []).flatMap { path in
      path.value.fields.map { (path.name, $0.name.uppercased(), $0.value) }
    }
  }

  /// A path of the pattern, with something in place of each name.
  private func path(_ pattern: String) -> String {
    pattern.split(separator: "/").map { segment in
      guard segment.hasPrefix("{") else { return "/" + segment }
      return switch segment {
      case "{y}": "/2011"
      case "{version}", "{position}", "{id}": "/1"
      case "{c}": "/service-complaint"
      case _: "/hz-01"
      }
    }.joined()
  }

  @Test("13.1 The document is told to everybody, in the language asked for, with a tag by which it is not told again")
  func told() async throws {
    let served = try Served()
    let told = await served.get("/v1/openapi.json", as: nil)
    #expect(told.status == 200 && told["content-type"] == "application/json")
    #expect(told.json["openapi"] == "3.1.0")
    #expect(told.json == document)
    let tag = try #require(told["etag"])
    #expect(await served.get("/v1/openapi.json", as: nil, ["if-none-match": tag]).status == 304)
    let chinese = await served.get("/v1/openapi.json", as: nil, ["accept-language": "zh"])
    #expect(chinese["content-language"] == "zh" && chinese["etag"] != tag)
    #expect(chinese.text.utf8.count < 2 << 20)
  }

  @Test("13.2 Every route that is described is served with these methods, and every one that is served is described")
  func routes() async throws {
    let served = try Served()
    let methods = Dictionary(grouping: described, by: \.path).mapValues { Set($0.map(\.method)) }
    for (pattern, described) in methods {
      let told = await served.call("OPTIONS", path(pattern))
      #expect(told.status == 204, "\(pattern)")
      let allowed = Set((told["allow"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
      #expect(allowed == described.union(described.contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]), "\(pattern)")
    }
    for operation in Operation.allCases {
      let found = try #require(
        Router.all.find(path(operation.form.path).dropFirst().split(separator: "/").map(String.init)))
      #expect(found.operations.contains { $0.operation == operation })
      #expect(methods[operation.form.path]?.contains(operation.form.method.rawValue) == true, "\(operation.name)")
    }
  }

  @Test("13.2 Every operation has its own id, and every reference leads somewhere")
  func references() {
    let ids = described.compactMap { $0.operation["operationId"]?.string }
    #expect(Set(ids).count == Operation.allCases.count && ids.count == Set(ids).count)
    var references: Set<String> = []
    func gather(_ json: JSON) {
      for field in json.fields {
        if field.name == "$ref", let text = field.value.string { references.insert(text) }
        gather(field.value)
      }
      for item in json.items { gather(item) }
    }
    gather(document)
    let lost = references.filter { check.resolved($0) == nil }
    #expect(lost.isEmpty)
    let unnamed = Component.all.map(\.name).filter { !references.contains("#/components/schemas/\($0)") }
    #expect(unnamed.isEmpty)
  }

  @Test(
    "13.2 A parameter that is described is known, one that is not is 400, and every header that is heeded is described")
  func parameters() async throws {
    let served = try Served()
    for (pattern, method, operation) in described where method == "GET" && pattern.hasPrefix("/v1") {
      let names = (operation["parameters"]?.items ?? []).filter { $0["in"] == "query" }.compactMap {
        $0["name"]?.string
      }
      for name in Set(Parameter.allCases.map(\.rawValue)) {
        let told = await served.get("\(path(pattern))?\(name)=", as: "auditor")
        let expected = told.json["expected"]?.string ?? told.json["detail"]?.string ?? ""
        #expect(told.status == 400 || told.status == 403, "\(pattern) \(name)")
        if told.status == 400 {
          #expect(
            expected.contains("a value that is not empty") == names.contains(name), "\(pattern) \(name): \(told.text)")
        }
      }
    }
  }

  @Test("13.2 Every field that the reader of events takes is in the schema, and no other", arguments: FactKind.allCases)
  func fields(_ kind: FactKind) throws {
    for name in ["Submission", "ProviderSubmission"] {
      let schema = try #require(document["components"]?["schemas"]?["\(name).\(kind.name)"])
      let envelope = EnvelopeField.allCases.map(\.rawValue) + ["data"]
      #expect(schema["properties"]?.fields.map(\.name).sorted() == envelope.sorted())
      #expect(schema["additionalProperties"] == .boolean(false))
    }
    let whole = try #require(document["components"]?["schemas"]?[EventSchemas.data(of: kind)])
    // Of a type that programmes have too, the data of the daigou form stands first.
    let data = whole["anyOf"]?.items.first ?? whole
    let shapes = data["oneOf"]?.items ?? [data]
    #expect(shapes.count == kind.payload.shapes.count)
    for (shape, fields) in zip(shapes, kind.payload.shapes) {
      #expect(shape["properties"]?.fields.map(\.name) == fields.map(\.name.en))
      #expect(shape["required"]?.items == fields.filter { !$0.isOptional }.map { .string($0.name.en) })
      #expect(shape["additionalProperties"] == .boolean(false))
    }
  }

  @Test("13.2 Every example matches the schema of its type and no other, and is read", arguments: FactKind.allCases)
  func examples(_ kind: FactKind) throws {
    let schema = try #require(document["components"]?["schemas"]?["Submission.\(kind.name)"])
    let examples = schema["examples"]?.items ?? []
    #expect(!examples.isEmpty)
    for example in examples {
      for name in ["Submission", "ProviderSubmission"] {
        #expect(check.findings(example, Shape.ref(named: name).json).isEmpty, "\(check.findings(example, schema))")
      }
      #expect(throws: Never.self) { try Draft(json: Array(example.text.utf8), in: Rulebook.builtIn().terms.zone) }
      guard case .object(var fields) = example else { continue }
      fields.append(.init("surplus", .integer(1)))
      #expect(!check.findings(.object(fields), schema).isEmpty)
    }
  }

  @Test("13.2 The fields of every other body are those that its reader takes")
  func bodies() async throws {
    let served = try Served()
    for (pattern, method, operation) in described {
      guard let schema = operation["requestBody"]?["content"]?["application/json"]?["schema"],
        let properties = schema["properties"]
      else { continue }
      let account = pattern.contains("close") ? "department-head" : "system-admin"
      let surplus = await served.call(method, path(pattern), as: account, body: #"{"surplus":1}"#)
      guard surplus.status != 404 else { continue }
      #expect(surplus.status == 400 && surplus.json["field"] == "surplus", "\(pattern): \(surplus.text)")
      for property in properties.fields {
        let told = await served.call(method, path(pattern), as: account, body: #"{"\#(property.name)":[[]]}"#)
        #expect(told.json["detail"]?.string?.contains("not here") != true, "\(pattern): \(told.text)")
      }
    }
  }

  @Test("13.1 What no sign-in is needed for says so, and all else is 401 without one", arguments: [true, false])
  func security(_ isOpen: Bool) async throws {
    let served = try Served()
    for (pattern, method, operation) in described where (operation["security"] != nil) == isOpen {
      let told = await served.call(method, path(pattern), as: nil)
      #expect((told.status == 401) != isOpen || pattern == "/sign-in", "\(method) \(pattern): \(told.status)")
      #expect(operation["responses"]?[String(told.status)] != nil, "\(method) \(pattern): \(told.status)")
    }
  }
}
