package usher.bench.load.feeds;

import java.io.IOException;
import usher.common.config.FlagException;

/** Where messages are published. One thread; blocks. */
interface Outlet extends AutoCloseable {
  /**
   * Publishes one message; returns once it is.
   *
   * @throws IOException if it may not be published, and may be asked again
   * @throws FlagException if it never will be; the message says what would be right
   */
  void publish(String topic, String message) throws IOException, InterruptedException;

  @Override
  void close();
}
