public import LedgerDomain

extension Standing {
  /// Writes the standing as JSON, fields in the order of the contract.
  ///
  /// - Parameter listing: false leaves its breaches out.
  public func write(to writer: inout JSONWriter, in zone: Zone, listing: Bool = true) {
    writer.object { writer in
      writer.field("provider", provider.text)
      writer.field("name", summary.name)
      writer.field("kind", summary.kind.rawValue)
      writer.field("rulebook", rulebook)
      writer.field("asOf", asOf.description)
      writer.field("knownAt", zone.text(knownAt))
      writer.field("status", summary.status.rawValue)
      writer.field("expansion", summary.expansion.rawValue)
      summary.writePauses(to: &writer)
      writer.field("year", year)
      writer.field("score", score)
      writer.name("exposure")
      exposure.write(to: &writer)
      summary.writeYears(to: &writer)
      if listing {
        writer.name("breaches")
        writer.array { writer in for line in breaches { line.write(to: &writer) } }
      }
      summary.writeRest(to: &writer, asOf: asOf)
    }
  }

  /// The standing as one line of JSON.
  public func jsonText(in zone: Zone) -> String {
    var writer = JSONWriter()
    write(to: &writer, in: zone)
    return writer.text
  }
}

extension Standing.Summary {
  func writePauses(to writer: inout JSONWriter) {
    writer.name("pauses")
    writer.array { writer in for pause in pauses { writer.string(pause.text) } }
  }

  func writeYears(to writer: inout JSONWriter) {
    writer.name("years")
    writer.array { writer in for line in years { line.write(to: &writer) } }
  }

  func writeRest(to writer: inout JSONWriter, asOf date: LocalDate) {
    writer.name("rectification")
    if let rectification { rectification.write(to: &writer) } else { writer.null() }
    writer.name("termination")
    if let termination { termination.write(to: &writer) } else { writer.null() }
    writer.name("deposit")
    deposit.write(to: &writer)
    writer.name("cities")
    writer.array { writer in for line in cities { line.write(to: &writer) } }
    writer.name("outlets")
    writer.object { writer in
      writer.field("signed", outlets.signed)
      writer.field("open", outlets.open)
      writer.field("gone", outlets.gone)
    }
    if !agreements.isEmpty {
      writer.name("agreements")
      writer.array { writer in for agreement in agreements { agreement.write(to: &writer) } }
    }
    if outletDeposits != OutletDepositSums() {
      writer.name("outletDeposits")
      writer.object { writer in
        writer.field("frozenFen", outletDeposits.frozenFen)
        writer.field("releasedFen", outletDeposits.releasedFen)
        writer.field("balanceFen", outletDeposits.balanceFen)
      }
    }
    writeDuties(to: &writer)
    if let admission {
      writer.name("admission")
      admission.write(to: &writer)
    }
    if !contacts.isEmpty {
      writer.name("contacts")
      writer.object { writer in
        for (key, text) in contacts.sorted(by: { $0.key < $1.key }) { writer.field(key.text, text) }
      }
    }
    if !measures.isEmpty {
      writer.name("measures")
      writer.array { writer in for line in measures { line.write(to: &writer) } }
    }
    if !notices.isEmpty {
      writer.name("notices")
      writer.array { writer in for line in notices { line.write(to: &writer, asOf: date) } }
    }
    guard !reviews.isEmpty else { return }
    writer.name("reviews")
    writer.array { writer in for breach in reviews { writer.string(breach.text) } }
  }

  private func writeDuties(to writer: inout JSONWriter) {
    guard !duties.isEmpty else { return }
    writer.name("duties")
    writer.array { writer in
      for line in duties {
        writer.object { writer in
          writer.field("duty", line.duty.text)
          writer.field("state", line.state.rawValue)
          writer.field("due", orNull: line.due?.date.description)
          writer.field("owedBy", line.owedBy.rawValue)
        }
      }
    }
  }
}

extension Standing.Exposure {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("minimum", minimum)
      writer.field("maximum", maximum)
    }
  }
}

extension Standing.AdmissionLine {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("state", result.state.rawValue)
      writer.slugs("unmet", result.unmet)
      writer.slugs("missing", result.missing)
      writer.field("channel", isChannelOpen ? "open" : "closed")
      writer.name("outlets")
      writer.array { writer in
        for line in outlets {
          writer.object { writer in
            writer.field("outlet", line.outlet.text)
            writer.field("state", line.result.state.rawValue)
            writer.slugs("unmet", line.result.unmet)
          }
        }
      }
    }
  }
}

extension Standing.RectificationLine {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("year", year)
      writer.field("ordered", isOrdered)
      writer.field("deadline", orNull: deadline?.description)
    }
  }
}

extension Standing.TerminationLine {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("ground", ground.rawValue)
      writer.field("year", orNull: year)
      writer.field("step", step.rawValue)
    }
  }
}

extension Standing.YearLine {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("year", year)
      writer.field("score", score)
      writer.field("closedScore", orNull: closedScore)
    }
  }
}

extension Standing.BreachLine {
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("breach", breach.text)
      writer.field("clause", clause.rawValue)
      writer.field("on", on.description)
      writer.field("year", on.year)
      writer.field("state", state.rawValue)
      writer.field("minimum", points.lowerBound)
      writer.field("maximum", points.upperBound)
      writer.field("assessed", orNull: assessed)
      writer.field("charged", orNull: charged)
    }
  }
}

extension Standing.MeasureLine {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("measure", measure.text)
      writer.field("kind", kind.text)
      writer.field("state", state.rawValue)
      writer.field("since", since.description)
      writer.field("until", orNull: until?.description)
    }
  }
}

extension Standing.NoticeLine {
  fileprivate func write(to writer: inout JSONWriter, asOf date: LocalDate) {
    writer.object { writer in
      writer.field("notice", key.text)
      writer.field("channel", notice.channel.text)
      writer.field("sentOn", notice.sentOn.description)
      writer.field("deliveredOn", orNull: notice.deliveredOn?.description)
      writer.field("state", notice.status(on: date).rawValue)
    }
  }
}

extension Standing.CityLine {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("city", city.text)
      writer.field("population", population)
      writer.field("planned", planned)
      writer.field("signed", signed)
      writer.field("firstBatchDue", firstBatchDue.description)
      writer.field("completeDue", completeDue.description)
    }
  }
}

extension DepositSums {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("frozenFen", frozenFen)
      writer.field("forfeitedFen", forfeitedFen)
      writer.field("returnedFen", returnedFen)
      writer.field("compensatedFen", compensatedFen)
      writer.field("releasedFen", releasedFen)
      writer.field("balanceFen", balanceFen)
    }
  }
}
