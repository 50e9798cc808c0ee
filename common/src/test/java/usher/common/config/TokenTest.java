package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @TempDir Path directory;

  @Test
  void aTokenIsReadFromItsFileWithoutTheLineEnd() throws IOException {
    Path file = directory.resolve("token");
    Files.writeString(file, "0123456789abcdef\n");
    assertTrue(Token.read(file).isIn("Bearer 0123456789abcdef"));
    assertFalse(Token.read(file).isIn("Bearer 0123456789abcdeF"));
    assertFalse(Token.read(file).isIn("0123456789abcdef"));
    assertFalse(Token.read(file).isIn(""));
  }

  @Test
  void aTokenOutOfRuleIsRefusedAtBothEnds() {
    assertEquals("(secret)", new Token("x".repeat(16)).toString());
    assertThrows(IllegalArgumentException.class, () -> new Token("x".repeat(15)));
    assertEquals("(secret)", new Token("x".repeat(512)).toString());
    assertThrows(IllegalArgumentException.class, () -> new Token("x".repeat(513)));
    assertThrows(IllegalArgumentException.class, () -> new Token("0123456789 abcdef"));
  }

  @Test
  void aFileThatIsNotThereIsAWrongFlag() {
    FlagException e =
        assertThrows(FlagException.class, () -> Token.read(directory.resolve("none")));
    assertTrue(String.valueOf(e.getMessage()).startsWith("--token-file: cannot read"));
  }
}
