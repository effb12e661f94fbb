/// Everything that can be asked of the server: a path, and what is to be done with it.
///
/// The router, what each operation takes and gives, who may ask it, the metrics' labels and the OpenAPI document are all
/// read from this one list. What is said of all of them elsewhere is said in its order, a kind a line.
enum Operation: Int, CaseIterable, Sendable {
  case index, openAPI, me
  case providers, provider, difference, breaches, breach
  case year, bundle, subjectBundle, forecast, outlets, step
  case duty, fact, admission, notices, measures, counter, measure
  case providerEvents, submitToProvider
  case events, submit, event
  case basis, overview, forecasts, judgements, queue
  case rulebooks, publish, checkRulebook, rulebookDifference, rulebook
  case sweep, yearReport, closeYear
  case simulate, verify, job, endJob
  case seal, export
  case webhooks, addWebhook, webhook, changeWebhook, removeWebhook, renewSecret, testWebhook
  case accounts, accessLog
  case signInPage, signIn, signOut
  case health, readiness, metrics, problemPage
}
