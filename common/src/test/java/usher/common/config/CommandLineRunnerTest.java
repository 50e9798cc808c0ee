package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import usher.common.net.HostPort;

class CommandLineRunnerTest {
  @TempDir Path directory;

  @Command(name = "sample", mixinStandardHelpOptions = true)
  static final class Sample implements Callable<Integer> {
    @Option(names = "--listen", defaultValue = "127.0.0.1:8080")
    HostPort listen = new HostPort("localhost", 1);

    @Option(names = "--heartbeat-interval", defaultValue = "500ms")
    Duration heartbeatInterval = Duration.ZERO;

    @Option(names = "--config")
    String config = "";

    @Override
    public Integer call() {
      if (listen.port() == 9) {
        throw new FlagException("--listen: port 9 is taken");
      }
      return 0;
    }
  }

  private record Run(int exit, Sample sample, String err) {}

  private static Run run(Map<String, String> environment, String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Sample sample = new Sample();
      int exit = CommandLineRunner.run(sample, args, environment);
      return new Run(exit, sample, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void aFlagComesFromTheCommandLineThenTheEnvironmentThenTheFileThenItsDefault()
      throws IOException {
    Path file = directory.resolve("usher.properties");
    Files.writeString(file, "listen=127.0.0.1:1\nheartbeat-interval=1s\n");
    Map<String, String> environment =
        Map.of("USHER_CONFIG", file.toString(), "USHER_LISTEN", "127.0.0.1:2");
    assertEquals(8080, run(Map.of()).sample().listen.port());
    assertEquals(Duration.ofSeconds(1), run(environment).sample().heartbeatInterval);
    assertEquals(2, run(environment).sample().listen.port());
    assertEquals(3, run(environment, "--listen", "127.0.0.1:3").sample().listen.port());
  }

  @Test
  void aWrongValueEndsWithTwoAndOneLineThatSaysWhatWouldBeRight() {
    Run run = run(Map.of(), "--heartbeat-interval", "soon");
    assertEquals(2, run.exit());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("--heartbeat-interval"), run.err());
    assertTrue(run.err().contains("500ms"), run.err());
  }

  @Test
  void aWrongValueFromTheEnvironmentEndsWithTwo() {
    Run run = run(Map.of("USHER_LISTEN", "nowhere"));
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("host:port"), run.err());
  }

  @Test
  void anUnknownFlagEndsWithTwoAndOneLine() {
    Run run = run(Map.of(), "--lisen", "127.0.0.1:1");
    assertEquals(2, run.exit());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anAddressWhereNoneIsKnownIsToldWithoutItsPassword() {
    for (String[] wrong :
        new String[][] {
          {"--jurnal=redis://:sEcRet@h:1"},
          {"--jurnal", "redis://:sEc@Ret@h:1"},
          {"--listen", "127.0.0.1:1", "sEcRet@h:1"}
        }) {
      Run run = run(Map.of(), wrong);
      assertEquals(2, run.exit());
      assertTrue(run.err().contains("***@h:1"), run.err());
      assertFalse(run.err().contains("Ret"), run.err());
    }
  }

  @Test
  void aFileThatCannotBeReadEndsWithTwo() {
    Run run = run(Map.of(), "--config", directory.resolve("none").toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("--config"), run.err());
  }

  @Test
  void aKeyOfTheFileThatIsNoFlagEndsWithTwo() throws IOException {
    Path file = directory.resolve("usher.properties");
    Files.writeString(file, "lisen=127.0.0.1:1\n");
    Run run = run(Map.of(), "--config", file.toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("'lisen'"), run.err());
  }

  @Test
  void helpAndVersionAreForTheCommandLineOnly() {
    for (String value : List.of("1.2.3", "1", "true", "")) {
      Run run = run(Map.of("USHER_VERSION", value, "USHER_HELP", value));
      assertEquals("0 ", run.exit() + " " + run.err(), value);
    }
  }

  @Test
  void theFileSaysNothingOfHelpAndVersion() throws IOException {
    for (String key : List.of("help", "version")) {
      Run run = run(Map.of(), "--config", file(key + "=true\n"));
      assertEquals(2, run.exit());
      assertTrue(run.err().contains("'" + key + "'"), run.err());
    }
  }

  @Test
  void aKeyThatTheFileHasTwiceIsRefusedByItsName() throws IOException {
    String path = file("listen=127.0.0.1:1\nheartbeat-interval=1s\nlisten : 127.0.0.1:1\n");
    Run run = run(Map.of(), "--config", path);
    assertEquals(2, run.exit());
    assertEquals(
        "error: --config: '" + path + "' has the key 'listen' more than once: leave one of them\n",
        run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listen=127.0.0.1:7\r\nheartbeat-interval=1s\r\n",
        "# listen=127.0.0.1:1\n! listen=127.0.0.1:2\nlisten=127.0.0.1:7\n\nheartbeat-interval 1s",
        "list\\u0065n=127.0.0.1\\:7\nheartbeat-interval=1\\\n   s\n",
        "  listen = 127.0.0.1:\\\r\n  7\r\nheartbeat-interval : 1s\r\n",
        "\uFEFFlisten=127.0.0.1:7\nheartbeat-interval=1s\n",
        "\uFEFF# from an editor that marks UTF-8\r\nlisten=127.0.0.1:7\r\nheartbeat-interval=1s"
      })
  void theFileIsReadAsPropertiesFilesAre(String text) throws IOException {
    Run run = run(Map.of(), "--config", file(text));
    assertEquals("0 ", run.exit() + " " + run.err());
    assertEquals(7, run.sample().listen.port());
    assertEquals(Duration.ofSeconds(1), run.sample().heartbeatInterval);
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    assertEquals(0, run(Map.of(), "--config", file("")).exit());
    assertEquals(0, run(Map.of(), "--config", file("\uFEFF")).exit());
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("usher.properties"), text).toString();
  }

  @Test
  void whatOnlyTheCommandCanSeeEndsWithTwoToo() {
    Run run = run(Map.of(), "--listen", "127.0.0.1:9");
    assertEquals(2, run.exit());
    assertEquals("error: --listen: port 9 is taken\n", run.err());
  }
}
