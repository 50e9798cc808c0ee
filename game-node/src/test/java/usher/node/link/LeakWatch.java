package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Hears what Netty's leak detector says, from its making on. */
final class LeakWatch {
  private static final ListAppender<ILoggingEvent> HEARD = new ListAppender<>();

  static {
    HEARD.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(HEARD);
  }

  private LeakWatch() {}

  static void begin() {
    assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
  }

  /** The detector reports at the next allocation after a collection. */
  static void assertNone() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      ByteBufAllocator.DEFAULT.directBuffer(1).release();
      ByteBufAllocator.DEFAULT.heapBuffer(1).release();
    }
    List<String> leaks =
        HEARD.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(message -> message.startsWith("LEAK"))
            .toList();
    assertEquals(List.of(), leaks);
  }
}
