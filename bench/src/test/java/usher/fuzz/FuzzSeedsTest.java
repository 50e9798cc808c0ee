package usher.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The seeds of every fuzzed decoder, whole and cut short at each byte, break nothing. */
class FuzzSeedsTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = ROOT.getLevel();

  /** What comes broken is logged, which nobody needs to read a thousand times. */
  @BeforeEach
  void beSilent() {
    ROOT.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    ROOT.setLevel(before);
  }

  @ParameterizedTest
  @EnumSource
  void seedsAndTheirBeginningsBreakNothing(Target target)
      throws IOException, ReflectiveOperationException {
    MethodHandle taker = target.taker();
    List<Path> seeds = target.seeds();
    assertFalse(seeds.isEmpty(), "no seeds in " + target.seedDirectory());
    for (Path seed : seeds) {
      byte[] data = Files.readAllBytes(seed);
      for (int length = data.length; length >= 0; length -= 1 + length / 10) {
        byte[] part = Arrays.copyOf(data, length);
        assertDoesNotThrow(
            () -> {
              taker.invokeExact(part);
            },
            () -> seed + ", " + part.length + " bytes");
      }
    }
  }
}
