package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import usher.common.house.DocumentedFlags;

class CommandsAreDocumentedTest {
  private static final Path OPERATIONS = Path.of("../docs/OPERATIONS.md");

  @Test
  void everyFlagOfTheCommandLineStandsInItsTableWithItsDefaultAndNoOther() throws IOException {
    assertEquals(
        DocumentedFlags.of(UsherCommand.line()),
        DocumentedFlags.in(OPERATIONS, "## Flags of the command line"));
  }

  @Test
  void everyCommandStandsInItsTable() throws IOException {
    String text = Files.readString(OPERATIONS);
    for (String command : UsherCommand.line().getSubcommands().keySet()) {
      assertTrue(text.contains("`usher " + command), command);
    }
  }
}
