import Foundation
import KoufenTesting
import Testing

/// The report as a browser draws it. Where there is none, its structure is still tested beside the report.
@Suite(
  "The report's page in a browser",
  .enabled(
    if: Browser.path != nil, "NOT TESTED: no chromium is there to look at the report with (apt install chromium)"))
struct ReportPageTests {
  @Test(
    "On a telephone and on a desk nothing has to be scrolled sideways, by day or night", arguments: ["zh", "en"],
    [["year", "2011"], ["month", "2011-03"]])
  func width(_ language: String, _ report: [String]) throws {
    let place = try Workplace(scenario: Self.story)
    let page = try page(report, of: place, language)
    for (width, byNight) in [(320, false), (390, false), (390, true), (800, false), (1280, false), (1280, true)] {
      let seen = try Browser.measure(page, width: width, byNight: byNight, in: place)
      #expect(seen.contains("paper=\(byNight ? "rgb(22, 24, 28)" : "rgb(255, 255, 255)");"), "\(seen)")
      #expect(seen.contains("across=\(width)/\(width);"), "\(seen)")
      #expect(seen.contains("outside=;"), "\(seen)")
      #expect(seen.contains("errors=;"), "\(seen)")
    }
  }

  @Test("Printed, it is on A4")
  func paper() throws {
    let place = try Workplace(scenario: Self.story)
    let page = try place.write("report.html", page(["year", "2011"], of: place, "zh"))
    let file = place.folder.file("report.pdf")
    _ = try Browser.run(["--print-to-pdf=\(file)", "--no-pdf-header-footer", "file://\(page)"], in: place)
    let bytes = try #require(FileManager.default.contents(atPath: file))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("/MediaBox [0 0 594.95996 841.91998]") || text.contains("/MediaBox [0 0 595.92"))
  }

  private func page(_ report: [String], of place: Workplace, _ language: String) throws -> String {
    let end = try place.run(["report"] + report + ["--format", "html", "--lang", language])
    #expect(end.exit == 0 && end.error.isEmpty)
    return end.output
  }

  /// A provider with a long name and many steps close together, one that has judgements to come, and a late restatement.
  private static var story: String {
    let long = "Zhejiang-Hangzhou-Xihu-Purchasing-And-Forwarding-Services 浙江杭州西湖代购转运服务有限公司"
    var steps = [("hz-01", long), ("hz-02", "杭州二号")].map { key, name in
      "  - {event: ProviderRegistered, provider: \(key), at: 2011-01-02, by: chen@channel-expansion, "
        + "data: {name: \(name), kind: thirdParty}}"
    }
    for number in 1...22 {
      let day = "2011-\(number < 12 ? "03" : "04")-\(String(100 + number).suffix(2))"
      steps.append(
        "  - {event: BreachReported, provider: hz-0\(number % 11 == 0 ? 2 : 1), at: \(day)T09:00, by: qian@channel-operations, "
          + "data: {breach: sign-\(number), clause: unapproved-materials, evidence: photographs-of-every-shop-window}}")
      guard number % 11 > 0 else { continue }
      steps.append(
        "  - {event: BreachAssessed, provider: hz-01, at: \(day)T10:00, by: wu@channel-operations, data: {breach: sign-\(number), "
          + "points: \(number % 3 + 5), reason: https://example.org/\(String(repeating: "evidence", count: 20))}}")
    }
    steps.append("  - {yearEnd: 2011}")
    steps.append(
      "  - {event: BreachAssessed, provider: hz-02, at: 2013-05-05T10:00, by: wu@channel-operations, "
        + "data: {breach: sign-11, points: 6, reason: forgotten in a drawer}}")
    return "scenario: A crowded year\nsteps:\n" + steps.joined(separator: "\n") + "\n"
  }
}

/// A browser without a window.
private enum Browser {
  /// Where it is; nil where there is none.
  static let path: String? = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in ["/usr/bin/", "/usr/local/bin/", "/snap/bin/"].map { $0 + name } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Shows a page in a frame of this width, and says how wide it became, what of it stands outside, and what it complained of.
  static func measure(_ page: String, width: Int, byNight: Bool, in place: Workplace) throws -> String {
    let quoted = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let frame = """
      <!DOCTYPE html><body><iframe id="f" width="\(width)" height="900" style="border:0" srcdoc="\(quoted)"></iframe><script>
      const errors = []
      window.onerror = (message) => errors.push(message)
      window.onload = () => {
        const page = document.getElementById("f").contentDocument
        const root = page.documentElement
        const outside = [...page.querySelectorAll("body *:not(.hidden):not(thead):not(thead *)")].filter((part) => {
          const box = part.getBoundingClientRect()
          return box.width > 0 && (box.right > \(width) + 1 || box.left < -1)
        }).map((part) => part.tagName + "." + part.getAttribute("class") + " " + part.textContent.slice(0, 40))
        document.body.innerHTML = "across=" + root.scrollWidth + "/" + root.clientWidth + ";outside=" + outside.join("|")
          + ";paper=" + getComputedStyle(page.body).backgroundColor + ";errors=" + errors.join("|") + ";"
      }
      </script>
      """
    let scheme = "--blink-settings=preferredColorScheme=\(byNight ? 0 : 1)"
    return try run([scheme, "--dump-dom", "file://" + place.write("frame.html", frame)], in: place)
  }

  static func run(_ arguments: [String], in place: Workplace) throws -> String {
    let pipe = Pipe()
    let process = try ChildProcess(
      path ?? "chromium",
      ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        + ["--user-data-dir=\(place.folder.file("browser"))"] + arguments,
      output: .pipe(pipe), error: .nothing)
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.wait()
    return String(decoding: said, as: UTF8.self)
  }
}
