package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OpenFilesTest {
  @Test
  void aLimitThatPlayersCannotReachIsEnoughAndOneFileFewerIsToldWithBothNumbers() {
    assertNull(new OpenFiles(50, 19_000).tooFewFor("--max-connections", 9_000, 2));
    assertEquals(
        "at most 18999 files may be open, and --max-connections 9000 may take 19000: raise the limit"
            + " (ulimit -n 19000, LimitNOFILE= in systemd), or lower --max-connections",
        new OpenFiles(50, 18_999).tooFewFor("--max-connections", 9_000, 2));
  }

  @Test
  void asManyPlayersAsAFlagCanSayAreCounted() {
    assertNotNull(
        new OpenFiles(50, 1_048_576).tooFewFor("--max-connections", Integer.MAX_VALUE, 2));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems may not tell")
  void theSystemTells() {
    OpenFiles now = OpenFiles.now();
    assertNotNull(now);
    assertTrue(now.open() > 0 && now.open() <= now.max(), now.toString());
  }
}
