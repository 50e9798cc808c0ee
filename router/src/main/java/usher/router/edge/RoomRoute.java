package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import usher.common.room.RoomId;

/** Where the room is in a request. */
public sealed interface RoomRoute permits PathRoute, QueryRoute, HeaderRoute {
  /** {@code /rooms/{room}}. */
  RoomRoute DEFAULT = PathRoute.parse("/rooms/{room}");

  /** What a request says about its room. */
  sealed interface Match {
    /** It wants this room. */
    record Room(RoomId room) implements Match {}

    /** It wants no room. */
    record None() implements Match {}

    /** It wants a room, in a wrong way. */
    record Wrong(String detail) implements Match {}
  }

  /** The one {@link Match.None}. */
  Match NONE = new Match.None();

  /**
   * Finds the room.
   *
   * @param target the request's target in origin form: a path, perhaps with a query
   */
  Match find(String target, HttpHeaders headers);

  /** A target that leads to a room, for {@code POST /rooms}. */
  String targetOf(RoomId room);

  /**
   * Reads the flag {@code --route}: a path with one segment {@code {room}} ({@code /rooms/{room}};
   * {@code /rooms/{room}/**} takes whatever follows, too), {@code query:NAME} or {@code
   * header:NAME}.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what would be right
   */
  static RoomRoute parse(String flag) {
    if (flag.startsWith("/")) {
      return PathRoute.parse(flag);
    }
    List<String> parts = List.of(flag.split(":", 2));
    if (parts.size() == 2 && isToken(parts.get(1))) {
      if (parts.get(0).equals("query")) {
        return new QueryRoute(parts.get(1));
      }
      if (parts.get(0).equals("header")) {
        return new HeaderRoute(parts.get(1));
      }
    }
    throw new IllegalArgumentException(
        "'"
            + flag
            + "' is no route: a path as in /rooms/{room} or /rooms/{room}/**, or query:room, or"
            + " header:X-Room");
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }
}
