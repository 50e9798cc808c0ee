package usher.node.player;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.player.SeatToken;
import usher.common.room.RoomId;
import usher.node.seat.JoinRequest;
import usher.node.seat.JoinRequest.Resume;
import usher.node.seat.PlayerName;

/** Reads {@code /rooms/{room}?game=…&player=…}, by the rules that docs/PROTOCOL.md gives. */
final class RoomUrl {
  private static final String PREFIX = "/rooms/";
  private static final int MAX_PARAMETERS = 32;
  private static final int MAX_DIGITS = 18;

  private RoomUrl() {}

  /** Whether a path is that of a room, or would be if its id were right. */
  static boolean isRoom(String path) {
    return path.startsWith(PREFIX);
  }

  /**
   * The room of a path.
   *
   * @throws BadRequestException if its id is out of rule
   */
  static RoomId room(String path) {
    String id = path.substring(PREFIX.length());
    if (!RoomId.isValid(id)) {
      throw new BadRequestException(CloseReason.BAD_ROOM, "a room id is " + RoomId.RULE);
    }
    return new RoomId(id);
  }

  /**
   * What a player asks for.
   *
   * @throws BadRequestException if a parameter is out of rule
   */
  static JoinRequest join(String uri) {
    QueryStringDecoder url = new QueryStringDecoder(uri, true);
    RoomId room = room(url.rawPath());
    Map<String, List<String>> query = parameters(uri);
    String name = one(query, "player");
    if (name != null && !PlayerName.isValid(name)) {
      throw bad("player", PlayerName.RULE);
    }
    String roleWord = one(query, "role");
    Role role = roleWord == null ? Role.PLAYER : Role.parse(roleWord);
    if (role == null) {
      throw bad("role", "player or spectator");
    }
    return new JoinRequest(room, one(query, "game"), name, role, resume(query));
  }

  private static Map<String, List<String>> parameters(String uri) {
    try {
      return QueryStringDecoder.builder()
          .hasPath(true)
          .maxParams(MAX_PARAMETERS)
          .build(uri)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          CloseReason.BAD_PARAMETER, "the query is not percent-encoded UTF-8");
    }
  }

  private static @Nullable Resume resume(Map<String, List<String>> query) {
    String token = one(query, "seat");
    if (token == null) {
      return null;
    }
    if (!SeatToken.isWellFormed(token)) {
      throw new BadRequestException(
          CloseReason.BAD_SEAT, "seat is the word that a welcome gave as its seat");
    }
    String afterText = one(query, "after");
    EventId after = afterText == null ? null : EventId.parse(afterText);
    if (afterText != null && after == null) {
      throw bad("after", "the id of the last event heard, as in 7-42");
    }
    return new Resume(token, after, number(query, "answered"), number(query, "count"));
  }

  private static long number(Map<String, List<String>> query, String name) {
    String text = one(query, name);
    if (text == null) {
      return 0;
    }
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad(name, "a whole number, 0 or more");
    }
    return Long.parseLong(text);
  }

  private static @Nullable String one(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw bad(name, "given once");
    }
    return values.get(0);
  }

  private static BadRequestException bad(String name, String rule) {
    return new BadRequestException(CloseReason.BAD_PARAMETER, name + " is " + rule);
  }
}
