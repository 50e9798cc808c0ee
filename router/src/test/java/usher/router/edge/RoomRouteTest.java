package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.room.RoomId;
import usher.router.edge.RoomRoute.Match;

class RoomRouteTest {
  private static final HttpHeaders NO_HEADERS = new DefaultHttpHeaders();

  @ParameterizedTest
  @CsvSource({
    "/rooms/{room}, /rooms/a, a",
    "/rooms/{room}, /rooms/a?game=chess, a",
    "/rooms/{room}, /rooms/a%7Eb, a~b",
    "/rooms/{room}, /rooms/%61, a",
    "/{room}, /a, a",
    "/v1/{room}/socket, /v1/a/socket, a",
    "/rooms/{room}/**, /rooms/a, a",
    "/rooms/{room}/**, /rooms/a/b/c?d=/e, a",
    "query:room, /play?x=1&room=a&y=2, a",
    "query:room, /?room=%41, A"
  })
  void findsTheRoom(String flag, String target, String room) {
    assertEquals(new Match.Room(new RoomId(room)), RoomRoute.parse(flag).find(target, NO_HEADERS));
  }

  @ParameterizedTest
  @CsvSource({
    "/rooms/{room}, /",
    "/rooms/{room}, /rooms",
    "/rooms/{room}, /rooms/",
    "/rooms/{room}, /rooms/a/b",
    "/rooms/{room}, /rooms/a/",
    "/rooms/{room}, /rooms?x=/rooms/a",
    "/v1/{room}/socket, /v1/a",
    "/v1/{room}/socket, /v1/a/sockets",
    "query:room, /rooms/a",
    "query:room, /?rooms=a",
    "header:X-Room, /rooms/a"
  })
  void findsNoRoomWhereThereIsNone(String flag, String target) {
    assertEquals(new Match.None(), RoomRoute.parse(flag).find(target, NO_HEADERS));
  }

  @ParameterizedTest
  @CsvSource({
    "/rooms/{room}, /rooms/a%2Fb",
    "/rooms/{room}, /rooms/a%",
    "/rooms/{room}, /rooms/a%zz",
    "/rooms/{room}, /rooms/%C3%A9",
    "/rooms/{room}, /rooms/..",
    "/rooms/{room}, /rooms/%2e%2e",
    "/rooms/{room}/**, /rooms/a/../b",
    "/rooms/{room}/**, /rooms/a/%2E%2e/b",
    "/rooms/{room}/**, /rooms/a/..%2fb",
    "query:room, /?room=",
    "query:room, /?room=a+b",
    "query:room, /?room=a&room=b"
  })
  void refusesAWrongRoom(String flag, String target) {
    assertInstanceOf(Match.Wrong.class, RoomRoute.parse(flag).find(target, NO_HEADERS));
  }

  @Test
  void headerStandsOnceAndIsARoomId() {
    RoomRoute route = RoomRoute.parse("header:X-Room");
    HttpHeaders headers = new DefaultHttpHeaders().add("x-room", "a");
    assertEquals(new Match.Room(new RoomId("a")), route.find("/", headers));
    headers.add("X-Room", "b");
    assertInstanceOf(Match.Wrong.class, route.find("/", headers));
    headers.set("X-Room", "a/b");
    assertInstanceOf(Match.Wrong.class, route.find("/", headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "rooms/{room}", "/rooms", "/rooms/{room}/{room}", "/rooms/x{room}", "/rooms/{room}x",
        "/rooms/{room}/", "//{room}", "/a b/{room}", "/../{room}", "query:", "query:a b",
        "cookie:room", "header"
      })
  void wrongFlagIsRefusedWithWhatWouldBeRight(String flag) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> RoomRoute.parse(flag));
    assertTrue(wrong.getMessage().contains("/rooms/{room}"), wrong.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "/rooms/{room}, /rooms/a",
    "/v1/{room}/socket/**, /v1/a/socket",
    "query:id, /?id=a",
    "header:X-Room, /"
  })
  void leadsBackToTheRoom(String flag, String target) {
    assertEquals(target, RoomRoute.parse(flag).targetOf(new RoomId("a")));
  }
}
