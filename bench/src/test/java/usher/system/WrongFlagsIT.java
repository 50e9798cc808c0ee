package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong flag ends the process with 2 and one line that says what would be right. */
class WrongFlagsIT {
  /** Other tests start without it. */
  private static final Map<String, String> WARMED = Map.of("USHER_WARM_UP_LIMIT", "3s");

  /** The classes of both programs, read once: each of them is started some twenty times. */
  @TempDir static Path classes;

  @TempDir Path directory;

  @BeforeAll
  static void archive() {
    for (Path jar : List.of(House.ROUTER_JAR, House.NODE_JAR)) {
      String dump = "-XX:ArchiveClassesAtExit=" + classesOf(jar);
      try (Launched process =
          Launched.jar("archive", Map.of(), List.of(dump), jar, "--no-such-flag")) {
        assertEquals(2, process.awaitExit(60_000), process::log);
      }
    }
  }

  private static Path classesOf(Path jar) {
    return classes.resolve(jar.getFileName() + ".jsa");
  }

  /** One line: so it was not warmed up before, and no Redis was started. */
  private static void assertRefused(Path jar, String says, String... flags) {
    List<String> jvm = List.of("-XX:SharedArchiveFile=" + classesOf(jar));
    try (Launched process = Launched.jar("flags", WARMED, jvm, jar, flags)) {
      assertEquals(2, process.awaitExit(30_000), process::log);
      String log = process.log();
      assertEquals(1, log.lines().count(), log);
      assertTrue(log.contains(says), log);
      assertTrue(process.output().isEmpty(), () -> process.output().toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--heartbeat-interval | 49ms | 50ms to 1m",
        "--heartbeat-interval | soon | 500ms",
        "--lease | 999ms | at least twice the heartbeat interval",
        "--lease | 11m | at most 10m",
        "--threads | 257 | 1 to 256",
        "--threads | 0 | 1 to 256",
        "--max-rooms | 0 | at least 1",
        "--max-connections | 0 | at least 1",
        "--listen | nowhere | host:port",
        "--control | 0.0.0.0:0 | --token-file",
        "--admin | 0.0.0.0:0 | --token-file",
        "--journal | http://localhost | redis://",
        "--journal | redis://127.0.0.1:1 | cannot reach",
        "--journal-fsync | never | everysec or always",
        "--journal-replicas | 17 | 0 to 16",
        "--room-retention | 1s | 1m to 3650d",
        "--data-dir | /proc/usher | cannot write",
        "--access-log | /does/not/exist | no directory '/does/not'",
        "--access-log | /proc | is a directory",
        "--transport | kqueue | io_uring",
        "--feed-retain | a b | a pattern of topics is",
        "--route | /rooms | {room}",
        "--token-file | /does/not/exist | cannot read",
        "--config | /does/not/exist | cannot read",
        "--ticket-keys | /does/not/exist | cannot read",
        "--ticket-audience | game | need --ticket-keys",
        "--trust-proxies | 10.0.0.0/33 | 10.0.0.0/8",
        "--proxy-protocol | on | needs --trust-proxies",
        "--allow-origin | nowhere | https://a.example",
        "--tls-cert | /does/not/exist | --tls-key",
        "--journal-tls-ca | /does/not/exist | needs a --journal by TLS",
        "--max-head-bytes | 255 | 256 to 65536",
        "--overload-memory | 1.1 | 0 to 1",
        "--log-level | loud | info,usher.router.link=debug",
        "--lisen | 127.0.0.1:0 | --lisen",
      })
  void theRouterSaysWhatWouldBeRight(String flag, String value, String says) {
    assertRefused(House.ROUTER_JAR, says, flag, value);
  }

  @Test
  void aTakenPortIsSaidByTheRouter() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      for (String flag : new String[] {"--listen", "--control", "--admin"}) {
        String[] flags = {
          "--listen",
          "127.0.0.1:0",
          "--control",
          "127.0.0.1:0",
          "--admin",
          "127.0.0.1:0",
          "--journal",
          "none"
        };
        for (int i = 0; i < flags.length; i += 2) {
          if (flags[i].equals(flag)) {
            flags[i + 1] = address;
          }
        }
        assertRefused(House.ROUTER_JAR, flag + ": cannot listen on " + address, flags);
      }
    }
  }

  @Test
  void aTakenPortIsSaidByTheNode() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      for (String flag : new String[] {"--listen", "--metrics"}) {
        assertRefused(House.NODE_JAR, address, "--standalone", flag, address);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--capacity-rooms | 0 | 20000",
        "--capacity-rooms | 20001 | 20000",
        "--capacity-seats | 0 | 10000000",
        "--id | no spaces | node id",
        "--game | tictactoe | chess",
        "--listen | nowhere | host:port",
        "--token-file | /does/not/exist | cannot read",
        "--journal-tls-ca | /does/not/exist | cannot be read",
        "--log-level | loud | info,usher.router.link=debug",
      })
  void theNodeSaysWhatWouldBeRight(String flag, String value, String says) {
    assertRefused(House.NODE_JAR, says, "--standalone", flag, value);
  }

  @Test
  void whatIsWrongWithTheDataIsSaidBeforeARedisIsStarted() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("redis.state"), "port=x");
    assertRefused(House.ROUTER_JAR, "is damaged", atFreePorts(data));
    Files.writeString(data.resolve("redis.state"), "port=1\npassword=p\npid=0\nversion=99.0.1\n");
    assertRefused(House.ROUTER_JAR, "are of Redis 99.0.1", atFreePorts(data));
    try (FileChannel lock =
        FileChannel.open(data.resolve("router.lock"), StandardOpenOption.WRITE)) {
      assertNotNull(lock.tryLock());
      assertRefused(House.ROUTER_JAR, "is in use by the router", atFreePorts(data));
    }
    assertFalse(Files.exists(data.resolve("redis.conf")));
  }

  private static String[] atFreePorts(Path data) {
    String free = "127.0.0.1:0";
    return new String[] {
      "--listen", free, "--control", free, "--admin", free, "--data-dir", data.toString()
    };
  }

  @Test
  void aShortTokenIsRefused() throws IOException {
    Path file = directory.resolve("token");
    Files.writeString(file, "short");
    assertRefused(House.ROUTER_JAR, "16 to 512", "--token-file", file.toString());
  }
}
