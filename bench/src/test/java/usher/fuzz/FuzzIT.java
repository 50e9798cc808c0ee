package usher.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each target for a minute in CI, and for some seconds elsewhere, all at once and beside the other
 * tests, each in a process of its own with little memory: no crash, no buffer left, no growth. An
 * input that breaks something is printed; it belongs among the seeds.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzIT {
  /** They take the time that the tests beside them leave. */
  private static final List<String> NICE =
      Files.isExecutable(Path.of("/usr/bin/chrt"))
          ? List.of("/usr/bin/chrt", "--idle", "0")
          : List.of("nice", "-n", "19");

  private static final int CI_SECONDS = 60;
  private static final int SECONDS = 15;
  private static final int START_SECONDS = 400;
  private static final int MAX_RSS_MB = 1_500;
  private static final int MAX_INPUT_BYTES = 4_096;
  private static final int MIN_RUNS = 500;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  private final Map<Target, Process> running = new EnumMap<>(Target.class);
  @TempDir private Path directory;

  @AfterEach
  void end() {
    running.values().forEach(Process::destroyForcibly);
  }

  @Test
  void noInputBreaksADecoder() throws IOException, InterruptedException {
    int seconds = System.getenv("CI") == null ? SECONDS : CI_SECONDS;
    for (Target target : Target.values()) {
      running.put(target, start(target, seconds));
    }
    for (Target target : Target.values()) {
      Process process = running.get(target);
      boolean ended = process.waitFor(seconds + START_SECONDS, TimeUnit.SECONDS);
      String said = Files.readString(log(target));
      assertTrue(ended, () -> target + " went on:\n" + said);
      assertEquals(0, process.exitValue(), () -> target + ":\n" + said);
      Matcher done = DONE.matcher(said);
      assertTrue(done.find() && Integer.parseInt(done.group(1)) >= MIN_RUNS, () -> target + said);
    }
  }

  private Path log(Target target) {
    return directory.resolve(target + ".log");
  }

  private Process start(Target target, int seconds) throws IOException {
    Path corpus = Files.createDirectories(directory.resolve(target.name()));
    List<String> command = new ArrayList<>(NICE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx300m",
            "-XX:MaxDirectMemorySize=100m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-DUSHER_LOG_LEVEL=OFF",
            "-D" + Fuzzed.TARGET + "=" + target,
            "-D" + Fuzzed.SEEDS + "=" + target.seedDirectory(),
            "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Fuzzed.class.getName());
    command.add("--instrumentation_includes=" + target.guides());
    // Its hooks look for injections into shells and databases; one of them breaks Netty's queues.
    command.add("--custom_hook_excludes=**");
    command.add("-max_total_time=" + seconds);
    command.add("-rss_limit_mb=" + MAX_RSS_MB);
    command.add("-max_len=" + MAX_INPUT_BYTES);
    command.add("-use_value_profile=1");
    command.add(corpus.toString());
    command.add(target.seedDirectory().toString());
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log(target).toFile())
        .start();
  }
}
