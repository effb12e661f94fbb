import LedgerDomain
import LedgerFormat
import Rulebook
import Yams

/// A YAML value with its line, its plain scalars read by the JSON schema of YAML 1.2: `2011-03-01` is a text.
struct YAMLTree {
  let node: Node
  let path: String

  init(parsing text: String) throws(ScenarioError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch {
      throw ScenarioError(line: nil, key: "", expected: .yaml(YAMLLimits.problem(error)))
    }
    guard let root else { throw ScenarioError(line: 1, key: "", expected: .scenario) }
    self.init(node: root, path: "")
  }

  private init(node: Node, path: String) {
    self.node = node
    self.path = path
  }

  var line: Int? { node.mark?.line }

  func error(_ expected: Expectation) -> ScenarioError { ScenarioError(line: line, key: path, expected: expected) }

  /// The entries of a mapping, no key twice.
  func entries() throws(ScenarioError) -> [(name: String, value: YAMLTree)] {
    guard let mapping = node.mapping else { throw error(.mapping) }
    var seen: Set<String> = []
    var entries: [(name: String, value: YAMLTree)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error(.plainKeys) }
      let child = YAMLTree(node: value, path: path.isEmpty ? name : path + "." + name)
      guard seen.insert(name).inserted else { throw child.error(.keyOnce) }
      entries.append((name, child))
    }
    return entries
  }

  /// The entries of a mapping, only those named.
  func entries(_ allowed: [String]) throws(ScenarioError) -> [String: YAMLTree] {
    var found: [String: YAMLTree] = [:]
    for (name, value) in try entries() {
      guard allowed.contains(name) else {
        throw value.error(.keys(allowed))
      }
      found[name] = value
    }
    return found
  }

  /// The items of a list.
  func items() throws(ScenarioError) -> [YAMLTree] {
    guard let sequence = node.sequence else { throw error(.list) }
    return sequence.enumerated().map { YAMLTree(node: $1, path: path + "[\($0 + 1)]") }
  }

  /// A scalar's text, however it is written.
  func text() throws(ScenarioError) -> String {
    guard let scalar = node.scalar else { throw error(.text) }
    return scalar.string
  }

  /// The whole value as JSON.
  func json() throws(ScenarioError) -> JSON {
    var budget = Limits.yamlValues
    return try json(depth: 0, &budget)
  }

  private func json(depth: Int, _ budget: inout Int) throws(ScenarioError) -> JSON {
    budget -= 1
    guard budget > 0 else { throw error(.values) }
    guard depth < Limits.jsonDepth else { throw error(.nesting) }
    if let scalar = node.scalar { return Self.json(scalar) }
    if node.sequence != nil {
      var items: [JSON] = []
      for item in try self.items() { items.append(try item.json(depth: depth + 1, &budget)) }
      return .array(items)
    }
    var fields: [JSON.Field] = []
    for (name, value) in try entries() {
      fields.append(JSON.Field(name, try value.json(depth: depth + 1, &budget)))
    }
    return .object(fields)
  }

  private static func json(_ scalar: Node.Scalar) -> JSON {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return number(scalar.string) ?? .string(scalar.string)
    }
  }

  private static func number(_ text: String) -> JSON? {
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else { return nil }
    guard case .some(let json) = try? JSON(parsing: text) else { return nil }
    switch json {
    case .integer, .number: return json
    default: return nil
    }
  }
}
