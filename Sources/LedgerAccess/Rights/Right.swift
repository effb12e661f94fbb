/// What an account may be allowed to do: the rows of the table of rights, those that hold several things in as many cases
/// (server §3). The raw value is its name for programs, which stays.
public enum Right: String, CaseIterable, Sendable {
  /// To submit and preview events.
  case submit
  /// To see providers, breaches, years, forecasts, steps and outlets.
  case providers
  /// To see events, and follow them.
  case events
  /// To see what waits for whom.
  case queue
  /// To read rulebooks.
  case rulebooks
  /// To have a draft of a rulebook checked.
  case checkRulebooks = "check-rulebooks"
  /// To publish a rulebook.
  case publishRulebooks = "publish-rulebooks"
  /// To simulate, and to see the report of a year.
  case simulate
  /// To sweep.
  case sweep
  /// To close a year.
  case closeYear = "close-year"
  /// To verify, seal and export the log.
  case verify
  /// To have the bundle of a provider's year.
  case bundle
  /// To see webhooks.
  case webhooks
  /// To make, change and end webhooks.
  case manageWebhooks = "manage-webhooks"
  /// To see the accounts and the access log.
  case accounts
  /// To see what was judged under a clause (server §6).
  case judgements
  /// To see the server's figures (server 11.2).
  case metrics
}
