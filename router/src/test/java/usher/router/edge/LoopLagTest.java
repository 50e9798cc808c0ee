package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  private static final long MS = 1_000_000;

  @Test
  void theWorstOfTheLastSecondIsToldAndThenForgotten() {
    LoopLag.Loop loop = new LoopLag.Loop();
    long start = System.nanoTime();
    for (long at = 50; at <= 1_600; at += 50) {
      loop.due(start + at * MS);
      loop.ran(start + (at == 100 ? at + 30 : at) * MS);
      loop.due(start + (at + 50) * MS);
      if (at == 100 || at == 600) {
        assertEquals(30 * MS, loop.worstNs(start + at * MS), "at " + at);
      }
    }
    assertEquals(0, loop.worstNs(start + 1_600 * MS));
  }

  @Test
  void aLoopThatHangsIsSeenBeforeItComesBack() {
    LoopLag.Loop loop = new LoopLag.Loop();
    long start = System.nanoTime();
    loop.due(start);
    assertEquals(700 * MS, loop.worstNs(start + 700 * MS));
  }

  @Test
  void everyLoopOfAGroupIsWatchedUntilItEnds() {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    LoopLag lag = LoopLag.watch(group);
    group
        .next()
        .execute(
            () -> {
              long end = System.nanoTime() + 200 * MS;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
            });
    Await.until("a loop that hung is seen", () -> lag.worstMs() > 50);
    assertTrue(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000));
  }
}
