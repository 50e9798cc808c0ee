package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import usher.common.net.OpenFiles;

class LimitFlagsTest {
  private static List<String> warned(int connections, long maxFiles) {
    LimitFlags flags = new LimitFlags();
    flags.connections = connections;
    Logger logger = (Logger) LoggerFactory.getLogger(LimitFlags.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      flags.warn(new OpenFiles(50, maxFiles));
      flags.warn(null);
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  @Test
  void tooFewFilesForAllPlayersAreWarnedOfOnce() {
    assertEquals(
        List.of(
            "WARN at most 256 files may be open, and --max-connections 9000 may take 19000: raise"
                + " the limit (ulimit -n 19000, LimitNOFILE= in systemd), or lower"
                + " --max-connections"),
        warned(9_000, 256));
  }

  @Test
  void enoughFilesAreNotSpokenOf() {
    assertEquals(List.of(), warned(9_000, 19_000));
  }
}
