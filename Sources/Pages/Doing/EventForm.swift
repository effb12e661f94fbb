import Presentation

/// The form around the fields of an event, whoever it is about, with what it rests on beside it (pages 3.5).
struct EventForm {
  let frame: Frame
  /// Where it is sent.
  let action: Address
  /// Where whoever gives up goes back to.
  let back: Address

  /// The whole of it.
  ///
  /// - Parameters:
  ///   - fields: what is filled in.
  ///   - wrong: the field on which what was sent was refused; nil where it is of none.
  ///   - label: what that field is called; nil for by its path in the event.
  ///   - guide: what it rests on.
  func html(_ fields: HTML, wrong: String?, called label: String?, guide: HTML) -> HTML {
    """
    <div class="two even form">
    <form method="post" action="\(action)" class="stack" data-guard>
    \(frame.refusal(at: wrong, called: label))
    \(fields)
    <p class="acts"><button class="main">\(frame.say(zh: "预览", en: "Preview"))</button>
    <a class="button" href="\(back)">\(frame.say(zh: "取消", en: "Cancel"))</a></p>
    <p class="hint">\(frame.say(zh: "预览只显示结果，不作任何记录。", en: "A preview shows what would follow. Nothing happens yet."))</p>
    </form>
    \(guide)
    </div>
    """
  }

  /// A preview, and beside it, where the screen is wide enough, the form as it was filled in; on a narrow one the preview is the
  /// next page (pages 3.5).
  func html(_ fields: HTML, beside preview: HTML) -> HTML {
    let title = frame.say(zh: "所填内容", en: "What was filled in")
    return """
      <div class="two">
      \(preview)
      <aside class="again noprint" aria-label="\(title)"><div class="box"><h2>\(title)</h2>
      <form method="post" action="\(action)" class="stack" data-guard>
      \(fields)
      <p><button>\(frame.say(zh: "重新预览", en: "Preview again"))</button></p>
      </form></div></aside>
      </div>
      """
  }

  /// What stands in its place on a page of the past (pages P5).
  static func ofThePast(_ frame: Frame) -> HTML {
    """
    <p class="lead">\(frame.say(zh: "过去只供查看，办理须在现在。", en: "The past is only looked at; what is done is done now."))
    <a href="\(frame.present)">\(frame.say(zh: "回到现在", en: "To the present"))</a></p>
    """
  }
}
