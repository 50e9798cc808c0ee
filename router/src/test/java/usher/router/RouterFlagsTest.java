package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import usher.common.config.CommandLineRunner;

/** What {@code --print-config} takes is what a start takes, ports and files aside. */
class RouterFlagsTest {
  private record Printed(int exit, String out, String err) {}

  private static Printed print(String... flags) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      String[] args =
          Stream.concat(Stream.of("--print-config"), Stream.of(flags)).toArray(String[]::new);
      int exit = CommandLineRunner.run(RouterCommand::new, args, Map.of());
      return new Printed(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  @Test
  void theDefaultsAreRight() {
    Printed printed = print();
    assertEquals("0 ", printed.exit() + " " + printed.err());
    assertTrue(printed.out().contains("room-retention=7d\n"), printed.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--journal-replicas=-1 | --journal-replicas is 0 to 16",
        "--journal-replicas=1 | --journal-replicas: the embedded Redis has no replicas",
        "--journal-fsync=never | --journal-fsync is everysec or always",
        "--room-retention=59s | --room-retention is 1m to 3650d",
        "--room-retention=3651d | --room-retention is 1m to 3650d",
        "--journal=redis:/host | --journal is embedded, none or an address",
        "--journal=redis://host?replicas=1 | --journal: leave out the ?",
        "--journal-tls-ca=ca.crt | --journal-tls-ca needs a --journal by TLS",
        "--route=rooms | --route: 'rooms' is no route",
        "--admin=127.0.0.1:8080 | --admin: cannot listen on 127.0.0.1:8080, which --listen has",
        "--heartbeat-interval=999999999d | --heartbeat-interval is 50ms to 1m",
        "--lease=999999999d | --lease is at least twice",
        "--parking=601s | --parking is 100ms to 10m",
        "--rebalance-pace=999999999d | --rebalance-pace is 10ms to 1h",
        "--handshake-timeout=301s | --handshake-timeout is 100ms to 5m",
        "--idle-timeout=3601s | --idle-timeout is 2s to 1h",
        "--overload-lag=61s | --overload-lag is at most 1m",
        "--warm-up-limit=61s | --warm-up-limit is at most 1m"
      })
  void aWrongFlagIsNotPrintedButRefused(String flag, String message) {
    Printed printed = print(flag);
    assertEquals(2, printed.exit(), printed.out());
    assertEquals("", printed.out());
    List<String> lines = printed.err().lines().toList();
    assertEquals(1, lines.size(), printed.err());
    assertTrue(lines.get(0).startsWith("error: " + message), lines.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "--room-retention=3650d",
    "--heartbeat-interval=1s",
    "--lease=600s",
    "--parking=600s",
    "--rebalance-pace=60m",
    "--handshake-timeout=300s",
    "--idle-timeout=60m",
    "--overload-lag=60s",
    "--warm-up-limit=60s"
  })
  void aTimeAtItsBoundIsTaken(String flag) {
    assertEquals("0 ", print(flag).exit() + " " + print(flag).err());
  }
}
