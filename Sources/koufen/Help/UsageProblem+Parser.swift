import ArgumentParser

extension UsageProblem {
  /// What the parser could not read.
  ///
  /// Its errors are of types of its own that it shows to nobody, and its messages are English: which error it is and what
  /// it is about are looked up in a mirror. A test makes each kind of them, for a later version of the parser may call
  /// them otherwise; what is not known here is said in the parser's words.
  init(_ error: any Error, of type: any ParsableCommand.Type) {
    let said = type.message(for: error)
    let outer = Part(error)["parserError"] ?? Part(error)
    // Where not a word was given, the error is wrapped once more.
    let inner = outer.kind?.name == "noArguments" ? outer.firstBeneath(of: "ParserError") ?? outer : outer
    guard let kind = inner.kind, let model = try? CommandModel(of: type) else {
      self = .other(said)
      return
    }
    self = Self.problem(kind, model, of: type) ?? .other(said)
  }

  private static func problem(
    _ kind: (name: String, payload: Part), _ model: CommandModel, of type: any ParsableCommand.Type
  ) -> UsageProblem? {
    let payload = kind.payload
    let spelled = payload.first(of: "Name").flatMap(\.spelling)
    let property = payload.first(of: "InputKey").flatMap { $0["name"]?.text }
    let argument = property.flatMap { model.argument(ofProperty: $0, in: type) }
    switch (kind.name, spelled) {
    case ("unknownOption", let name?): return .unknownOption(name)
    case ("missingValueForOption", let name?): return model.option(name).map { .missingValue($0) }
    case ("missingValueOrUnknownCompositeOption", _):
      return payload.all(of: "Name").last.flatMap(\.spelling).map { .unknownOption($0) }
    case ("unexpectedValueForOption", let name?):
      return payload.texts.last.map { .unexpectedValue(option: name, value: $0) }
    case ("unexpectedExtraValues", _): return .unexpectedWords(payload.texts)
    case ("invalidOption", _), ("nonAlphanumericShortOption", _):
      return (payload.texts.last ?? payload.text).map { .unknownOption($0) }
    case ("noValue", _): return argument.map { .missing($0) }
    case ("unableToParseValue", let name):
      let value = payload.children.compactMap(\.text).first
      return value.flatMap { value in
        (name.flatMap(model.option) ?? argument).map { .badValue(value, of: $0) }
      }
    case ("userValidationError", _):
      return (payload.value as? ValidationError).map { .refused($0.message) }
    case (_, _): return nil
    }
  }
}

extension CommandModel {
  /// The argument that a property of the command is: the option of its name, else, by its place, the argument.
  fileprivate func argument(ofProperty name: String, in type: any ParsableCommand.Type) -> ArgumentModel? {
    if let option = option("--" + name.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()) {
      return option
    }
    let places = Mirror(reflecting: type.init()).children.filter {
      "\(Swift.type(of: $0.value))".hasPrefix("Argument<")
    }
    return places.firstIndex { $0.label == "_" + name }.flatMap {
      positionals.indices.contains($0) ? positionals[$0] : nil
    }
  }
}

extension Part {
  /// How the name of an option is written, of the parser's type for names.
  fileprivate var spelling: String? {
    guard let kind, let text = kind.payload.texts.first else { return nil }
    return (kind.name == "long" ? "--" : "-") + text
  }
}
