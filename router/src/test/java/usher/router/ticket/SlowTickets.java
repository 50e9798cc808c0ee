package usher.router.ticket;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tickets that take their time to verify: the threads for it are held up until the test says so.
 */
public final class SlowTickets implements AutoCloseable {
  private static final KeyPair KEYS = Mint.ed25519();

  public final Tickets tickets;
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger held = new AtomicInteger();

  /** Their key goes into a file there. */
  public SlowTickets(Path directory) {
    tickets = Tickets.read(Mint.file(directory, Mint.pem(KEYS.getPublic())), null, null);
  }

  /** A ticket of theirs. */
  public static String sign(Mint ticket) {
    return ticket.signed("EdDSA", KEYS.getPrivate());
  }

  /** From here on each thread has a ticket, and does not come to the next. */
  public void hold() throws InterruptedException {
    int threads = Math.min(TicketLimits.MAX_THREADS, Runtime.getRuntime().availableProcessors());
    CountDownLatch all = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      tickets.verify(
          sign(Mint.ticket("holder")),
          verdict -> {
            all.countDown();
            await(open);
          },
          verdict -> {});
    }
    await(all);
  }

  /** As many wait as may. */
  public void fill() {
    String ticket = sign(Mint.ticket("waiting"));
    while (tickets.waiting() < TicketLimits.MAX_WAITING) {
      tickets.verify(ticket, Runnable::run, verdict -> held.incrementAndGet());
    }
  }

  /** How many of those that waited were told. */
  public int told() {
    return held.get();
  }

  /** The threads go on. */
  public void go() {
    open.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("held up for too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    go();
  }
}
