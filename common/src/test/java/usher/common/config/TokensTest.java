package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final String FLAG = "--token-file";
  private static final String ANN = "a-secret-for-ann";
  private static final String BOB = "a-secret-for-bob";

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    Path file = directory.resolve("tokens");
    Files.writeString(file, text);
    return file;
  }

  private String wrong(String text) throws IOException {
    Path file = file(text);
    return String.valueOf(
        assertThrows(FlagException.class, () -> Tokens.read(FLAG, file)).getMessage());
  }

  @Test
  void aTokenIsReadFromItsFileWithoutTheLineEnd() throws IOException {
    Tokens tokens = Tokens.read(FLAG, file("0123456789abcdef\n"));
    assertTrue(tokens.isIn("Bearer 0123456789abcdef"));
    assertFalse(tokens.isIn("Bearer 0123456789abcdeF"));
    assertFalse(tokens.isIn("0123456789abcdef"));
    assertFalse(tokens.isIn(""));
    assertFalse(tokens.isIn(null));
  }

  @Test
  void eachTokenOfAFileLetsInUnderItsNameAndTheFirstIsPresented() throws IOException {
    Tokens tokens =
        Tokens.read(FLAG, file("# operators\n\nann:" + ANN + "\n  " + BOB + "  \n# the end"));
    assertEquals("ann", tokens.nameOf("Bearer " + ANN));
    assertEquals("token-2", tokens.nameOf("bearer " + BOB));
    assertNull(tokens.nameOf("Bearer ann:" + ANN));
    assertEquals("Bearer " + ANN, tokens.authorization());
  }

  @Test
  void aTokenOutOfRuleIsRefusedAtBothEnds() {
    assertEquals("(1 secret)", Tokens.of("x".repeat(16)).toString());
    assertThrows(IllegalArgumentException.class, () -> Tokens.of("x".repeat(15)));
    assertEquals("(1 secret)", Tokens.of("x".repeat(512)).toString());
    assertThrows(IllegalArgumentException.class, () -> Tokens.of("x".repeat(513)));
    assertThrows(IllegalArgumentException.class, () -> Tokens.of("0123456789 abcdef"));
    assertThrows(IllegalArgumentException.class, () -> Tokens.of("a:b:0123456789abcdef"));
    assertThrows(IllegalArgumentException.class, () -> Tokens.of("n".repeat(33) + ":" + ANN));
  }

  @Test
  void aFileHasOneToSixteenTokens() throws IOException {
    String sixteen =
        IntStream.range(0, 16).mapToObj(i -> ANN + i).collect(Collectors.joining("\n"));
    assertTrue(Tokens.read(FLAG, file(sixteen)).isIn("Bearer " + ANN + 15));
    assertTrue(wrong(sixteen + "\n" + BOB).endsWith("it has 1 to 16 tokens, one a line, not 17"));
    assertTrue(wrong("# none\n").endsWith("it has 1 to 16 tokens, one a line, not 0"));
    assertTrue(
        wrong("ann:" + ANN + "\nann:" + BOB).contains("line 2: two tokens have the name ann"));
    assertTrue(wrong("#".repeat(Tokens.MAX_FILE_BYTES + 1)).contains("more than 65536 bytes"));
  }

  @Test
  void oneSecretUnderTwoNamesIsRefusedByBothNames() throws IOException {
    String message = wrong("ann:" + ANN + "\ncarl:" + BOB + "\nbob:" + ANN + "\n");
    assertTrue(message.contains("line 3: bob and ann have the same secret"), message);
    assertFalse(message.contains(ANN), message);
    assertTrue(
        wrong(ANN + "\nbob:" + ANN).contains("line 2: bob and token-1 have the same secret"));

    Tokens tokens = Tokens.read(FLAG, file("ann:" + ANN));
    file("ann:" + ANN + "\nbob:" + ANN);
    assertThrows(FlagException.class, tokens::reload);
    assertEquals("ann", tokens.nameOf("Bearer " + ANN));
  }

  @Test
  void noMessageTellsASecret() throws IOException {
    assertFalse(wrong(ANN + "\na secret with blanks\n").contains("secret with"));
    assertFalse(Tokens.of("ann:" + ANN).toString().contains(ANN));
  }

  @Test
  void aFileThatIsNotThereIsAWrongFlag() {
    FlagException e =
        assertThrows(
            FlagException.class,
            () -> Tokens.read("--admin-token-file", directory.resolve("none")));
    assertTrue(String.valueOf(e.getMessage()).startsWith("--admin-token-file: cannot read"));
  }

  @Test
  void aReloadTakesTheFileAsItIsNowAndTellsNamesOnly() throws IOException {
    Tokens tokens = Tokens.read(FLAG, file("ann:" + ANN));
    assertEquals("", tokens.reload());
    file("bob:" + BOB + "\nann:" + ANN);
    assertEquals("+bob", tokens.reload());
    assertEquals("bob", tokens.nameOf("Bearer " + BOB));
    file("ann:" + ANN + "\nbob:" + BOB);
    assertEquals("the first is now ann", tokens.reload());
    file("bob:" + BOB);
    assertEquals("-ann", tokens.reload());
    assertNull(tokens.nameOf("Bearer " + ANN));
  }

  @Test
  void aReloadOfAWrongFileKeepsWhatWas() throws IOException {
    Tokens tokens = Tokens.read(FLAG, file(ANN));
    file("short");
    assertThrows(FlagException.class, tokens::reload);
    assertTrue(tokens.isIn("Bearer " + ANN));
  }

  @Test
  void aFileThatEverybodyMayReadIsTold() throws IOException {
    Path file = file(ANN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(SecretFile.isOpenToAll(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertFalse(SecretFile.isOpenToAll(file));
  }
}
