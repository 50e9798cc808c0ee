package usher.fuzz;

import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a fuzzer's process runs: the target that its properties name. It takes the seeds once before
 * the fuzzer's time begins, for that is when most of its classes are made to guide the fuzzer: that
 * of a large library may take longer than the fuzzing.
 */
public final class Fuzzed {
  /** The property with the target's name. */
  static final String TARGET = "usher.fuzz.target";

  /** The property with the directory of its seeds. */
  static final String SEEDS = "usher.fuzz.seeds";

  private static final MethodHandle TAKER = taker();

  private Fuzzed() {}

  private static MethodHandle taker() {
    try {
      return Target.valueOf(System.getProperty(TARGET)).taker();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the fuzzer, once. */
  public static void fuzzerInitialize() throws Throwable {
    for (Path seed : Target.filesOf(Path.of(System.getProperty(SEEDS)))) {
      fuzzerTestOneInput(Files.readAllBytes(seed));
    }
  }

  /** By the fuzzer, for each input. */
  public static void fuzzerTestOneInput(byte[] data) throws Throwable {
    TAKER.invokeExact(data);
  }
}
