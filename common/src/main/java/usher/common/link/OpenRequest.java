package usher.common.link;

import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.player.Visitor;
import usher.common.room.RoomId;

/**
 * A router seats a player in a room, or seats them again.
 *
 * @param token what names the seat; nobody can guess it
 * @param fresh whether the seat is new, so that a room that does not know it has lost nothing
 * @param count the number of the player's connection to the seat, the highest wins; 0 for one above
 *     the last
 * @param after the last event heard; null where none was
 * @param answered the highest n answered, 0 where none was
 * @param upTo the highest n that was sent before and may not be answered: those above {@code
 *     answered} up to it follow as commands, and are never carried out by a room that lost the seat
 * @param game the game to open the room with; null for the node's first
 * @param player what the player wants to be called; null for a name of the node's
 * @param delaySeconds how much later a spectator hears the room
 * @param publish whether the room, if it is new, publishes its events to a topic
 * @param visitor what the router knows of the player by itself
 */
public record OpenRequest(
    RoomId room,
    String token,
    boolean fresh,
    long count,
    @Nullable EventId after,
    long answered,
    long upTo,
    @Nullable String game,
    @Nullable String player,
    Role role,
    int delaySeconds,
    boolean publish,
    Visitor visitor) {
  /** An open for somebody of whom the router knows nothing. */
  public OpenRequest(
      RoomId room,
      String token,
      boolean fresh,
      long count,
      @Nullable EventId after,
      long answered,
      long upTo,
      @Nullable String game,
      @Nullable String player,
      Role role,
      int delaySeconds,
      boolean publish) {
    this(
        room,
        token,
        fresh,
        count,
        after,
        answered,
        upTo,
        game,
        player,
        role,
        delaySeconds,
        publish,
        Visitor.UNKNOWN);
  }

  /** An open for what a player's query says; the seat, what was heard and answered aside. */
  public static OpenRequest of(
      RoomId room,
      String token,
      boolean fresh,
      long count,
      @Nullable EventId after,
      long answered,
      long upTo,
      SeatQuery query,
      Visitor visitor) {
    return new OpenRequest(
        room,
        token,
        fresh,
        count,
        after,
        answered,
        upTo,
        query.game(),
        query.player(),
        query.role(),
        query.delaySeconds(),
        query.publish(),
        visitor);
  }

  /** An open without a delay, of a room that does not publish. */
  public OpenRequest(
      RoomId room,
      String token,
      boolean fresh,
      long count,
      @Nullable EventId after,
      long answered,
      long upTo,
      @Nullable String game,
      @Nullable String player,
      Role role) {
    this(room, token, fresh, count, after, answered, upTo, game, player, role, 0, false);
  }
}
