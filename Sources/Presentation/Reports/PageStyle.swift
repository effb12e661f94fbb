extension HTML {
  /// A whole page that needs nothing else: no script, no other file, no style at an element.
  ///
  /// - Parameters:
  ///   - title: the page's title.
  ///   - languageTag: the language it is in, such as `zh` or `en`.
  ///   - body: what stands on it.
  static func page(_ title: String, languageTag: String, _ body: HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="\(languageTag)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>
    \(PageStyle.colours)
    \(PageStyle.text)
    \(PageStyle.tables)
    \(PageStyle.charts)
    \(PageStyle.paper)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }
}

/// How a page looks: on a telephone, on a desk, by night and on paper.
///
/// Colours keep a contrast of 4.5 to 1 with what is behind them, and none says what is not also said by a word, a number or a
/// place.
private enum PageStyle {
  static let colours: HTML = """
    :root { color-scheme: light dark; --ink: #1b1d21; --soft: #565c66; --paper: #fff; --panel: #f4f6f8; --rule: #d3d8de;
      --score: #0b57a4; --near: #8a4a00; --over: #b00020; --on-score: #fff; --may: #c5d9ee; --after: #f2ecd8; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #e8eaed; --soft: #a9b0ba; --paper: #16181c; --panel: #22262c; --rule: #3d434c;
        --score: #7ab5f5; --near: #efa950; --over: #ff8a93; --on-score: #10151c; --may: #2c4766; --after: #35301f; }
    }
    @media print { :root { color-scheme: light; } }
    """

  static let text: HTML = """
    *, ::before { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 78rem; padding: 1.5rem clamp(.9rem, 3vw, 2rem) 3rem; color: var(--ink); background: var(--paper);
      font: 1rem/1.55 system-ui, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; }
    h2 { font-size: 1.25rem; margin: 2.6rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid var(--rule); }
    h3 { font-size: 1.05rem; margin: 0; } p { margin: .4rem 0 .8rem; max-width: 70rem; text-wrap: pretty; }
    .soft, footer { color: var(--soft); font-size: .875rem; } footer { margin-top: 3rem; border-top: 1px solid var(--rule); }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.2rem 0; }
    .figures div { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .7rem .9rem; }
    .figures dt { color: var(--soft); font-size: .875rem; } .figures dd { margin: 0; }
    .figures .figure { font-size: 1.9rem; font-weight: 650; line-height: 1.2; }
    """

  static let tables: HTML = """
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
    th, td { text-align: left; vertical-align: baseline; padding: .4rem .6rem; border-bottom: 1px solid var(--rule); }
    thead th { color: var(--soft); font-size: .8125rem; font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--rule); }
    tbody th { font-weight: 600; } .n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
    .total th, .total td { font-weight: 600; border-bottom: none; border-top: 2px solid var(--rule); }
    .bar-cell { min-width: 9rem; width: 22%; vertical-align: middle; } tbody td { word-break: keep-all; }
    .wide { overflow-wrap: anywhere; word-break: normal; }
    .key { color: var(--soft); font-weight: 400; } tbody th .key { white-space: nowrap; } tbody th { min-width: 10rem; }
    .over { color: var(--over); font-weight: 600; } .near { color: var(--near); font-weight: 600; }
    @media screen and (max-width: 60rem) {
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table, tbody, tr { display: block; }
      tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .25rem 1rem;
        border: 1px solid var(--rule); border-radius: .5rem; padding: .7rem .9rem; margin: 0 0 .75rem; }
      th, td, .n, .total th, .total td { display: block; border: none; padding: 0; text-align: left; white-space: normal; }
      tbody th, .bar-cell, .wide { grid-column: 1 / -1; width: auto; min-width: 0; } td:empty { display: none; }
      td::before { content: attr(data-label); margin-right: .5em; color: var(--soft); font-size: .8125rem; font-weight: 400; }
      .bar-cell::before { display: none; } .total { background: var(--panel); }
    }
    """

  static let charts: HTML = """
    figure { margin: 0 0 1.6rem; padding: .9rem 1rem 1rem; border: 1px solid var(--rule); border-radius: .5rem; }
    figcaption { margin-bottom: .4rem; } svg { display: block; width: 100%; overflow: visible; forced-color-adjust: none; }
    svg text { font-size: 12px; fill: var(--soft); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
    .axis { stroke: var(--soft); } .month { stroke: var(--rule); } .after { fill: var(--after); }
    .score { stroke: var(--score); stroke-width: 2.5; stroke-linecap: square; } .badge { fill: var(--score); }
    .chart .number { fill: var(--on-score); font-weight: 600; font-size: 11px; text-anchor: middle; stroke: none; }
    .chart .told { fill: var(--ink); display: none; }
    .chart .right { text-anchor: end; }
    @media screen and (min-width: 64rem) { .chart .told { display: inline; } }
    @media screen and (max-width: 36rem) { .month-name.even { display: none; } }
    line.rectification { stroke: var(--near); stroke-width: 1.5; stroke-dasharray: 6 4; } line.termination { stroke: var(--over); stroke-width: 1.5; }
    .chart text.rectification { fill: var(--near); font-weight: 600; } .chart text.termination { fill: var(--over); font-weight: 600; }
    .track { fill: var(--panel); stroke: var(--rule); } .fill { fill: var(--score); } .fill.near { fill: var(--near); } .fill.over { fill: var(--over); }
    .may { fill: var(--may); stroke: var(--score); stroke-dasharray: 3 2; }
    .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: .4rem 0 .8rem; padding: 0; list-style: none; font-size: .875rem; color: var(--soft); }
    .legend li { display: flex; align-items: center; gap: .45rem; } .legend svg { width: 1.6rem; flex: none; }
    .steps { list-style: none; counter-reset: step; margin: .8rem 0 0; padding: 0; display: grid; gap: .7rem 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); font-size: .9375rem; }
    .steps li { counter-increment: step; position: relative; padding-left: 2rem; break-inside: avoid; }
    .steps li::before { content: counter(step); position: absolute; left: 0; top: .1rem; min-width: 1.4rem; padding: 0 .2rem; border-radius: .7rem;
      background: var(--score); color: var(--on-score); font-size: .75rem; font-weight: 600; line-height: 1.4rem; text-align: center; }
    .steps span, .steps q { display: block; } .steps q { quotes: none; }
    """

  static let paper: HTML = """
    @page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; color: #565c66; } }
    @media print {
      body { max-width: none; padding: 0; font-size: 9pt; background: none; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      h1 { font-size: 16pt; } h2 { font-size: 12pt; margin-top: 8mm; } h3 { font-size: 10pt; } h2, h3, figcaption, .legend, .note { break-after: avoid; }
      table, .steps { font-size: 8.5pt; } thead { display: table-header-group; } thead th { font-size: 7.5pt; } th, td { padding: 1mm 1.5mm; }
      tr, figure, .figures div { break-inside: avoid; } .bar-cell { min-width: 30mm; } .chart { zoom: .8; } .figures { grid-template-columns: repeat(4, 1fr); }
      .figures .figure { font-size: 15pt; } .steps { grid-template-columns: 1fr 1fr; gap: 2mm 6mm; } .soft, footer { font-size: 8pt; }
    }
    """
}
