public import LedgerDomain

/// Why the access store could not do what it was asked; nothing has changed.
public enum AccessError: Error, Equatable, Sendable {
  /// The text is no id of an account.
  case badAccountID(String)
  /// There is such an account already.
  case accountExists(AccountID)
  /// There is no such account; one that was perhaps meant.
  case noSuchAccount(String, near: AccountID?)
  /// The account would break the rule about roles.
  case fault(AccountFault)
  /// A token was to have a role that its account has not.
  case roleNotHeld(AccountRole, by: AccountID)
  /// The account may not be used.
  case disabled(AccountID)
  /// There is no such token.
  case noSuchToken(String)
  /// A moment at which a token is to end is over.
  case alreadyOver(Instant)
  /// There is no such session.
  case noSuchSession(String)
  /// There is no such webhook.
  case noSuchWebhook(String)
  /// The password may not be used.
  case password(PasswordFault)
  /// The account has no second factor that a code could be of.
  case noSecondFactor(AccountID)
  /// The code is not the one of now.
  case wrongCode
  /// Something is wrong with the file at a path.
  case file(path: String, FileFault)
}

/// What is wrong with the file of an access store.
public enum FileFault: Error, Equatable, Sendable {
  /// There is nothing at the place.
  case missing
  /// It may not be read or written by this user; what the system said.
  case forbidden(reason: String)
  /// The file is something else.
  case foreign
  /// The file was made by a newer version of the program.
  case newer(found: Int, known: Int)
  /// Another process holds the lock; trying again is safe.
  case busy
  /// Its contents are not what they must be.
  case damaged(String)
  /// Reading or writing failed, as on a full disk.
  case inputOutput(String)
}
