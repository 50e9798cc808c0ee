package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import usher.common.house.DocumentedFlags;

class FlagsAreDocumentedTest {
  @Test
  void everyFlagOfTheRouterStandsInItsTableWithItsDefaultAndNoOther() throws IOException {
    assertEquals(
        DocumentedFlags.of(new CommandLine(new RouterCommand())),
        DocumentedFlags.in(Path.of("../docs/OPERATIONS.md"), "## Flags of the router"));
  }
}
