package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
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
    "query:room, /?room=%41, A",
    "query:room, /?%72oo%6D=a, a",
    "query:room, /?rooms=b&aroom=c&x=room&room=a, a",
    "query:room, /?x=1;2&room=a, a",
    "query:room, /?x=%zz&r%C3%A9&room=a, a",
    "query:my_room, /?my_room=a&my-room=b, a"
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
    "query:room, /?Room=a",
    "query:room, /?%=a",
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
    "query:room, /?room=a&room=b",
    "query:room, /?room",
    "query:room, /?room;x=1",
    "query:room, /?room=a;x=1",
    "query:room, /?x=1;room=a"
  })
  void refusesAWrongRoom(String flag, String target) {
    assertInstanceOf(Match.Wrong.class, RoomRoute.parse(flag).find(target, NO_HEADERS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "room=secret",
        "%72oom=secret",
        "roo%6d=secret",
        "room",
        "room=",
        "Room=secret",
        "room[]=secret",
        "room%5B%5D=secret",
        "room%00x=secret",
        "+room=secret",
        "%20room=secret"
      })
  void aParameterThatAServerCouldTakeForTheRoomIsOneTooMany(String other) {
    for (String query :
        List.of(other + "&room=lobby", "room=lobby&" + other, "room=lobby;" + other)) {
      assertEquals(
          new Match.Wrong("the parameter 'room' must stand once"),
          RoomRoute.parse("query:room").find("/x?" + query, NO_HEADERS),
          query);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.room", "my+room", "my%20room", "MY_ROOM", "my%2eroom"})
  void aDotOrASpaceMayBeAnUnderscoreToAServer(String other) {
    assertInstanceOf(
        Match.Wrong.class,
        RoomRoute.parse("query:my_room").find("/?my_room=a&" + other + "=b", NO_HEADERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%u0072oom", "%c1%b2oom", "%ff"})
  void aNameThatIsNotPercentEncodedUtf8IsNotPassedOnBesideTheRoom(String name) {
    assertInstanceOf(
        Match.Wrong.class,
        RoomRoute.parse("query:room").find("/?room=a&" + name + "=b", NO_HEADERS));
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
        "..;",
        "..;x=1",
        "%2e%2e;x",
        ".;",
        "..%3b",
        ";/..",
        "..%5csecret",
        "a%5c..%5C..",
        "%5c..",
        "%252e%252e",
        "%252E.",
        ".%%32e",
        "%252e%252e%253bx",
        "..%255csecret",
        "..%252fsecret",
        "%c0%ae%c0%ae",
        "%25c0%25ae",
        "%e0%80%ae",
        "%ff",
        "%u002e%u002e",
        "%25u002e",
        "..%00",
        "..%00x",
        "..%20",
        "..%2500"
      })
  void aPathThatSomeServerResolvesIsRefused(String segment) {
    RoomRoute route = RoomRoute.parse("/rooms/{room}/**");
    for (String rest : List.of(segment, segment + "/secret", "a/" + segment + "/b?c")) {
      assertInstanceOf(Match.Wrong.class, route.find("/rooms/lobby/" + rest, NO_HEADERS), rest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file..txt",
        "a;b",
        "a;b=../c",
        "...",
        "..a",
        "a..",
        ".well-known",
        "a;x=1/b;y=2",
        "100%",
        "100%25",
        "%25zz",
        "a%20b",
        "caf%C3%A9",
        "caf%25C3%25A9",
        "a%5cb",
        "a%3bb",
        "%2525"
      })
  void anOrdinaryPathBelowARoomGoesOn(String rest) {
    RoomRoute route = RoomRoute.parse("/rooms/{room}/**");
    assertEquals(
        new Match.Room(new RoomId("lobby")), route.find("/rooms/lobby/" + rest, NO_HEADERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X_Room", "x_room", "X.Room", "X!ROOM"})
  void aHeaderThatAServerCouldTakeForTheRoomIsOneTooMany(String other) {
    RoomRoute route = RoomRoute.parse("header:X-Room");
    HttpHeaders headers = new DefaultHttpHeaders().add("X-Rooms", "c").add(other, "b");
    assertEquals(new Match.None(), route.find("/", headers));
    headers.add("X-Room", "a");
    assertEquals(
        new Match.Wrong("the header X-Room must stand once"), route.find("/", headers), other);
  }

  @Test
  void aHeaderNamedWithAnUnderscoreMayNotStandBesideOneWithAHyphen() {
    RoomRoute route = RoomRoute.parse("header:X_Room");
    HttpHeaders headers = new DefaultHttpHeaders().add("X_Room", "a");
    assertEquals(new Match.Room(new RoomId("a")), route.find("/", headers));
    headers.add("X-Room", "b");
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
