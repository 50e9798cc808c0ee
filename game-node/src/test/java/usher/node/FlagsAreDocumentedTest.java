package usher.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import usher.common.house.DocumentedFlags;

class FlagsAreDocumentedTest {
  @Command(name = "game-node")
  static final class Flags {
    @Mixin NodeFlags flags = new NodeFlags();
  }

  @Test
  void everyFlagOfANodeStandsInItsTableWithItsDefaultAndNoOther() throws IOException {
    assertEquals(
        DocumentedFlags.of(new CommandLine(new Flags())),
        DocumentedFlags.in(Path.of("../docs/OPERATIONS.md"), "## Flags of a node"));
  }
}
