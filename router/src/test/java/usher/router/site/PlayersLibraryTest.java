package usher.router.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.needed.Needed;

/** Runs the tests of usher.js, which are in JavaScript, by Node.js. */
class PlayersLibraryTest {
  private static final Path TESTS = Path.of("src/test/js");
  private static final long DEADLINE_S = 60;

  @Test
  void testsOfThePlayersLibraryPass(@TempDir Path folder) throws Exception {
    boolean installed = succeeds(List.of("node", "--version"), folder.resolve("version.log"));
    Needed.orSkip(installed, "node is needed on the PATH for the tests of usher.js");

    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).forEach(command::add);
    }
    assertTrue(command.size() > 2, "no tests in " + TESTS.toAbsolutePath());
    Path log = folder.resolve("tests.log");
    assertEquals(true, succeeds(command, log), () -> read(log));
  }

  private static boolean succeeds(List<String> command, Path log) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
