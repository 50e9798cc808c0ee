package usher.node.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CpuShareTest {
  private final AtomicLong used = new AtomicLong();

  @Test
  void itIsTheShareOfAllCoresAndComesNearItOverAFewHeartbeats() {
    CpuShare share = new CpuShare(used::get, 4, 0);
    double last = 0;
    for (int i = 1; i <= 20; i++) {
      used.addAndGet(2_000);
      last = share.sample(i * 1_000L);
    }
    assertEquals(0.5, last, 0.01);
  }

  @Test
  void oneBusyMomentIsSmoothed() {
    CpuShare share = new CpuShare(used::get, 1, 0);
    used.set(1_000);
    assertTrue(share.sample(1_000) < 0.5);
  }

  @Test
  void anUnknownFigureIsZero() {
    assertEquals(0, new CpuShare(() -> -1, 1, 0).sample(1_000));
  }

  @Test
  void thisProcessHasOne() {
    CpuShare share = CpuShare.ofThisProcess(0);
    double now = share.sample(1);
    assertTrue(now >= 0 && now <= 1);
  }
}
