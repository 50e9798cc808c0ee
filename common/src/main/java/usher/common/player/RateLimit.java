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

  private final double framesPerSecond;
  private double frames;
  private double bytes = (double) BYTES_PER_SECOND * BURST_SECONDS;
  private long lastNs;

  /**
   * @param nowNs {@link System#nanoTime}
   */
  public RateLimit(long nowNs) {
    this(nowNs, FRAMES_PER_SECOND);
  }

  /**
   * @param nowNs {@link System#nanoTime}
   * @param framesPerSecond in place of {@link #FRAMES_PER_SECOND}
   */
  public RateLimit(long nowNs, int framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
    this.frames = (double) framesPerSecond * BURST_SECONDS;
    this.lastNs = nowNs;
  }

  /** Takes a frame of so many bytes; false if it came too fast. */
  public boolean take(int size, long nowNs) {
    double seconds = (nowNs - lastNs) / NANOS;
    lastNs = nowNs;
    frames = Math.min(framesPerSecond * BURST_SECONDS, frames + seconds * framesPerSecond);
    bytes = Math.min((double) BYTES_PER_SECOND * BURST_SECONDS, bytes + seconds * BYTES_PER_SECOND);
    frames -= 1;
    bytes -= size;
    return frames >= 0 && bytes >= 0;
  }
}
