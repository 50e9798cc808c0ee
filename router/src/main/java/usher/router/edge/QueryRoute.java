package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import usher.common.room.RoomId;

/**
 * The room is a parameter of the query. Which of two a node would read, and by which rules, nobody
 * knows: whatever a common server could take for this parameter counts as one.
 */
record QueryRoute(String name) implements RoomRoute {
  private enum Name {
    OTHER,
    /** Not the parameter's, but some servers take it for that. */
    ALIKE,
    SAME,
    /** Servers differ in what it is. */
    UNREADABLE
  }

  @Override
  public Match find(String target, HttpHeaders headers) {
    int query = target.indexOf('?');
    if (query < 0) {
      return NONE;
    }
    String found = null;
    boolean alike = false;
    boolean unreadable = false;
    boolean semicolon = false;
    int end;
    for (int from = query + 1; from <= target.length(); from = end + 1) {
      end = end(target, from);
      int nameEnd = indexOf('=', target, from, end);
      Name as = nameOf(target, from, nameEnd);
      unreadable |= as == Name.UNREADABLE;
      if (as != Name.SAME && as != Name.ALIKE) {
        continue;
      }
      if (found != null || alike) {
        return new Match.Wrong("the parameter '" + name + "' must stand once");
      }
      alike = as == Name.ALIKE;
      if (as == Name.SAME) {
        found = target.substring(Math.min(nameEnd + 1, end), end);
        semicolon =
            target.charAt(from - 1) == ';' || (end < target.length() && target.charAt(end) == ';');
      }
    }
    if (found == null) {
      return NONE;
    }
    if (unreadable) {
      return new Match.Wrong("beside the parameter '" + name + "' names must be encoded UTF-8");
    }
    return semicolon
        ? new Match.Wrong("the parameter '" + name + "' must be set off by &, not by ;")
        : RoomText.match(found);
  }

  /** Some servers split at a semicolon, too. */
  private static int end(String target, int from) {
    int end = from;
    while (end < target.length() && target.charAt(end) != '&' && target.charAt(end) != ';') {
      end++;
    }
    return end;
  }

  /** Where the character is, at the latest {@code end}. */
  private static int indexOf(char c, String target, int from, int end) {
    int at = from;
    while (at < end && target.charAt(at) != c) {
      at++;
    }
    return at;
  }

  private Name nameOf(String target, int from, int to) {
    if (indexOf('%', target, from, to) == to) {
      return compare(target, from, to);
    }
    String decoded = PercentText.decode(target.substring(from, to));
    return decoded == null ? Name.UNREADABLE : compare(decoded, 0, decoded.length());
  }

  /**
   * PHP passes over blanks before a name, ends it at {@code [} and NUL, and reads a dot and a blank
   * in it as an underscore; ASP.NET does not tell capitals from small letters.
   */
  private Name compare(String text, int from, int to) {
    if (to - from == name.length() && text.startsWith(name, from)) {
      return Name.SAME;
    }
    int at = from;
    while (at < to && (text.charAt(at) <= ' ' || text.charAt(at) == '+')) {
      at++;
    }
    for (int i = 0; i < name.length(); i++, at++) {
      if (at >= to || folded(text.charAt(at)) != folded(name.charAt(i))) {
        return Name.OTHER;
      }
    }
    return at == to || text.charAt(at) == '[' || text.charAt(at) == 0 ? Name.ALIKE : Name.OTHER;
  }

  private static char folded(char c) {
    return c == '.' || c == ' ' || c == '+' ? '_' : c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  @Override
  public String targetOf(RoomId room) {
    return "/?" + name + "=" + room;
  }
}
