package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.tls.TestAuthority;
import usher.common.tls.TlsFiles;
import usher.common.tls.TlsPort;
import usher.common.tls.TlsThreads;
import usher.router.admin.AdminPage;
import usher.router.admin.AdminPort;
import usher.router.admin.route.Desk;

/** The command line against an admin port that speaks TLS and nothing else. */
class AdminByTlsTest {
  @TempDir Path directory;
  private final Transport transport = Transport.of(TransportChoice.NIO);
  private final EventLoopGroup loops = transport.group("admin", 1);
  private final TlsThreads threads = new TlsThreads();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestAuthority authority;
  private AdminPort port;

  @BeforeEach
  void begin() {
    authority = new TestAuthority(directory, "authority");
    port = port(authority.issue("admin"));
  }

  private AdminPort port(TestAuthority.Issued shown) {
    return port(shown, null);
  }

  private AdminPort port(TestAuthority.Issued shown, @Nullable Path clientAuthorities) {
    return AdminPort.open(
        new HostPort("127.0.0.1", 0),
        transport,
        loops,
        Desk.open("node-1").place("lobby").routes,
        null,
        AdminPage.NONE,
        TlsPort.open(
            "admin",
            TlsFiles.ofPort("--admin-tls-", shown.certificate(), shown.key(), clientAuthorities),
            threads));
  }

  @AfterEach
  void close() {
    port.close();
    threads.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private int nodes(String address, String... flags) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of("nodes", "--admin", address));
    return UsherCommand.run(
        all.toArray(String[]::new),
        Map.of(),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  private void saysOneLine(String part) {
    assertEquals("", out.toString());
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(part), err::toString);
  }

  @Test
  void theAuthorityOfItsCertificateIsTrusted() {
    String file = authority.file().toString();
    assertEquals(0, nodes(port.address().toString(), "--ca-file", file), err::toString);
    assertTrue(out.toString().contains("node-1"), out::toString);
    assertEquals(0, nodes("https://" + port.address(), "--ca-file", file), err::toString);
  }

  @Test
  void anotherAuthorityOrNoneIsOneClearSentence() throws Exception {
    String other = new TestAuthority(directory, "other").file().toString();
    assertEquals(3, nodes(port.address().toString(), "--ca-file", other));
    saysOneLine("--ca-file names whom to trust");
    assertEquals(3, nodes("https://" + port.address()));
    saysOneLine("--ca-file names whom to trust");
    String empty = Files.writeString(directory.resolve("empty"), "").toString();
    assertEquals(2, nodes(port.address().toString(), "--ca-file", empty));
    saysOneLine("is no PEM file");
  }

  @Test
  void whoMustShowACertificateShowsItsOwn() {
    String file = authority.file().toString();
    TestAuthority.Issued own = authority.issue("operator");
    TestAuthority.Issued strange = new TestAuthority(directory, "other").issue("stranger");
    AdminPort mutual = port(authority.issue("mutual"), authority.file());
    try {
      String address = mutual.address().toString();
      assertEquals(0, nodes(address, shows(file, own.certificate(), own.key())), err::toString);
      assertTrue(out.toString().contains("node-1"), out::toString);
      assertEquals(3, nodes(address, "--ca-file", file));
      saysOneLine("--cert-file and --key-file");
      assertEquals(3, nodes(address, shows(file, strange.certificate(), strange.key())));
      saysOneLine("--cert-file and --key-file");
      assertEquals(2, nodes(address, shows(file, own.certificate(), strange.key())));
      saysOneLine("is not the key of the certificate");
      assertEquals(2, nodes(address, "--ca-file", file, "--key-file", own.key().toString()));
      saysOneLine("--key-file needs --cert-file");
    } finally {
      mutual.close();
    }
  }

  private static String[] shows(String authorities, Path certificate, Path key) {
    return new String[] {
      "--ca-file", authorities, "--cert-file", certificate.toString(), "--key-file", key.toString()
    };
  }

  @Test
  void whoAsksWithoutTlsIsToldOfIt() {
    assertEquals(1, nodes(port.address().toString()));
    saysOneLine("https");
  }

  @Test
  void itsCertificateIsForTheHostAsked() {
    AdminPort elsewhere =
        port(
            authority.issue(
                "elsewhere", Algorithm.ecp256, builder -> builder.addSanDnsName("elsewhere")));
    try {
      String file = authority.file().toString();
      assertEquals(3, nodes(elsewhere.address().toString(), "--ca-file", file));
      saysOneLine("is not to be trusted");
    } finally {
      elsewhere.close();
    }
  }
}
