package usher.node.player;

import io.netty.handler.codec.http.QueryStringDecoder;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.SeatQuery;
import usher.common.player.SeatToken;
import usher.common.player.WrongQueryException;
import usher.common.room.RoomId;

/** Reads {@code /rooms/{room}?game=…&player=…}, by the rules that docs/PROTOCOL.md gives. */
final class RoomUrl {
  private static final String PREFIX = "/rooms/";

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
   * Checks what a player says who wants to hear feeds: a name, by the rule of rooms.
   *
   * @throws BadRequestException if a parameter is out of rule
   */
  static void checkFeeds(String uri) {
    try {
      SeatQuery.of(uri);
    } catch (WrongQueryException e) {
      throw new BadRequestException(e.reason(), e.detail());
    }
  }

  /**
   * What a player asks for.
   *
   * @throws BadRequestException if a parameter is out of rule
   */
  static OpenRequest open(String uri) {
    RoomId room = room(new QueryStringDecoder(uri, true).rawPath());
    try {
      SeatQuery query = SeatQuery.of(uri);
      String seat = query.seat();
      return new OpenRequest(
          room,
          seat == null ? SeatToken.fresh() : seat,
          seat == null,
          query.count(),
          query.after(),
          query.answered(),
          query.answered(),
          query.game(),
          query.player(),
          query.role());
    } catch (WrongQueryException e) {
      throw new BadRequestException(e.reason(), e.detail());
    }
  }
}
