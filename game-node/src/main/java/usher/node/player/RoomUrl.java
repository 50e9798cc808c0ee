package usher.node.player;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.PlayerName;
import usher.common.player.SeatQuery;
import usher.common.player.SeatToken;
import usher.common.player.Visitor;
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
   * The room of a path, which may be percent-encoded as behind a router.
   *
   * @throws BadRequestException if its id is out of rule
   */
  static RoomId room(String path) {
    try {
      String id = QueryStringDecoder.decodeComponent(path.substring(PREFIX.length()));
      if (RoomId.isValid(id)) {
        return new RoomId(id);
      }
    } catch (IllegalArgumentException e) {
      // Not percent-encoded: said below.
    }
    throw new BadRequestException(CloseReason.BAD_ROOM, "a room id is " + RoomId.RULE);
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
   * @param header who a router says that it is, percent-encoded: their name counts, and their seats
   *     are bound to it; null where none says so
   * @throws BadRequestException if a parameter is out of rule, or the seat is another player's
   */
  static OpenRequest open(String uri, @Nullable String header) {
    RoomId room = room(new QueryStringDecoder(uri, true).rawPath());
    String known = header == null ? null : name(header);
    try {
      SeatQuery asked = SeatQuery.of(uri);
      SeatQuery query = known == null ? asked : asked.named(known);
      String seat = query.seat();
      if (seat != null && known != null && !SeatToken.isBoundTo(seat, known)) {
        throw new BadRequestException(
            CloseReason.WRONG_PLAYER, "the seat is not one of the player of the ticket");
      }
      return OpenRequest.of(
          room,
          seat == null ? fresh(known) : seat,
          seat == null,
          query.count(),
          query.after(),
          query.answered(),
          query.answered(),
          query,
          known == null ? Visitor.UNKNOWN : new Visitor(true, null));
    } catch (WrongQueryException e) {
      throw new BadRequestException(e.reason(), e.detail());
    }
  }

  private static String fresh(@Nullable String known) {
    return known == null ? SeatToken.fresh() : SeatToken.bound(known);
  }

  private static String name(String header) {
    try {
      String name = URLDecoder.decode(header, StandardCharsets.UTF_8);
      if (PlayerName.isValid(name)) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      // Not percent-encoded: said below.
    }
    throw new BadRequestException(
        CloseReason.BAD_PARAMETER, Visitor.PLAYER_HEADER + " is " + PlayerName.RULE);
  }
}
