package usher.router.ticket;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.PlayerName;
import usher.common.player.Role;
import usher.common.room.NamePattern;

/**
 * What the claims of a ticket must say (RFC 7519, section 4.1). Pure.
 *
 * @param audience what {@code aud} must name; null where a ticket may name none
 * @param issuer what {@code iss} must be; null for anything
 */
record TicketRules(@Nullable String audience, @Nullable String issuer) {
  /** Names of a player's second seat in a room, and further ones: nobody's own. */
  private static final Pattern FURTHER_SEAT = Pattern.compile(".*#[0-9]+");

  private static final double MS = 1_000;

  /** The latest time that counts, in seconds: the year 9999. */
  private static final double MAX_SECONDS = 253_402_300_799.0;

  /** What claims that were signed well are worth. */
  Verdict judge(Map<String, Object> claims, long nowMs) {
    Object expires = claims.get("exp");
    Object notBefore = claims.get("nbf");
    if (expires == null || !isTime(expires)) {
      return Verdict.bad("a ticket has exp, the time when it ends, in seconds since 1970");
    }
    if (notBefore != null && !isTime(notBefore)) {
      return Verdict.bad("nbf of a ticket is a time in seconds since 1970");
    }
    if (notBefore != null && nowMs < ms(notBefore) - TicketLimits.CLOCK_SKEW_S * MS) {
      return Verdict.bad("the time of the ticket has not come yet");
    }
    Verdict.Refused elsewhere = meantForOthers(claims);
    if (elsewhere != null) {
      return elsewhere;
    }
    Verdict verdict = ticket(claims, ms(expires));
    if (verdict instanceof Ticket ticket && ticket.isExpired(nowMs)) {
      return new Verdict.Refused(
          CloseReason.TICKET_EXPIRED, "the time of the ticket is over: get another one");
    }
    return verdict;
  }

  private Verdict.@Nullable Refused meantForOthers(Map<String, Object> claims) {
    if (issuer != null && !issuer.equals(claims.get("iss"))) {
      return Verdict.bad("the iss of the ticket is not that of --ticket-issuer");
    }
    Object meant = claims.get("aud");
    boolean named =
        meant instanceof List<?> list
            ? audience != null && list.contains(audience)
            : meant != null && meant.equals(audience);
    if (audience == null ? meant != null : !named) {
      return Verdict.bad("the aud of the ticket is not that of --ticket-audience");
    }
    return null;
  }

  private static Verdict ticket(Map<String, Object> claims, long expiresMs) {
    if (!(claims.get("sub") instanceof String player)
        || !PlayerName.isValid(player)
        || FURTHER_SEAT.matcher(player).matches()) {
      return Verdict.bad(
          "sub of a ticket is the name of its player: "
              + PlayerName.RULE
              + ", nor end with # and a number");
    }
    Object word = claims.getOrDefault("role", Role.PLAYER.word());
    Role role = word instanceof String text ? Role.parse(text) : null;
    if (role == null) {
      return Verdict.bad("role of a ticket is player or spectator");
    }
    List<NamePattern> rooms = JsonFields.patterns(claims.getOrDefault("rooms", List.of()));
    Object feeds = claims.get("topics");
    List<NamePattern> topics = feeds == null ? null : JsonFields.patterns(feeds);
    if (rooms == null || (feeds != null && topics == null)) {
      return Verdict.bad(
          "rooms and topics of a ticket are a pattern or a list of at most "
              + TicketLimits.MAX_PATTERNS
              + " patterns, each "
              + NamePattern.RULE);
    }
    return new Ticket(player, role, rooms, topics, expiresMs);
  }

  private static boolean isTime(@Nullable Object value) {
    return value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= MAX_SECONDS;
  }

  private static long ms(Object seconds) {
    return (long) (((Number) seconds).doubleValue() * MS);
  }
}
