import Foundation
import ServerSettings

/// Certificates for this machine, each its own authority, and good for a hundred years; they guard nothing.
enum Pair {
  case first
  case second
  /// For its address alone, and not for its name.
  case address

  /// Writes certificate and key to where a server reads them; `key` is that of another where they must not fit.
  func write(to files: ServerSettings.TLSFiles, key: Pair? = nil) throws {
    try certificate.write(toFile: files.certificate, atomically: true, encoding: .utf8)
    try (key ?? self).key.write(toFile: files.key, atomically: true, encoding: .utf8)
  }

  var certificate: String {
    switch self {
    case .first: Self.firstCertificate
    case .second: Self.secondCertificate
    case .address: Self.addressCertificate
    }
  }

  private var key: String {
    switch self {
    case .first: Self.firstKey
    case .second: Self.secondKey
    case .address: Self.addressKey
    }
  }

  private static let firstCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBcTCCARigAwIBAgIUJJevK4HmNqinkL/hJ5x6o/kGLn8wCgYIKoZIzj0EAwIw
    EDEOMAwGA1UEAwwFZmlyc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAw
    MDBaMBAxDjAMBgNVBAMMBWZpcnN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
    SWPIwUOgZX+LNvu5pKtoIaMIqKjF9AMhacxs1cXM+gdIvEBO7Dsh9L3ESllijfqf
    Smb6kOzXGkC5yTzeNP20HKNOMEwwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzAR
    gglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYEFKHgv+dQZSvkcRcv7PXa2YirNOB7
    MAoGCCqGSM49BAMCA0cAMEQCIAcGn+zpQvZ2sX/dJTVUN2tRK9Ce6SvnCive/tfy
    rTdYAiBfZcacLGCDTYuV2jk9HtUN5V5Iif3k5bYaYXf7rb7QHg==
    -----END CERTIFICATE-----
    """

  private static let firstKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVMMwipe9P4OTviA1
    5t+nI6NCiDFfVVC8IoTSL6iPezShRANCAARJY8jBQ6Blf4s2+7mkq2ghowioqMX0
    AyFpzGzVxcz6B0i8QE7sOyH0vcRKWWKN+p9KZvqQ7NcaQLnJPN40/bQc
    -----END PRIVATE KEY-----
    """

  private static let secondCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBczCCARqgAwIBAgIUOuF2j5DTIjjqL+drQhgQ8lXJ2nUwCgYIKoZIzj0EAwIw
    ETEPMA0GA1UEAwwGc2Vjb25kMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAw
    MDAwWjARMQ8wDQYDVQQDDAZzZWNvbmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
    AAThRhCRPdoGh81JQNXKuvYcS4Rzx9CCmCiUY06sOiMpqdt2uNwykL+0LVc/ONXu
    lc3YVozNt+0lQs2asafud7ioo04wTDAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQT
    MBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUAvsRvltppUred3AiiGMPlemT
    DecwCgYIKoZIzj0EAwIDRwAwRAIgbGI1zYNg4cB5bheLfjqR06iktbo2od9RWNk6
    V/TQPw4CIDCWZuAom2z5CG1YcX4R+PMQYSRNSJwPnn303r/mALaj
    -----END CERTIFICATE-----
    """

  private static let secondKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgE7emZ2CLjIlUWd5A
    gocy2i3TDi/H9p3diy8g1tzUubShRANCAAThRhCRPdoGh81JQNXKuvYcS4Rzx9CC
    mCiUY06sOiMpqdt2uNwykL+0LVc/ONXulc3YVozNt+0lQs2asafud7io
    -----END PRIVATE KEY-----
    """

  private static let addressCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBjTCCATKgAwIBAgIUYbu0FPJpMlq+a5lmaEi3r6zxQHQwCgYIKoZIzj0EAwIw
    EjEQMA4GA1UEAwwHYWRkcmVzczAgFw0yNjExMjcwNTIzMzhaGA8yMTI2MTEwMzA1
    MjMzOFowEjEQMA4GA1UEAwwHYWRkcmVzczBZMBMGByqGSM49AgEGCCqGSM49AwEH
    A0IABBta6M7AvvpkHjqgorUxVMSLUqneXSzUYeJ1yLiBmWMciSnqA+2eAMsRBmmW
    1/DVXUToAAR2Q/3daL9no5dwAvOjZDBiMB0GA1UdDgQWBBT2LvaujSJb0sHTsfTr
    uq5/4xzL+jAfBgNVHSMEGDAWgBT2LvaujSJb0sHTsfTruq5/4xzL+jAPBgNVHREE
    CDAGhwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMBg
    s+MBOA5X/d5C/sdN3YSempOvtMTNxtMl1jA0MZ9cAiEA3PTObEyEivQRukmAUz0c
    zDJ4VdPbChX99XKmL1rNyok=
    -----END CERTIFICATE-----
    """

  private static let addressKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRdCnUK4sfUc+hhGm
    4jGjmuQE1vgL78OZSCjyeZTCCeehRANCAAQbWujOwL76ZB46oKK1MVTEi1Kp3l0s
    1GHidci4gZljHIkp6gPtngDLEQZpltfw1V1E6AAEdkP93Wi/Z6OXcALz
    -----END PRIVATE KEY-----
    """
}
