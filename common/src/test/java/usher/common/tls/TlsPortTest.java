package usher.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.FlagException;
import usher.common.tls.TestAuthority.Issued;

class TlsPortTest {
  @TempDir Path directory;
  private TestAuthority authority;
  private Issued own;
  private TestEcho echo;
  private TlsCounters counters;

  @BeforeEach
  void authority() {
    authority = new TestAuthority(directory, "authority");
    own = authority.issue("own");
    echo = TestEcho.open(own, null);
    counters = echo.counters();
  }

  @AfterEach
  void close() {
    echo.close();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, "not within 10 s");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private SSLSocket dial(String... protocols) throws IOException {
    return echo.dial(authority, null, protocols);
  }

  private static String subject(SSLSocket socket) throws SSLPeerUnverifiedException {
    return socket.getSession().getPeerPrincipal().getName();
  }

  @Test
  void bothVersionsOfTlsAreSpokenAndNoOlderOne() throws IOException {
    for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
      try (SSLSocket socket = dial(version)) {
        assertEquals("hello", TestEcho.ask(socket, "hello"));
        assertEquals(version, socket.getSession().getProtocol());
      }
    }
    await(() -> counters.shaken() == 2);
    assertTrue(counters.secondsLeft(Instant.now()) > Duration.ofDays(29).toSeconds());
  }

  @Test
  void eachKindOfKeyShakesHands() throws IOException {
    for (Algorithm kind : new Algorithm[] {Algorithm.rsa2048, Algorithm.ed25519}) {
      Issued issued =
          authority.issue("own-" + kind, kind, builder -> builder.addSanIpAddress("127.0.0.1"));
      try (TestEcho other = TestEcho.open(issued, null);
          SSLSocket socket = other.dial(authority, null)) {
        assertEquals("hello", TestEcho.ask(socket, "hello"));
        assertEquals("CN=own-" + kind, subject(socket));
      }
    }
  }

  @Test
  void filesThatChangeAreTakenByNewHandshakesAndNobodyIsDropped() throws IOException {
    try (SSLSocket before = dial()) {
      assertEquals("hello", TestEcho.ask(before, "hello"));
      replace(authority.issue("next"));
      assertTrue(echo.reload().changed().startsWith("CN=next, valid until "));
      try (SSLSocket after = dial()) {
        assertEquals("CN=next", subject(after));
        assertEquals("still", TestEcho.ask(before, "still"));
        assertEquals("CN=own", subject(before));
      }
    }
    assertEquals("", echo.reload().changed());
    assertEquals(1, counters.reloaded());
  }

  @Test
  void aFileThatIsHalfWrittenChangesNothingUntilItIsWhole() throws IOException {
    TlsCounters looking = new TlsCounters("looking");
    TlsFiles files = TlsFiles.ofPort("--tls-", own.certificate(), own.key(), null);
    LiveContext live =
        new LiveContext(Objects.requireNonNull(files), Contexts::ofPort, looking, Instant::now);
    SslContext first = live.get();
    live.look();
    Issued next = authority.issue("next");
    String whole = Files.readString(next.certificate());
    Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(own.certificate(), whole.substring(0, 200));
    live.look();
    live.look();
    assertEquals(1, looking.notReloaded());
    FlagException e = assertThrows(FlagException.class, live::reload);
    assertTrue(String.valueOf(e.getMessage()).contains("begins and does not end"));
    assertSame(first, live.get());
    Files.writeString(own.certificate(), whole);
    live.look();
    assertNotSame(first, live.get());
    assertEquals(1, looking.reloaded());
  }

  private void replace(Issued next) throws IOException {
    Files.copy(next.certificate(), own.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(next.key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whoKnowsAnotherAuthorityGoes() throws IOException {
    TestAuthority other = new TestAuthority(directory, "other");
    assertThrows(SSLException.class, () -> echo.dial(other, null).close());
    await(() -> counters.failed(TlsFailure.REFUSED) == 1);
  }

  @Test
  void aPeerWithoutTheCertificateThatIsAskedForIsRefused() throws IOException {
    Issued friend = authority.issue("friend");
    Issued stranger = new TestAuthority(directory, "other").issue("stranger");
    try (TestEcho asking = TestEcho.open(own, authority.file())) {
      try (SSLSocket socket = asking.dial(authority, friend)) {
        assertEquals("hello", TestEcho.ask(socket, "hello"));
      }
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        assertThrows(
            IOException.class, () -> TestEcho.ask(asking.dial(authority, null, version), "hello"));
        assertThrows(
            IOException.class,
            () -> TestEcho.ask(asking.dial(authority, stranger, version), "hello"));
      }
      // Who has none of an authority that is asked for sends none.
      await(() -> asking.counters().failed(TlsFailure.NO_CERTIFICATE) == 4);
    }
  }

  @Test
  void aPeerThatSpeaksPlainHttpIsToldWhatWouldBeRight() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.port());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
      assertTrue(answer.endsWith("this port speaks TLS: use https:// or wss://\"}\n"), answer);
    }
    assertEquals(1, counters.failed(TlsFailure.PLAIN_TEXT));
  }

  @Test
  void aPeerThatSpeaksNeitherIsHungUpOn() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.port())) {
      socket.getOutputStream().write(new byte[] {1, 2, 3});
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(1, counters.failed(TlsFailure.PLAIN_TEXT));
  }

  @Test
  void whatComesBehindTheHandshakesFirstByteIsNotTrusted() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.port())) {
      socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 5, 99, 99, 99, 99, 99});
      socket.getInputStream().readAllBytes();
    }
    await(() -> counters.failed(TlsFailure.PROTOCOL) == 1);
  }

  @Test
  void framesOfManySocketsStayWholeThoughTheyShareOneBuffer() throws IOException {
    try (SSLSocket one = dial();
        SSLSocket two = dial()) {
      assertEquals("1", TestEcho.ask(one, "1"));
      assertEquals("2", TestEcho.ask(two, "2"));
      echo.sayToAll("shared", channel -> "-" + channel.id().asShortText().length());
      assertEquals("shared-8", TestEcho.read(one, 8));
      assertEquals("shared-8", TestEcho.read(two, 8));
    }
  }

  @Test
  void theEndOfWhatWeSendIsToldBeforeTheConnectionEnds() throws IOException {
    try (SSLSocket socket = dial()) {
      assertEquals("bye", TestEcho.ask(socket, "bye"));
      // An end without a word of TLS would be an exception here: it could be an attacker's.
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void whoDialsGoesByTheNameDialled() throws Exception {
    Issued elsewhere =
        authority.issue("elsewhere", Algorithm.ecp256, builder -> builder.addSanDnsName("else"));
    try (TlsThreads threads = new TlsThreads();
        TestEcho other = TestEcho.open(elsewhere, null)) {
      TlsDial dial = TlsDial.open("peers", by(authority.file()), threads);
      assertEquals("shaken", echo.dialAs(dial, echo.address()));
      String misnamed = other.dialAs(dial, other.address());
      assertTrue(misnamed.startsWith("TLS wrong-name: "), misnamed);
      assertEquals(1, dial.counters().shaken());
      assertEquals(1, dial.counters().failed(TlsFailure.WRONG_NAME));
      TlsDial stranger =
          TlsDial.open("peers", by(new TestAuthority(directory, "other").file()), threads);
      String untrusted = echo.dialAs(stranger, echo.address());
      assertTrue(untrusted.startsWith("TLS untrusted: "), untrusted);
      assertEquals(1, stranger.counters().failed(TlsFailure.UNTRUSTED));
    }
  }

  private static TlsFiles by(Path authority) {
    return Objects.requireNonNull(TlsFiles.ofDial("--link-tls-", authority, null, null));
  }
}
