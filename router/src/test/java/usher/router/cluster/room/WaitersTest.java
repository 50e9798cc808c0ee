package usher.router.cluster.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent.Locate;

class WaitersTest {
  private static final RoomId X = new RoomId("x");
  private static final RoomId Y = new RoomId("y");

  private final Waiters waiters = new Waiters(3);

  private static Locate locate(RoomId room, long deadlineNs) {
    return new Locate(room, null, deadlineNs, located -> {});
  }

  @Test
  void onlySoManyWait() {
    assertTrue(waiters.add(locate(X, 1)));
    assertTrue(waiters.add(locate(X, 1)));
    assertTrue(waiters.add(locate(Y, 1)));
    assertFalse(waiters.add(locate(Y, 1)));
    assertEquals(3, waiters.size());
  }

  @Test
  void whoIsAnsweredIsTakenOut() {
    waiters.add(locate(X, 1));
    waiters.add(locate(X, 2));
    waiters.add(locate(Y, 1));
    waiters.retry(X, locate -> locate.deadlineNs() == 1);
    assertEquals(2, waiters.size());
    waiters.retry(locate -> true);
    assertEquals(0, waiters.size());
    assertFalse(waiters.has(X) || waiters.has(Y));
  }

  @Test
  void theFirstOfARoomMayHaveAllOfItRefused() {
    waiters.add(locate(X, 1));
    waiters.add(locate(X, 2));
    waiters.add(locate(Y, 3));
    List<Long> refused = new ArrayList<>();
    List<Long> asked = new ArrayList<>();
    waiters.retry(
        locate -> {
          asked.add(locate.deadlineNs());
          waiters.retry(
              locate.room(),
              other -> {
                refused.add(other.deadlineNs());
                return true;
              });
          return false;
        });
    assertEquals(List.of(1L, 3L), asked);
    assertEquals(List.of(1L, 2L, 3L), refused);
    assertEquals(0, waiters.size());
    assertFalse(waiters.has(X) || waiters.has(Y));
  }

  @Test
  void whoseTimeIsUpIsTakenOut() {
    waiters.add(locate(X, 1));
    waiters.add(locate(Y, 2));
    List<RoomId> expired = new ArrayList<>();
    waiters.expire(1, locate -> expired.add(locate.room()));
    assertEquals(List.of(X), expired);
    assertEquals(1, waiters.size());
  }
}
