package usher.common.player;

/**
 * How fast a player may send: a bucket of frames and one of bytes, refilled with time. Owned by one
 * thread.
 */
public final class RateLimit {
  /** Frames a second that a player may keep up. */
  public static final int FRAMES_PER_SECOND = 1_000;

  /** Bytes a second that a player may keep up. */
  public static final int BYTES_PER_SECOND = 4 * 1024 * 1024;

  /** How many seconds' worth may come at once. */
  public static final int BURST_SECONDS = 2;

  private static final double NANOS = 1e9;

  private double frames = (double) FRAMES_PER_SECOND * BURST_SECONDS;
  private double bytes = (double) BYTES_PER_SECOND * BURST_SECONDS;
  private long lastNs;

  /**
   * @param nowNs {@link System#nanoTime}
   */
  public RateLimit(long nowNs) {
    lastNs = nowNs;
  }

  /** Takes a frame of so many bytes; false if it came too fast. */
  public boolean take(int size, long nowNs) {
    double seconds = (nowNs - lastNs) / NANOS;
    lastNs = nowNs;
    frames =
        Math.min((double) FRAMES_PER_SECOND * BURST_SECONDS, frames + seconds * FRAMES_PER_SECOND);
    bytes = Math.min((double) BYTES_PER_SECOND * BURST_SECONDS, bytes + seconds * BYTES_PER_SECOND);
    frames -= 1;
    bytes -= size;
    return frames >= 0 && bytes >= 0;
  }
}
