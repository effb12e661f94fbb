/// What a question is answered with, before it is dressed as HTTP: what every answer has alike is put on in one place.
struct Reply: Sendable {
  /// The status.
  var status = 200
  /// The notation of the body; nil for none.
  var media: Media?
  /// The body.
  var body: Answer.Body
  /// The position of the log's last event in what it rests on; nil where it rests on none.
  var position: Int?
  /// What tells it from another state of the same.
  var tag: ETag?
  /// The name under which it is saved, where it is for saving.
  var fileName: String?
  /// Further header fields.
  var headers: [Header] = []

  /// A single thing as JSON, with one line feed at its end (server 4.2).
  static func json(_ text: String, position: Int? = nil) -> Reply {
    Reply(media: .json, body: .bytes(Array((text + "\n").utf8)), position: position)
  }

  /// A single thing as JSON that is bytes already.
  static func json(_ bytes: [UInt8], position: Int? = nil) -> Reply {
    Reply(media: .json, body: .bytes(bytes + [UInt8(ascii: "\n")]), position: position)
  }

  /// Nothing: 204.
  static let nothing = Reply(status: 204, media: nil, body: .bytes([]))
}
