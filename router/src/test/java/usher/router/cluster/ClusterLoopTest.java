package usher.router.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import usher.common.control.RouterMessage.Welcome;
import usher.common.room.RoomId;

class ClusterLoopTest {
  private final LinkedBlockingQueue<ClusterEffect> done = new LinkedBlockingQueue<>();
  private final ClusterLoop loop =
      new ClusterLoop(
          new Cluster(
              ClusterConfig.defaults(), "router-1", new SplittableRandom(1), System.nanoTime()),
          effect -> {
            done.add(effect);
            if (effect instanceof ClusterEffect.NodeJoined) {
              throw new IllegalStateException("this effect fails");
            }
          });

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void effectsAreRunInOrderAndOneThatFailsEndsNothing() throws InterruptedException {
    loop.start();
    assertTrue(loop.post(new ClusterEvent.NodeSaid(1, Stage.register("n1", "a"))));
    assertTrue(done.poll(10, TimeUnit.SECONDS) instanceof ClusterEffect.NodeJoined);
    assertTrue(done.poll(10, TimeUnit.SECONDS) instanceof ClusterEffect.Probe);
    ClusterEffect third = done.poll(10, TimeUnit.SECONDS);
    assertTrue(third instanceof ClusterEffect.Send send && send.message() instanceof Welcome);
    assertEquals(1, loop.failures());
  }

  @Test
  void itTicksByItselfAndPublishesAView() throws InterruptedException {
    loop.start();
    loop.post(new ClusterEvent.Locate(new RoomId("room"), null, System.nanoTime(), located -> {}));
    assertNotNull(done.poll(10, TimeUnit.SECONDS), "a deadline passes without another event");
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (loop.view().counts().nowhere().isEmpty() && System.nanoTime() < deadlineNs) {
      Thread.onSpinWait();
    }
    assertEquals(1, loop.view().counts().nowhere().size());
  }

  @Test
  void aFullMailboxRefusesRequestsAndStillTakesWhatMustNotBeLost() {
    ClusterEvent asked = new ClusterEvent.Locate(new RoomId("room"), null, 0, located -> {});
    for (int i = 0; i < Mailbox.MAX_ASKED; i++) {
      assertTrue(loop.post(asked));
    }
    assertFalse(loop.post(asked));
    assertTrue(loop.post(new ClusterEvent.NodeSaid(1, Stage.register("n1", "a"))));
    assertTrue(loop.post(new ClusterEvent.ControlClosed(1)));
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    loop.start();
    loop.close();
    assertFalse(loop.post(new ClusterEvent.ControlClosed(1)));
  }
}
