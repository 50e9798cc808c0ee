package usher.router.edge.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the WebSockets of one event loop carried so far, tunnels aside. Only the loop counts, so
 * that counting takes no lock and no fence; any thread reads, a little late.
 */
public final class LoopTraffic {
  private final AtomicLong framesIn = new AtomicLong();
  private final AtomicLong framesOut = new AtomicLong();
  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();

  void in() {
    add(framesIn, 1);
  }

  void in(int bytes) {
    add(bytesIn, bytes);
  }

  void out(int bytes) {
    add(framesOut, 1);
    add(bytesOut, bytes);
  }

  private static void add(AtomicLong to, long more) {
    to.setOpaque(to.getPlain() + more);
  }

  /** Frames of players. */
  public long framesIn() {
    return framesIn.getOpaque();
  }

  /** Frames to players. */
  public long framesOut() {
    return framesOut.getOpaque();
  }

  /** Bytes of what players said, without the heads of frames. */
  public long bytesIn() {
    return bytesIn.getOpaque();
  }

  /** Bytes of frames to players. */
  public long bytesOut() {
    return bytesOut.getOpaque();
  }
}
