package usher.common.journal.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import usher.common.journal.redis.JournalAddress.Kind;
import usher.common.net.HostPort;

/** Reads the text of an address. Its errors never repeat what may be a password. */
final class JournalAddressReader {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(rediss?)(\\+sentinel|\\+cluster)?://(?:(.*)@)?([^@/?]*)(/[^?@]*)?(?:\\?([^@]*))?");
  private static final Pattern OPTION = Pattern.compile("([a-z]+)=(\\d{1,9})(s|m|h|d|)");
  private static final int REDIS_PORT = 6_379;
  private static final int SENTINEL_PORT = 26_379;
  private static final int MAX_DATABASE = 65_535;
  private static final String RIGHT =
      "redis://[user:password@]host:port[/db], rediss://…,"
          + " redis+sentinel://[password@]host:port,host:port/master-name"
          + " or redis+cluster://[password@]host:port,host:port";

  private final String text;

  JournalAddressReader(String text) {
    this.text = text;
  }

  JournalAddress read() {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw wrong("an address of a journal is " + RIGHT);
    }
    Kind kind = kind(matcher.group(2));
    String credentials = orEmpty(matcher.group(3));
    int colon = credentials.indexOf(':');
    String path = decoded(orEmpty(matcher.group(5)));
    path = path.isEmpty() ? path : path.substring(1);
    JournalAddress address =
        new JournalAddress(
            kind,
            "rediss".equals(matcher.group(1)),
            colon <= 0 ? "" : decoded(credentials.substring(0, colon)),
            decoded(credentials.substring(colon + 1)),
            servers(kind, orEmpty(matcher.group(4))),
            kind == Kind.STANDALONE ? database(path) : 0,
            kind == Kind.SENTINEL ? master(path) : "",
            JournalAddress.DEFAULT_RETENTION,
            0,
            JournalAddress.BY_JAVA);
    if (kind == Kind.CLUSTER && !path.isEmpty()) {
      throw wrong("a cluster has no databases: leave out what follows the last port");
    }
    return withOptions(address, orEmpty(matcher.group(6)));
  }

  private static Kind kind(@Nullable String suffix) {
    if (suffix == null) {
      return Kind.STANDALONE;
    }
    return suffix.equals("+sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
  }

  private static List<HostPort> servers(Kind kind, String list) {
    String[] names = list.split(",", -1);
    if (kind == Kind.STANDALONE && names.length > 1) {
      throw wrong("redis:// names one server; several are redis+sentinel://… or redis+cluster://…");
    }
    if (names.length > JournalLimits.MAX_SERVERS) {
      throw wrong("an address names at most " + JournalLimits.MAX_SERVERS + " servers");
    }
    List<HostPort> servers = new ArrayList<>();
    for (String name : names) {
      boolean hasPort = name.lastIndexOf(':') > name.lastIndexOf(']');
      int port = kind == Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT;
      HostPort server = HostPort.parse(hasPort ? name : name + ":" + port);
      if (server.port() == 0) {
        throw wrong("'" + name + "': the port of a server is 1 to 65535");
      }
      servers.add(server);
    }
    return servers;
  }

  private static int database(String path) {
    if (path.isEmpty()) {
      return 0;
    }
    if (!path.matches("\\d{1,5}") || Integer.parseInt(path) > MAX_DATABASE) {
      throw wrong("'" + path + "' is not the number of a database, as in redis://host:6379/0");
    }
    return Integer.parseInt(path);
  }

  private static String master(String path) {
    if (path.isEmpty() || path.indexOf('/') >= 0) {
      throw wrong("sentinels need the master's name, as in redis+sentinel://host:26379/mymaster");
    }
    return path;
  }

  private static JournalAddress withOptions(JournalAddress address, String options) {
    Duration retention = address.retention();
    int replicas = address.replicas();
    for (String option : options.isEmpty() ? new String[0] : options.split("&", -1)) {
      Matcher matcher = OPTION.matcher(option);
      if (matcher.matches() && "retention".equals(matcher.group(1))) {
        retention = duration(orEmpty(matcher.group(2)), orEmpty(matcher.group(3)));
      } else if (matcher.matches()
          && "replicas".equals(matcher.group(1))
          && orEmpty(matcher.group(3)).isEmpty()) {
        replicas = Integer.parseInt(orEmpty(matcher.group(2)));
      } else {
        throw wrong("what follows the ? is retention=7d and replicas=1, with & between");
      }
    }
    return address.keeping(retention, replicas);
  }

  private static Duration duration(String amount, String unit) {
    long number = Long.parseLong(amount);
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw wrong("a retention is a whole number and s, m, h or d, as in 7d");
    };
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("a % in an address is followed by two hexadecimal digits: %25 is the % itself");
    }
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException(message);
  }
}
