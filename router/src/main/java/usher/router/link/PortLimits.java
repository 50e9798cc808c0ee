package usher.router.link;

import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;

/** The bounds of a link, as a router has it. */
final class PortLimits {
  /** A batch of frames of so many bytes is handed to the system's queue before its turn ends. */
  static final int BATCH_BYTES = 64 * 1024;

  /**
   * The bytes waiting for the node at which commands stay in their seats, and at which they go on.
   */
  static final WriteBufferWaterMark WAITING_BYTES =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  /** From the connection to the node's 101. */
  static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** The longest head of the node's answer, in bytes. */
  static final int HEAD_BYTES = 8 * 1024;

  /** The wait before the second try to connect; each is twice the one before. */
  static final Duration FIRST_WAIT = Duration.ofMillis(20);

  /** The longest wait between two tries. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private PortLimits() {}
}
