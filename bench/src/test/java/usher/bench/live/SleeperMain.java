package usher.bench.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that only sleeps, on as many threads as a router has event loops, and says every half
 * second by how much it was woken late at worst, in nanoseconds: what the machine does to anybody.
 * Ends with whoever reads it.
 */
final class SleeperMain {
  /** As often as a router's loops are to come round. */
  private static final long NAP_MS = 50;

  private static final long WINDOW_MS = 500;

  private SleeperMain() {}

  /**
   * @param args how many threads
   */
  public static void main(String[] args) throws InterruptedException {
    AtomicLong worstNs = new AtomicLong();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      Thread sleeper = new Thread(() -> sleep(worstNs), "sleeper-" + i);
      sleeper.setDaemon(true);
      sleeper.start();
    }
    while (!System.out.checkError()) {
      Thread.sleep(WINDOW_MS);
      System.out.println(worstNs.getAndSet(0));
    }
  }

  private static void sleep(AtomicLong worstNs) {
    try {
      while (true) {
        long due = System.nanoTime() + NAP_MS * 1_000_000;
        Thread.sleep(NAP_MS);
        worstNs.accumulateAndGet(System.nanoTime() - due, Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
