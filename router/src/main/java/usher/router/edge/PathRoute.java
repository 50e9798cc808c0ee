package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import usher.common.room.RoomId;

/**
 * The room is a segment of the path.
 *
 * @param prefix what stands before the room, from the first slash to the last
 * @param suffix what must stand behind it: nothing, or more segments
 * @param open whether anything may follow, as further segments
 */
record PathRoute(String prefix, String suffix, boolean open) implements RoomRoute {
  private static final String ROOM = "{room}";
  private static final String OPEN = "/**";

  static PathRoute parse(String flag) {
    boolean open = flag.endsWith(OPEN);
    String pattern = open ? flag.substring(0, flag.length() - OPEN.length()) : flag;
    int at = pattern.indexOf("/" + ROOM);
    if (at < 0 || pattern.indexOf(ROOM, at + ROOM.length()) >= 0) {
      throw wrong(flag, "it needs exactly one segment {room}");
    }
    String prefix = pattern.substring(0, at + 1);
    String suffix = pattern.substring(at + 1 + ROOM.length());
    if (!suffix.isEmpty() && (suffix.charAt(0) != '/' || suffix.endsWith("/"))) {
      throw wrong(flag, "{room} must be a whole segment");
    }
    if (!isPlain(prefix) || !isPlain(suffix)) {
      throw wrong(flag, "besides {room} it may have only A-Z a-z 0-9 . _ ~ - and single slashes");
    }
    return new PathRoute(prefix, suffix, open);
  }

  private static IllegalArgumentException wrong(String flag, String why) {
    return new IllegalArgumentException(
        "'" + flag + "' is no path of a room, as in /rooms/{room}: " + why);
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' ? i > 0 && path.charAt(i - 1) == '/' : !RoomId.isValid("-" + c)) {
        return false;
      }
    }
    return !path.contains("/./") && !path.contains("/../");
  }

  @Override
  public Match find(String target, HttpHeaders headers) {
    if (!target.startsWith(prefix)) {
      return NONE;
    }
    int query = target.indexOf('?');
    int pathEnd = query < 0 ? target.length() : query;
    int start = prefix.length();
    if (start >= pathEnd) {
      return NONE;
    }
    int slash = target.indexOf('/', start);
    int end = slash < 0 || slash > pathEnd ? pathEnd : slash;
    String rest = target.substring(end, pathEnd);
    if (!rest.equals(suffix)) {
      if (!open || !rest.startsWith(suffix + "/")) {
        return NONE;
      }
      String once = PercentText.decode(rest);
      String twice = once == null ? null : PercentText.decode(once);
      if (once == null || twice == null) {
        return new Match.Wrong("a path must be percent-encoded UTF-8");
      }
      if (hasEncodedSlash(rest) || climbs(once) || climbs(twice)) {
        return new Match.Wrong("a path may not climb with . or ..");
      }
    }
    return RoomText.match(target.substring(start, end));
  }

  private static boolean hasEncodedSlash(String path) {
    return path.contains("%2f") || path.contains("%2F");
  }

  /**
   * Whether a node that resolves dots could land in another room: perhaps one that takes a
   * backslash for a slash, drops what follows a semicolon or NUL, or blanks at the end.
   */
  private static boolean climbs(String path) {
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      String step = upTo('\0', upTo(';', segment)).trim();
      if (step.equals(".") || step.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static String upTo(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  @Override
  public String targetOf(RoomId room) {
    return prefix + room + suffix;
  }
}
