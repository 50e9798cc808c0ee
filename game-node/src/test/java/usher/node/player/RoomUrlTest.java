package usher.node.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import usher.common.link.OpenRequest;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.player.SeatToken;

/** What a player asks for on a socket of their own means the same as on a link. */
class RoomUrlTest {
  private static final String TOKEN = SeatToken.fresh();

  @Test
  void allThatTheQuerySaysCounts() {
    OpenRequest open = RoomUrl.open("/rooms/r1?game=chat&player=eve&role=spectator&delay=2s", null);
    assertEquals("r1", open.room().value());
    assertEquals("chat", open.game());
    assertEquals("eve", open.player());
    assertEquals(Role.SPECTATOR, open.role());
    assertEquals(2, open.delaySeconds());
    assertFalse(open.publish());
    assertTrue(open.fresh());
    assertFalse(open.visitor().verified());
    assertTrue(RoomUrl.open("/rooms/r1?publish=true", null).publish());
  }

  @Test
  void aResumeNamesItsSeatAndWhatItHeard() {
    OpenRequest open =
        RoomUrl.open(
            "/rooms/r1?role=spectator&delay=3s&after=7-41&answered=5&count=2&seat=" + TOKEN, null);
    assertEquals(TOKEN, open.token());
    assertFalse(open.fresh());
    assertEquals(EventId.parse("7-41"), open.after());
    assertEquals(5, open.answered());
    assertEquals(5, open.upTo());
    assertEquals(2, open.count());
    assertEquals(3, open.delaySeconds());
  }

  @Test
  void aRoomMayBePercentEncoded() {
    assertEquals("lobby", RoomUrl.open("/rooms/%6cobby", null).room().value());
    for (String path : new String[] {"/rooms/a%2fb", "/rooms/%zz", "/rooms/a%20b", "/rooms/"}) {
      assertThrows(BadRequestException.class, () -> RoomUrl.room(path), path);
    }
  }

  @Test
  void aNameThatATicketVouchesForIsVerified() {
    OpenRequest open = RoomUrl.open("/rooms/r1", "ann%20b");
    assertEquals("ann b", open.player());
    assertTrue(open.visitor().verified());
  }
}
