package usher.common.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeatQueryTest {
  private static String wrong(String query) {
    return assertThrows(WrongQueryException.class, () -> SeatQuery.of("/rooms/a?" + query), query)
        .getMessage();
  }

  @Test
  void aSpectatorMayHearTheRoomUpToAMinuteLate() {
    assertEquals(0, SeatQuery.of("/rooms/a?role=spectator").delaySeconds());
    assertEquals(0, SeatQuery.of("/rooms/a?role=spectator&delay=0s").delaySeconds());
    assertEquals(60, SeatQuery.of("/rooms/a?role=spectator&delay=60s").delaySeconds());
    String rule = "whole seconds from 0s to 60s, as in 10s";
    for (String delay : new String[] {"61s", "99s", "100s", "abc", "10", "-1s", "1.5s", ""}) {
      String message = wrong("role=spectator&delay=" + delay);
      assertTrue(message.contains("delay") && message.contains(rule), message);
    }
  }

  @Test
  void whoPlaysIsNotLate() {
    String message = wrong("delay=10s");
    assertTrue(message.contains("role=spectator only"), message);
    assertEquals(0, SeatQuery.of("/rooms/a?delay=0s").delaySeconds());
  }

  @Test
  void aPlayerMayOpenARoomThatPublishesAndASpectatorMayNot() {
    assertTrue(SeatQuery.of("/rooms/a?publish=true").publish());
    assertFalse(SeatQuery.of("/rooms/a?publish=false").publish());
    assertFalse(SeatQuery.of("/rooms/a").publish());
    assertTrue(wrong("publish=yes").contains("true or false"));
    assertTrue(wrong("role=spectator&publish=true").contains("role=player only"));
  }

  @Test
  void aQueryHasAtMostSoManyParameters() {
    String many = "x=1&".repeat(31);
    assertEquals(Role.SPECTATOR, SeatQuery.of("/rooms/a?" + many + "role=spectator").role());
    for (String query : new String[] {"y=1&" + many + "role=spectator", "a&".repeat(5_000)}) {
      assertTrue(wrong(query).contains("at most 32 parameters"));
    }
  }

  @Test
  void aRoleIsOneOfTwo() {
    assertEquals(Role.PLAYER, SeatQuery.of("/rooms/a").role());
    assertTrue(wrong("role=king").contains("player or spectator"));
  }
}
