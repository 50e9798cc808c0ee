package usher.router.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.player.SeatQuery;

class SeatListTest {
  private static final SeatPlayer NOBODY =
      new SeatPlayer() {
        @Override
        public void say(Word word, boolean asked) {}

        @Override
        public void say(PlayerFrame frame) {}

        @Override
        public void read(boolean more) {}

        @Override
        public void close(CloseReason reason, int retryAfterSeconds) {}
      };

  private final LoopRoom room = new LoopRoom(new Desk().rooms, Desk.ROOM);

  private Seat seat(Role role) {
    SeatQuery query = new SeatQuery(null, null, role, null, null, 0, 0, 0, false);
    return new Seat(room, NOBODY, query, usher.common.player.Visitor.UNKNOWN, "token");
  }

  @Test
  void whoPlaysStandsBeforeWhoWatchesWhoeverComesAndGoes() {
    Random random = new Random(7);
    SeatList list = new SeatList();
    List<Seat> here = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      if (here.isEmpty() || random.nextInt(5) < 3) {
        Seat seat = seat(random.nextBoolean() ? Role.PLAYER : Role.SPECTATOR);
        list.add(seat);
        here.add(seat);
      } else {
        list.remove(here.remove(random.nextInt(here.size())));
      }
      assertEquals(here.size(), list.size());
      boolean watched = false;
      for (int i = 0; i < list.size(); i++) {
        assertEquals(i, list.get(i).index);
        assertFalse(watched && !list.get(i).watches());
        watched |= list.get(i).watches();
      }
    }
  }
}
