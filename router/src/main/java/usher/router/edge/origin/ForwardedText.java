package usher.router.edge.origin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hop of {@code X-Forwarded-For}, or of {@code Forwarded} (RFC 7239, section 4). Pure. */
final class ForwardedText {
  /** The longest address with its brackets and port, and more. */
  private static final int MAX_HOP_LENGTH = 64;

  private static final String FOR = "for=";
  private static final String PROTO = "proto=";

  private ForwardedText() {}

  /** The {@code for} of an element of {@code Forwarded}; empty where it has none or two. */
  static String node(String element) {
    return parameter(element, FOR);
  }

  /** The {@code proto} of an element of {@code Forwarded}; empty where it has none or two. */
  static String proto(String element) {
    return parameter(element, PROTO);
  }

  private static String parameter(String element, String name) {
    String found = null;
    List<String> parts = split(element);
    for (String part : parts == null ? List.<String>of() : parts) {
      if (part.regionMatches(true, 0, name, 0, name.length())) {
        if (found != null) {
          return "";
        }
        found = unquoted(part.substring(name.length()));
      }
    }
    return found == null ? "" : found;
  }

  private static @Nullable List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == ';' && !quoted) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return quoted ? null : parts;
  }

  private static String unquoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /**
   * The address of a hop: alone, with a port, in brackets.
   *
   * @return null where it is none, as {@code unknown} and {@code _hidden} are
   */
  static @Nullable InetAddress address(String hop) {
    if (hop.length() > MAX_HOP_LENGTH) {
      return null;
    }
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      boolean whole = end > 0 && isPort(hop.substring(end + 1));
      return whole ? Network.literal(hop.substring(1, end)) : null;
    }
    int colon = hop.indexOf(':');
    boolean port = colon > 0 && hop.indexOf(':', colon + 1) < 0;
    if (port && !isPort(hop.substring(colon))) {
      return null;
    }
    return Network.literal(port ? hop.substring(0, colon) : hop);
  }

  private static boolean isPort(String text) {
    return text.isEmpty() || text.matches(":[0-9]{1,5}");
  }
}
