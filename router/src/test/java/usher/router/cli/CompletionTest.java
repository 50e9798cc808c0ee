package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.needed.Needed;

/** What shells make of {@code usher completion}. */
class CompletionTest {
  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void print() throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    assertEquals(
        0, UsherCommand.run(new String[] {"completion"}, Map.of(), printer, new PrintWriter(out)));
    script = Files.writeString(directory.resolve("completion"), out.toString());
  }

  private String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  /** Skips loudly where there is no such shell; fails there in CI. */
  private static void installed(String shell) {
    Needed.orSkip(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
        shell + " is needed to test its completion");
  }

  private String bash(String... words) throws Exception {
    String last = words[words.length - 1];
    String set =
        "COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}"
            .formatted(
                String.join(" ", words).replace("_", "''"),
                words.length - 1,
                String.join(" ", words).replace("_", ""));
    return said(
        "bash",
        "-c",
        "source "
            + script
            + "; "
            + set
            + "; compopt() { :; }; _complete_usher usher '"
            + last.replace("_", "")
            + "' ''; echo \"${COMPREPLY[@]}\"");
  }

  @Test
  void bashCompletesCommandsAndFlags() throws Exception {
    installed("bash");
    assertEquals("drain", bash("usher", "dr"));
    assertEquals("--once --output", bash("usher", "top", "--o"));
    assertTrue(bash("usher", "_").contains("doctor"));
  }

  @Test
  void zshTakesTheSame() throws Exception {
    installed("zsh");
    assertTrue(
        said("zsh", "-fc", "source " + script + "; echo $_comps[usher]").contains("_bash_complete"),
        "usher is completed");
  }
}
