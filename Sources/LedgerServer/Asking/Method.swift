/// What is to be done with a resource (server 4.7).
enum Method: String, CaseIterable {
  case get = "GET"
  case post = "POST"
  case patch = "PATCH"
  case delete = "DELETE"
}
