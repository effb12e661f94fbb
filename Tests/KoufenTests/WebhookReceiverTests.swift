import Foundation
import KoufenTesting
import Testing

/// The receiver that people copy from, told by a server that runs: server 10.7 to 10.9, seen from the other side.
@Suite("Receiver of webhooks")
struct WebhookReceiverTests {
  static let receiver = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Documentation/webhook_receiver.py").path
  static let canRun = (try? Shell.run("python3 -c pass && curl --version").exit) == 0

  @Test(
    "10.8, 10.9 a receiver is told every event in order, refuses what another signed, and goes on where it was",
    .enabled(if: canRun, "NOT TESTED without python3 and curl"))
  func receiverIsTold() throws {
    let folder = try TemporaryFolder()
    let script = folder.file("script.sh")
    try Data(Self.script.utf8).write(to: URL(filePath: script))
    let (exit, said) = try Shell.run(
      "cd \(folder.path) && env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=\(folder.path) KOUFEN_STORE=koufen.db "
        + "sh \(script) \(KoufenProcess.binary) \(Self.receiver)")
    #expect(exit == 0, "\(said)")
    #expect(
      said == """
        2 hz-01 2 HelpRequested 2011-03-02T10:00:00+08:00 feed@integration
        3 hz-01 3 HelpRequested 2011-03-02T11:00:00+08:00 feed@integration
        4 hz-01 4 HelpRequested 2011-03-02T12:00:00+08:00 feed@integration
        exit 0
        webhook_receiver: the signature is not right
        exit 3
        5 hz-01 5 HelpRequested 2011-03-02T13:00:00+08:00 feed@integration
        exit 0

        """)
  }

  /// Whoever waits, waits for a line. A receiver that ends closes its port, so each has an address of its own.
  private static let script = #"""
    set -eu
    koufen=$1
    receiver=$2
    "$koufen" append ProviderRegistered --provider hz-01 --at 2011-03-01 --by chen@channel-expansion name=A kind=thirdParty \
      >/dev/null 2>&1
    "$koufen" account add admin --role system-admin >/dev/null
    "$koufen" account add feed --role integration >/dev/null
    for who in admin feed; do
      echo "header = \"Authorization: Bearer $("$koufen" token issue $who 2>/dev/null)\"" >$who.curl
    done
    mkfifo served
    "$koufen" serve --nightly never --listen 127.0.0.1:0 --webhook-host 127.0.0.1 >served 2>served.log &
    trap "kill $!" EXIT
    read -r line <served
    v1=${line#koufen: serving }/v1

    ask() { curl -sfK admin.curl "$@"; }
    ask "$v1/webhooks" --json '{"url":"http://127.0.0.1:1/"}' >webhook
    hook=$v1/webhooks/$(sed 's/.*"id":"\([0-9a-f]*\)".*/\1/' webhook)
    sed 's/.*"secret":"\([^"]*\)".*/\1/' webhook >secret
    echo "whsec_$(head -c 32 /dev/zero | base64)" >another

    # Starts a receiver, and has the webhook go to it.
    hear() { # SECRET ONCE
      rm -f heard
      mkfifo heard
      python3 "$receiver" --listen 127.0.0.1:0 --secret-file "$1" --keep position --once "$2" 2>heard &
      hearing=$!
      exec 3<heard
      read -r line <&3
      ask "$hook" -X PATCH --json '{"state":"paused"}' >/dev/null
      ask "$hook" -X PATCH --json "{\"url\":\"${line#webhook_receiver: }\",\"state\":\"active\"}" >/dev/null
    }
    ended() {
      code=0
      wait $hearing || code=$?
      cat <&3
      echo "exit $code"
    }
    submit() { # HOUR
      curl -sfK feed.curl "$v1/providers/hz-01/events" \
        --json "{\"type\":\"HelpRequested\",\"at\":\"2011-03-02T$1:00\",\"data\":{\"ticket\":\"t-$1\"}}" >/dev/null
    }

    hear secret 3
    submit 10
    "$koufen" append HelpRequested --provider hz-01 --at 2011-03-02T11:00 --by feed@integration ticket=t-11 >/dev/null
    submit 12
    ended
    submit 13
    hear another 1
    ended
    hear secret 1
    ended
    """#
}
