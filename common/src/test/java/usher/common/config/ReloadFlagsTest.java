package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a process reads at its start, prints, and reads again. */
class ReloadFlagsTest {
  @TempDir Path directory;

  @Command(name = "sample", mixinStandardHelpOptions = true)
  static final class Sample implements Callable<Integer>, CheckedFlags {
    @Option(names = "--lease", defaultValue = "2s")
    Duration lease = Duration.ZERO;

    @Option(names = "--max-rooms", defaultValue = "10")
    int maxRooms;

    @Option(names = "--journal")
    String journal = "";

    @Option(names = "--state")
    @Nullable Path state;

    @Option(names = "--nodes", split = ",")
    List<String> nodes = List.of();

    @Mixin ProcessFlags process = new ProcessFlags();
    @Spec CommandSpec spec = CommandSpec.create();
    final StringWriter said;
    Duration taken = Duration.ZERO;

    Sample(StringWriter said) {
      this.said = said;
    }

    @Override
    public void check() {
      spec.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
      if (maxRooms < 1) {
        throw new FlagException("--max-rooms is at least 1");
      }
    }

    @Override
    public Integer call() {
      process
          .reloads()
          .add(
              new Reloadable() {
                @Override
                public String name() {
                  return "leases";
                }

                @Override
                public String reload() {
                  taken = process.latest(Sample.class).lease;
                  return "";
                }

                @Override
                public Set<String> flags() {
                  return Set.of("--lease");
                }
              });
      return 0;
    }
  }

  private record Run(int exit, Sample first, String said) {}

  private static Run run(Map<String, String> environment, String... args) {
    StringWriter said = new StringWriter();
    Sample first = new Sample(said);
    boolean[] used = {false};
    int exit =
        CommandLineRunner.run(
            () -> {
              Sample next = used[0] ? new Sample(said) : first;
              used[0] = true;
              return next;
            },
            args,
            environment);
    return new Run(exit, first, said.toString());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("usher.properties"), text);
  }

  @Test
  void theConfigurationIsPrintedWithWhereEachValueComesFromAndNoPassword() throws IOException {
    Path file = file("lease=3s\njournal=redis://ann:secret@host:6379\n");
    Run run =
        run(
            Map.of("USHER_MAX_ROOMS", "20"),
            "--config=" + file,
            "--nodes",
            "a,b",
            "--print-config");
    assertEquals(0, run.exit());
    assertEquals(
        "# from the command line\n# config="
            + file
            + "\nnodes=a,b\n# from the environment\nmax-rooms=20\n# from the file of --config\n"
            + "journal=redis://ann:***@host:6379\nlease=3s\n# defaults\nlog-level=info\nwarm-up-limit=8s\n# not set: state\n",
        run.said());
  }

  @Test
  void noPartOfAPasswordIsPrintedAndAFileKeepsItsName() {
    Run run =
        run(
            Map.of("USHER_JOURNAL", "redis://:sEc/Ret@1@host:1"),
            "--print-config",
            "--state=/home/ann@work/state");
    assertTrue(run.said().contains("\njournal=redis://:***@host:1\n"), run.said());
    assertTrue(run.said().contains("\nstate=/home/ann@work/state\n"), run.said());
  }

  @Test
  void aWrongConfigurationIsNotPrinted() {
    Run run = run(Map.of(), "--max-rooms", "0", "--print-config");
    assertEquals("2 error: --max-rooms is at least 1\n", run.exit() + " " + run.said());
  }

  @Test
  void aReloadReadsTheFileAgainAndSaysWhatNeedsARestart() throws IOException {
    Path file = file("lease=3s\n");
    Sample sample = run(Map.of(), "--config", file.toString()).first();
    file("lease=4s\nmax-rooms=11\nlog-level=debug,usher.common.config.sample=trace\n");
    try {
      ReloadReport report = sample.process.reloads().reloadAll();
      assertTrue(report.isWhole());
      assertEquals(Duration.ofSeconds(4), sample.taken);
      assertEquals(List.of("--max-rooms"), report.restart());
      assertEquals("trace", LogLevels.of("usher.common.config.sample"));
      assertEquals("debug", LogLevels.of("usher.common.config.other"));
      assertEquals(
          "info -> debug,usher.common.config.sample=trace", report.outcomes().get(0).changed());
    } finally {
      file("log-level=warn\n");
      assertTrue(sample.process.reloads().reloadAll().isWhole());
      assertEquals("warn", LogLevels.of("usher.common.config.sample"));
    }
  }

  @Test
  void aBrokenFileChangesNothing() throws IOException {
    Path file = file("lease=3s\n");
    Sample sample = run(Map.of(), "--config", file.toString()).first();
    for (String broken :
        List.of("lease=4s\nmax-rooms=0", "lease=4s\nmax-room=1", "lease=soon", "lease=\\u00")) {
      file(broken);
      ReloadReport report = sample.process.reloads().reloadAll();
      assertFalse(report.isWhole());
      assertEquals(Duration.ZERO, sample.taken);
      assertEquals(Duration.ofSeconds(3), sample.process.latest(Sample.class).lease);
    }
    file("max-room=1");
    assertTrue(
        String.valueOf(sample.process.reloads().reloadAll().refused())
            .endsWith("has the key 'max-room', which is no flag: did you mean 'max-rooms'?"));
  }

  @Test
  void aWrongLogLevelIsToldWhatWouldBeRight() {
    for (String wrong : List.of("loud", "info,debug", "info,=debug", "info,a b=debug", "x=loud")) {
      Run run = run(Map.of(), "--log-level", wrong);
      assertEquals(2, run.exit(), wrong);
    }
    assertEquals(
        new LogLevels("info", Map.of("usher.a", "debug")), LogLevels.parse("usher.a=DEBUG"));
  }
}
