import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Presentation

/// What a template writes is what a CSV file may hold.
@Suite("Templates")
struct TemplateTests {
  private func drafts(_ lines: [String]) throws -> [Draft] {
    let heading = try CSVHeading(Array(lines[0].utf8), of: "template.csv")
    return try lines.dropFirst().compactMap { try heading.record(Array($0.utf8))?.draft(in: BuiltIn.terms.zone) }
  }

  @Test("Every type's row reads back, in either language, in fen and in yuan", arguments: FactKind.allCases)
  func readsBack(_ kind: FactKind) throws {
    let listing = TypeListing(kind, under: BuiltIn.terms)
    for language in Language.allCases {
      for isInYuan in [false, true] {
        let lines = TypeTemplate([listing], in: language, isInYuan: isInYuan).table.csv
        #expect(try drafts(lines).map(\.fact) == [kind.payload.examples[0].fact])
      }
    }
  }

  @Test("All types in one template share its columns", arguments: Language.allCases)
  func severalTypes(_ language: Language) throws {
    let table = TypeTemplate(TypeListing.all(under: BuiltIn.termsWithSections), in: language).table
    #expect(Set(table.columns.map(\.name)).count == table.columns.count)
    #expect(try drafts(table.csv).map(\.fact) == FactKind.allCases.map { $0.payload.examples[0].fact })
  }

  @Test("Headings are the names of the fields, in JSON or in Chinese, and money may be in yuan")
  func headings() {
    let listing = TypeListing(.deposit(.frozen), under: BuiltIn.terms)
    #expect(TypeTemplate([listing], in: .en).table.csv[0] == "type,provider,at,by,city,amountFen,note\r")
    #expect(TypeTemplate([listing], in: .zh).table.csv[0] == "类型,服务商,时间,提交人,城市,金额（单位 0.01 元）,备注\r")
    let inYuan = TypeTemplate([listing], in: .zh, isInYuan: true).table.csv
    #expect(inYuan[0] == "类型,服务商,时间,提交人,城市,金额（元）,备注\r")
    #expect(inYuan[1].hasSuffix(",hangzhou,300000,\r"))
  }
}
