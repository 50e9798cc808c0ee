package usher.router.upstream;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;

/** The bounds of the way to a node. */
public final class UpstreamLimits {
  /**
   * How long one try to connect may take before it counts as {@code SILENT}. A network answers in
   * milliseconds; the rest is for a loop of ours that thousands of players reach at once.
   */
  public static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

  /**
   * How often one request may ask the cluster anew. A node that refuses is answered in under a
   * millisecond, and a cluster that knows no better answers {@code Nowhere}: more tries than this
   * mean that the two disagree.
   */
  public static final int MAX_TRIES = 16;

  /** How long a probe waits before it counts as {@code SILENT}. */
  public static final Duration PROBE_DEADLINE = Duration.ofMillis(300);

  /** How long the handshake of a probe may take, where the node serves TLS. */
  public static final Duration PROBE_HANDSHAKE = Duration.ofSeconds(2);

  /** When a refused player may try again, where the cluster did not say, in milliseconds. */
  public static final long RETRY_AFTER_MS = 1_000;

  /**
   * The bytes waiting for one peer at which the other is no longer read, and at which it is read
   * again. At the bound one more read (up to {@link #MAX_READ_BYTES}) may come on top.
   */
  public static final WriteBufferWaterMark WAITING_BYTES =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  /** The largest buffer that one read fills, in bytes. */
  public static final int MAX_READ_BYTES = 64 * 1024;

  /** The smallest buffer that one read gets, in bytes. */
  static final int SMALLEST_READ_BYTES = 256;

  /** The buffer of a connection's first read, in bytes: an upgrade's head fits. */
  public static final int FIRST_READ_BYTES = 2 * 1024;

  private UpstreamLimits() {}

  /** How large a buffer each read of a connection gets; it follows what the reads before got. */
  public static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(SMALLEST_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES);
  }
}
