package usher.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.FlagException;
import usher.common.tls.TestAuthority.Issued;

class TlsFilesTest {
  @TempDir Path directory;
  private TestAuthority authority;

  @BeforeEach
  void authority() {
    authority = new TestAuthority(directory, "authority");
  }

  private static TlsFiles.Content read(Path certificate, Path key) {
    TlsFiles files = TlsFiles.ofPort("--tls-", certificate, key, null);
    assertNotNull(files);
    return files.read(Instant.now());
  }

  private static String wrong(Path certificate, Path key) {
    return String.valueOf(
        assertThrows(FlagException.class, () -> read(certificate, key)).getMessage());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void certificatesWithKeysOfEachKindAreRead() {
    for (Algorithm kind :
        new Algorithm[] {Algorithm.ecp256, Algorithm.rsa2048, Algorithm.ed25519}) {
      Issued issued = authority.issue("own-" + kind, kind, builder -> builder);
      TlsFiles.Content content = read(issued.certificate(), issued.key());
      assertTrue(content.toString().startsWith("CN=own-" + kind + ", valid until "));
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    Issued own = authority.issue("own");
    Issued other = authority.issue("other");
    Issued rsa = authority.issue("rsa", Algorithm.rsa2048, builder -> builder);
    assertTrue(wrong(own.certificate(), other.key()).contains("--tls-key: "));
    assertTrue(wrong(own.certificate(), other.key()).contains("is not the key of the certificate"));
    assertTrue(wrong(own.certificate(), rsa.key()).contains("is not the key of the certificate"));
  }

  @Test
  void anEncryptedKeyIsRefusedWithTheCommandThatMendsIt() throws IOException {
    Issued own = authority.issue("own");
    Path pkcs8 =
        file(
            "pkcs8",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----");
    Path old =
        file(
            "old",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
                + "AAAA\n-----END RSA PRIVATE KEY-----");
    for (Path key : new Path[] {pkcs8, old}) {
      assertTrue(wrong(own.certificate(), key).contains("is encrypted"), key.toString());
      assertTrue(wrong(own.certificate(), key).contains("openssl pkcs8 -topk8 -nocrypt"));
    }
  }

  @Test
  void aKeyThatIsNoPkcs8IsRefusedWithTheCommandThatMendsIt() throws IOException {
    Issued own = authority.issue("own");
    Path old = file("old", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
    String said = wrong(own.certificate(), old);
    assertTrue(said.contains("of the old kind 'EC PRIVATE KEY'") && said.contains("openssl"), said);
  }

  @Test
  void aFileThatIsNoneOfWhatItShouldBeIsRefused() throws IOException {
    Issued own = authority.issue("own");
    Path empty = file("empty", "");
    Path cut = file("cut", Files.readString(own.certificate()).substring(0, 300));
    Path broken = file("broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path two = file("two", Files.readString(own.key()) + Files.readString(own.key()));
    Path nonsense =
        file("nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertTrue(wrong(directory.resolve("none"), own.key()).contains("--tls-cert: "));
    assertTrue(wrong(directory.resolve("none"), own.key()).contains("cannot be read"));
    assertTrue(wrong(empty, own.key()).contains("is no PEM file"));
    assertTrue(wrong(cut, own.key()).contains("begins and does not end"));
    assertTrue(wrong(broken, own.key()).contains("has a certificate that is broken"));
    assertTrue(wrong(own.key(), own.key()).contains("has 0 certificates; 1 to 10"));
    assertTrue(wrong(own.certificate(), own.certificate()).contains("has 0 private keys"));
    assertTrue(wrong(own.certificate(), two).contains("has 2 private keys; one would be right"));
    assertTrue(wrong(own.certificate(), nonsense).contains("is broken, or no key of EC, RSA"));
  }

  @Test
  void aFileOverTheBoundIsRefused() throws IOException {
    Issued own = authority.issue("own");
    String text = Files.readString(own.certificate());
    Path largest = file("largest", text + "\n".repeat(TlsLimits.MAX_FILE_BYTES - text.length()));
    assertNotNull(read(largest, own.key()));
    Path larger = file("larger", text + "\n".repeat(TlsLimits.MAX_FILE_BYTES - text.length() + 1));
    assertTrue(wrong(larger, own.key()).contains("has more than 1048576 bytes"));
  }

  @Test
  void aChainHasTheOwnCertificateFirst() throws IOException {
    Issued own = authority.issue("own");
    String leaf = Files.readString(own.certificate());
    String root = Files.readString(authority.file());
    assertNotNull(read(file("chain", leaf + root), own.key()));
    assertTrue(wrong(file("upside-down", root + leaf), own.key()).contains("out of order"));
    assertTrue(wrong(file("long", leaf + root.repeat(10)), own.key()).contains("has 11 cert"));
  }

  @Test
  void anExpiredCertificateIsTakenForItsPeersToRefuse() {
    Instant now = Instant.now();
    Issued expired =
        authority.issue("expired", builder -> builder.notAfter(now.minusSeconds(3_600)));
    assertNotNull(read(expired.certificate(), expired.key()));
  }

  @Test
  void flagsThatNeedEachOtherAreNamedTogether() {
    Path file = directory.resolve("file");
    assertNull(TlsFiles.ofPort("--tls-", null, null, null));
    assertNull(TlsFiles.ofDial("--link-tls-", null, null, null));
    assertEquals(
        "--tls-cert needs --tls-key: the certificate and its key go together",
        said(() -> TlsFiles.ofPort("--tls-", file, null, null)));
    assertEquals(
        "--tls-key needs --tls-cert: the certificate and its key go together",
        said(() -> TlsFiles.ofPort("--tls-", null, file, null)));
    assertEquals(
        "--tls-client-ca needs --tls-cert and --tls-key",
        said(() -> TlsFiles.ofPort("--tls-", null, null, file)));
    assertEquals(
        "--link-tls-cert needs --link-tls-ca, by which the other side is known",
        said(() -> TlsFiles.ofDial("--link-tls-", null, file, file)));
  }

  private static String said(Runnable wrong) {
    return String.valueOf(assertThrows(FlagException.class, wrong::run).getMessage());
  }
}
