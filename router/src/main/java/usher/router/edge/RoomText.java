package usher.router.edge;

import usher.common.room.RoomId;
import usher.router.edge.RoomRoute.Match;

/** A room id as it stands in a request's target, perhaps with percent-encoded characters. */
final class RoomText {
  private static final Match WRONG = new Match.Wrong("a room id is " + RoomId.RULE);
  private static final int ESCAPE_LENGTH = 3;

  private RoomText() {}

  /** The room, if the decoded text is a room id. */
  static Match match(String encoded) {
    if (encoded.length() > RoomId.MAX_LENGTH * ESCAPE_LENGTH) {
      return WRONG;
    }
    String text = encoded.indexOf('%') < 0 ? encoded : decode(encoded);
    return RoomId.isValid(text) ? new Match.Room(new RoomId(text)) : WRONG;
  }

  /** Decodes single bytes; what is no escape, or no ASCII, stays and makes the id invalid. */
  private static String decode(String encoded) {
    StringBuilder text = new StringBuilder(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%' && i + 2 < encoded.length()) {
        int high = Character.digit(encoded.charAt(i + 1), 16);
        int low = Character.digit(encoded.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          c = (char) (high << 4 | low);
          i += 2;
        }
      }
      text.append(c);
    }
    return text.toString();
  }
}
