package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a class of tests in which a buffer leaked: by {@code @ExtendWith(LeakWatch.class)}. Hears
 * what Netty's leak detector says, which must run at its strictest.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {
  private static final ListAppender<ILoggingEvent> HEARD = new ListAppender<>();

  static {
    HEARD.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(HEARD);
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
  }

  /** The detector reports at the next allocation after a collection. */
  @Override
  public void afterAll(ExtensionContext tests) {
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
    HEARD.list.clear();
    assertEquals(List.of(), leaks);
  }
}
