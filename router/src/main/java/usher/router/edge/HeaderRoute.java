package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import usher.common.room.RoomId;

/**
 * The room is a header's value. Servers that hand headers on as CGI does read {@code X_Room} as
 * {@code X-Room}: beside it, such a header is one too many.
 */
record HeaderRoute(String name) implements RoomRoute {
  @Override
  public Match find(String target, HttpHeaders headers) {
    List<String> values = headers.getAll(name);
    if (values.isEmpty()) {
      return NONE;
    }
    if (values.size() > 1 || hasAlike(headers)) {
      return new Match.Wrong("the header " + name + " must stand once");
    }
    String value = values.get(0);
    return RoomId.isValid(value)
        ? new Match.Room(new RoomId(value))
        : new Match.Wrong("a room id is " + RoomId.RULE);
  }

  private boolean hasAlike(HttpHeaders headers) {
    for (Iterator<Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        all.hasNext(); ) {
      CharSequence other = all.next().getKey();
      if (other.length() == name.length() && !AsciiString.contentEqualsIgnoreCase(other, name)) {
        int i = 0;
        while (i < name.length() && folded(other.charAt(i)) == folded(name.charAt(i))) {
          i++;
        }
        if (i == name.length()) {
          return true;
        }
      }
    }
    return false;
  }

  /** As in CGI's names of variables (RFC 3875, section 4.1.18), and more widely. */
  private static char folded(char c) {
    char lower = AsciiString.toLowerCase(c);
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ? lower : '_';
  }

  @Override
  public String targetOf(RoomId room) {
    return "/";
  }
}
