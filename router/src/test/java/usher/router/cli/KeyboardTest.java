package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyboardTest {
  private static final long LONG_MS = 10_000;

  private final List<String> asked = new ArrayList<>();

  private String stty(List<String> words) {
    asked.add(String.join(" ", words));
    return words.contains("-g") ? "as:before\n" : "";
  }

  private static InputStream types(String keys) {
    return new ByteArrayInputStream(keys.getBytes(StandardCharsets.US_ASCII));
  }

  private Keyboard keyboard(String keys) {
    Keyboard keyboard = Keyboard.open(types(keys), this::stty);
    assertNotNull(keyboard);
    return keyboard;
  }

  @Test
  void theTerminalIsAsBeforeWhenAKeyWasTyped() throws Exception {
    try (Keyboard keyboard = keyboard("x\nQ")) {
      assertTrue(keyboard.typed('q', LONG_MS));
    }
    assertEquals(List.of("-g", "-icanon -echo min 1 time 0", "as:before"), asked);
  }

  @Test
  void otherKeysAndTheEndOfInputAreNoQuit() throws Exception {
    try (Keyboard keyboard = keyboard("xyz")) {
      assertFalse(keyboard.typed('q', 1));
    }
    assertEquals("as:before", asked.get(asked.size() - 1));
  }

  @Test
  void withoutATerminalThereIsNone() {
    assertNull(
        Keyboard.open(
            types("q"),
            words -> {
              throw new IOException("no terminal");
            }));
  }
}
