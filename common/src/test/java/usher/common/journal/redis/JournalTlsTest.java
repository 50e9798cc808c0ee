package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import usher.common.journal.JournalReply;
import usher.common.net.HostPort;
import usher.common.tls.TestAuthority;
import usher.common.tls.TlsDial;
import usher.common.tls.TlsFiles;
import usher.common.tls.TlsThreads;

/** A real Redis by TLS: whom we believe, whom it believes, and what breaks. */
class JournalTlsTest {
  private static final long DEADLINE_S = 15;

  private final TlsThreads threads = new TlsThreads();
  @TempDir private Path directory;
  private TestAuthority authority;
  private TestAuthority.Issued server;

  @BeforeEach
  void issue() {
    authority = new TestAuthority(directory, "authority");
    server = authority.issue("redis");
  }

  @AfterEach
  void end() {
    threads.close();
  }

  private record Secured(TestRedis redis, int port) implements AutoCloseable {
    JournalAddress known(TlsDial by) {
      return JournalAddress.parse("rediss://127.0.0.1:" + port).knownBy(by);
    }

    @Override
    public void close() {
      redis.close();
    }
  }

  private Secured redis(String asksForCertificates) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return new Secured(
        TestRedis.start(
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            server.certificate().toString(),
            "--tls-key-file",
            server.key().toString(),
            "--tls-ca-cert-file",
            authority.file().toString(),
            "--tls-auth-clients",
            asksForCertificates),
        port);
  }

  private TlsDial dial(TestAuthority by, TestAuthority.@Nullable Issued own) {
    return TlsDial.open(
        "journal",
        TlsFiles.ofDial(
            "--journal-tls-",
            by.file(),
            own == null ? null : own.certificate(),
            own == null ? null : own.key()),
        threads);
  }

  private static String unusable(JournalAddress address) {
    try (JournalPeer peer = new JournalPeer(address)) {
      return assertThrows(JournalUnusableException.class, peer.journal::awaitConnected).why();
    }
  }

  @Test
  void aRedisOfOurAuthorityKeepsRoomsAndComesBack() throws Exception {
    TlsDial by = dial(authority, null);
    try (Secured secured = redis("no");
        JournalPeer peer = JournalPeer.connected(secured.known(by))) {
      assertEquals(new JournalReply.Done(), peer.claim(7));
      secured.redis().kill();
      assertTrue(((JournalReply.Failed) peer.append(JournalPeer.append(7, 1))).broken());
      secured.redis().restart();
      JournalPeer.until("connected again", peer.journal::connected);
      assertEquals(new JournalReply.Done(), peer.append(JournalPeer.append(7, 1)));
      assertEquals(2, by.counters().shaken());
    }
  }

  @Test
  void aRedisThatAsksForACertificateIsShownOne() throws Exception {
    try (Secured secured = redis("yes")) {
      String why = unusable(secured.known(dial(authority, null)));
      assertTrue(why.contains("--journal-tls-cert"), why);
      JournalAddress shown = secured.known(dial(authority, authority.issue("router")));
      try (JournalPeer peer = JournalPeer.connected(shown)) {
        assertEquals(new JournalReply.Done(), peer.claim(7));
      }
    }
  }

  @Test
  void anAuthorityThatNobodyNamedIsSaidWithTheFlagThatNamesIt() throws Exception {
    try (Secured secured = redis("no")) {
      for (TlsDial by :
          List.of(TlsDial.off("journal"), dial(new TestAuthority(directory, "other"), null))) {
        String why = unusable(secured.known(by));
        assertTrue(why.contains("untrusted") && why.contains("--journal-tls-ca"), why);
      }
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    server =
        authority.issue(
            "elsewhere", CertificateBuilder.Algorithm.ecp256, of -> of.addSanDnsName("elsewhere"));
    try (Secured secured = redis("no")) {
      String why = unusable(secured.known(dial(authority, null)));
      assertTrue(why.contains("wrong-name") && why.contains("host that is dialled"), why);
    }
  }

  @Test
  void aPortWithoutTlsIsSaid() throws Exception {
    try (Secured secured = redis("no")) {
      HostPort plain = secured.redis().address();
      JournalAddress byTls = JournalAddress.parse("rediss://" + plain);
      assertTrue(unusable(byTls).contains("name it by redis://"), unusable(byTls));
      String why = unusable(JournalAddress.parse("redis://127.0.0.1:" + secured.port()));
      assertTrue(why.contains("cannot reach Redis"), why);
    }
  }

  @Test
  void aWriteThatIsStuckIsBrokenOff() throws Exception {
    try (Secured secured = redis("no");
        JournalPeer peer = JournalPeer.connected(secured.known(dial(authority, null)))) {
      peer.claim(7);
      secured.redis().pause();
      JournalReply reply = peer.append(JournalPeer.append(7, 1, null, "s".repeat(20 << 20), "{}"));
      assertTrue(((JournalReply.Failed) reply).broken());
      secured.redis().resume();
      JournalPeer.until("connected again", peer.journal::connected);
    }
  }

  @Test
  void whatIsPublishedIsHeardAndWhoListensIsEndedAtOnce() throws Exception {
    try (Secured secured = redis("no")) {
      JournalAddress address = secured.known(dial(authority, null));
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      PlainRedis in = PlainRedis.connect(address);
      Thread listener = new Thread(() -> listen(in.any(), heard), "listener");
      listener.start();
      assertEquals("subscribed", heard.poll(DEADLINE_S, TimeUnit.SECONDS));
      try (PlainRedis out = PlainRedis.connect(address)) {
        assertEquals(1, out.any().publish("prices", "100.1"));
      }
      assertEquals("100.1", heard.poll(DEADLINE_S, TimeUnit.SECONDS));
      in.close();
      listener.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
      assertFalse(listener.isAlive());
    }
  }

  private static void listen(Jedis redis, BlockingQueue<String> heard) {
    JedisPubSub into =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            heard.add("subscribed");
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.add(message);
          }
        };
    try {
      redis.subscribe(into, "prices");
    } catch (RuntimeException e) {
      heard.add("ended");
    }
  }
}
