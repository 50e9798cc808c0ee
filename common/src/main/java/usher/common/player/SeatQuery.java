package usher.common.player;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a room's URL says: {@code ?game=…&player=…&role=…&seat=…&after=…}, by the rules
 * that docs/PROTOCOL.md gives.
 *
 * @param game the game to open the room with; null for the node's first
 * @param player what the player wants to be called; null for a name of the node's
 * @param seat the token of the seat that the player had; null for a new seat
 * @param after the last event heard; null where none was
 * @param answered the highest n answered, 0 where none was
 * @param count the number of this connection to the seat; 0 for one above the last
 * @param delaySeconds how much later a spectator hears the room, from 0 to {@link
 *     #MAX_DELAY_SECONDS}
 * @param publish whether the room, if it is new, publishes its events to a topic
 */
public record SeatQuery(
    @Nullable String game,
    @Nullable String player,
    Role role,
    @Nullable String seat,
    @Nullable EventId after,
    long answered,
    long count,
    int delaySeconds,
    boolean publish) {
  /** The longest delay of a spectator, in seconds. */
  public static final int MAX_DELAY_SECONDS = 60;

  /** The most parameters of a query; more are refused, since a role or name could hide there. */
  private static final int MAX_PARAMETERS = 32;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_GAME_LENGTH = 64;

  /**
   * Reads the query of a target.
   *
   * @throws WrongQueryException if a parameter is out of rule
   */
  public static SeatQuery of(String target) {
    Map<String, List<String>> query = parameters(target);
    String game = one(query, "game");
    if (game != null && (game.isEmpty() || game.length() > MAX_GAME_LENGTH)) {
      throw wrong("game", "1 to " + MAX_GAME_LENGTH + " characters");
    }
    String player = one(query, "player");
    if (player != null && !PlayerName.isValid(player)) {
      throw wrong("player", PlayerName.RULE);
    }
    String roleWord = one(query, "role");
    Role role = roleWord == null ? Role.PLAYER : Role.parse(roleWord);
    if (role == null) {
      throw wrong("role", "player or spectator");
    }
    int delay = delay(query, role);
    boolean publish = publish(query, role);
    String seat = one(query, "seat");
    if (seat == null) {
      return new SeatQuery(game, player, role, null, null, 0, 0, delay, publish);
    }
    if (!SeatToken.isWellFormed(seat)) {
      throw new WrongQueryException(
          CloseReason.BAD_SEAT, "seat is the word that a welcome gave as its seat");
    }
    String afterText = one(query, "after");
    EventId after = afterText == null ? null : EventId.parse(afterText);
    if (afterText != null && after == null) {
      throw wrong("after", "the id of the last event heard, as in 7-42");
    }
    return new SeatQuery(
        game,
        player,
        role,
        seat,
        after,
        number(query, "answered"),
        number(query, "count"),
        delay,
        publish);
  }

  /** The same for a player of this name. */
  public SeatQuery named(String name) {
    return new SeatQuery(game, name, role, seat, after, answered, count, delaySeconds, publish);
  }

  private static int delay(Map<String, List<String>> query, Role role) {
    String text = one(query, "delay");
    if (text == null) {
      return 0;
    }
    int seconds =
        text.matches("[0-9]{1,2}s") ? Integer.parseInt(text, 0, text.length() - 1, 10) : -1;
    if (seconds < 0 || seconds > MAX_DELAY_SECONDS) {
      throw wrong("delay", "whole seconds from 0s to " + MAX_DELAY_SECONDS + "s, as in 10s");
    }
    if (seconds > 0 && role != Role.SPECTATOR) {
      throw wrong("delay", "for role=spectator only: who plays sees the room as it is");
    }
    return seconds;
  }

  private static boolean publish(Map<String, List<String>> query, Role role) {
    String text = one(query, "publish");
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw wrong("publish", "true or false");
    }
    if (role != Role.PLAYER) {
      throw wrong("publish", "for role=player only: who watches opens no room to others");
    }
    return true;
  }

  private static Map<String, List<String>> parameters(String target) {
    Map<String, List<String>> parameters;
    try {
      parameters =
          QueryStringDecoder.builder()
              .hasPath(true)
              .maxParams(MAX_PARAMETERS + 1)
              .build(target)
              .parameters();
    } catch (IllegalArgumentException e) {
      throw new WrongQueryException(
          CloseReason.BAD_PARAMETER, "the query is not percent-encoded UTF-8");
    }
    if (parameters.values().stream().mapToInt(List::size).sum() > MAX_PARAMETERS) {
      throw wrong("the query", "of at most " + MAX_PARAMETERS + " parameters");
    }
    return parameters;
  }

  private static long number(Map<String, List<String>> query, String name) {
    String text = one(query, name);
    if (text == null) {
      return 0;
    }
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(name, "a whole number, 0 or more");
    }
    return Long.parseLong(text);
  }

  private static @Nullable String one(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw wrong(name, "given once");
    }
    return values.get(0);
  }

  private static WrongQueryException wrong(String name, String rule) {
    return new WrongQueryException(CloseReason.BAD_PARAMETER, name + " is " + rule);
  }
}
