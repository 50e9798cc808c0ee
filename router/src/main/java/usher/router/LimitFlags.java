package usher.router;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.net.OpenFiles;
import usher.router.edge.EdgeLimits;
import usher.router.limit.PlayerLimits;
import usher.router.limit.PlayerLimits.OverloadMarks;
import usher.router.limit.PlayerLimits.PerAddress;

/** The flags of a router that say what players may have. All can change while it runs. */
final class LimitFlags {
  static final Set<String> NAMES =
      Set.of(
          "--max-connections",
          "--max-connections-per-address",
          "--connects-per-address",
          "--rooms-per-address",
          "--handshake-timeout",
          "--idle-timeout",
          "--max-head-bytes",
          "--max-message-bytes",
          "--commands-per-second",
          "--max-unread-bytes",
          "--overload-lag",
          "--overload-memory");

  private static final Logger log = LoggerFactory.getLogger(LimitFlags.class);

  private static final int MAX_RATE = 1_000_000;
  private static final int MIN_HEAD_BYTES = 256;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int MIN_UNREAD_BYTES = 16 * 1024;
  private static final int MAX_UNREAD_BYTES = 64 * 1024 * 1024;
  private static final Duration MIN_HANDSHAKE = Duration.ofMillis(100);
  private static final Duration MAX_HANDSHAKE = Duration.ofMinutes(5);
  private static final Duration MIN_IDLE = Duration.ofSeconds(2);
  private static final Duration MAX_IDLE = Duration.ofHours(1);
  private static final Duration MAX_LAG = Duration.ofMinutes(1);

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "9000",
      description =
          "The most players' connections at once; beyond it a new one gets 503 (default:"
              + " ${DEFAULT-VALUE}). Each takes two files.")
  int connections;

  @Option(
      names = "--max-connections-per-address",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The most connections of one address at once; beyond it a new one gets 429 (default:"
              + " ${DEFAULT-VALUE}; 0 is no limit).")
  int perAddress;

  @Option(
      names = "--connects-per-address",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "The new connections a second that one address may keep up; ten seconds' worth may come"
              + " at once (default: ${DEFAULT-VALUE}; 0 is no limit).")
  int connectsPerSecond;

  @Option(
      names = "--rooms-per-address",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "The new rooms a second that one address may keep up; ten seconds' worth may come at once"
              + " (default: ${DEFAULT-VALUE}; 0 is no limit).")
  int roomsPerSecond;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "How long a request's head may take to come, from the connection or its first byte"
              + " (default: ${DEFAULT-VALUE}; 100ms to 5m).")
  Duration handshake = Duration.ZERO;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "How long a connection may wait for its next request, and a seated player be silent, who"
              + " is sent a ping after half of it (default: ${DEFAULT-VALUE}; 2s to 1h).")
  Duration idle = Duration.ZERO;

  @Option(
      names = "--max-head-bytes",
      paramLabel = "N",
      defaultValue = "8192",
      description = "The longest head of a request (default: ${DEFAULT-VALUE}; 256 to 65536).")
  int headBytes;

  @Option(
      names = "--max-message-bytes",
      paramLabel = "N",
      defaultValue = "65536",
      description = "The largest message of a player (default: ${DEFAULT-VALUE}; 1 to 65536).")
  int messageBytes;

  @Option(
      names = "--commands-per-second",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The commands a second that a seat may keep up; two seconds' worth may come at once"
              + " (default: ${DEFAULT-VALUE}; 1 to 1000000).")
  int commandsPerSecond;

  @Option(
      names = "--max-unread-bytes",
      paramLabel = "N",
      defaultValue = "1048576",
      description =
          "What a seated player may leave unread before it is closed (default: ${DEFAULT-VALUE};"
              + " 16384 to 67108864).")
  int unreadBytes;

  @Option(
      names = "--overload-lag",
      paramLabel = "TIME",
      defaultValue = "250ms",
      description =
          "How late an event loop may run, for 2 s, before new players are refused (default:"
              + " ${DEFAULT-VALUE}; 0ms is no mark, at most 1m).")
  Duration lag = Duration.ZERO;

  @Option(
      names = "--overload-memory",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description =
          "How full the heap, after a collection, or direct memory may be, for 2 s, before new"
              + " players are refused (default: ${DEFAULT-VALUE}; 0 is no mark, at most 1).")
  double memory;

  /**
   * What players may have.
   *
   * @throws FlagException if a flag is wrong; the message says what would be right
   */
  PlayerLimits limits() {
    require(connections >= 1, "--max-connections is at least 1");
    require(perAddress >= 0, "--max-connections-per-address is at least 0, which is no limit");
    requireIn("--connects-per-address", connectsPerSecond, 0, MAX_RATE);
    requireIn("--rooms-per-address", roomsPerSecond, 0, MAX_RATE);
    require(
        handshake.compareTo(MIN_HANDSHAKE) >= 0 && handshake.compareTo(MAX_HANDSHAKE) <= 0,
        "--handshake-timeout is 100ms to 5m");
    require(
        idle.compareTo(MIN_IDLE) >= 0 && idle.compareTo(MAX_IDLE) <= 0,
        "--idle-timeout is 2s to 1h");
    requireIn("--max-head-bytes", headBytes, MIN_HEAD_BYTES, EdgeLimits.MAX_HEAD_BYTES);
    requireIn("--max-message-bytes", messageBytes, 1, MAX_MESSAGE_BYTES);
    requireIn("--commands-per-second", commandsPerSecond, 1, MAX_RATE);
    requireIn("--max-unread-bytes", unreadBytes, MIN_UNREAD_BYTES, MAX_UNREAD_BYTES);
    require(lag.compareTo(MAX_LAG) <= 0, "--overload-lag is at most 1m");
    require(memory >= 0 && memory <= 1, "--overload-memory is 0 to 1");
    return new PlayerLimits(
        connections,
        new PerAddress(perAddress, connectsPerSecond, roomsPerSecond),
        handshake,
        idle,
        headBytes,
        messageBytes,
        commandsPerSecond,
        unreadBytes,
        new OverloadMarks(lag.toMillis(), memory));
  }

  /**
   * Says where players will be refused for want of files before there are too many.
   *
   * @param files null where the system does not tell
   */
  void warn(@Nullable OpenFiles files) {
    String tooFew =
        files == null
            ? null
            : files.tooFewFor("--max-connections", connections, PlayerLimits.FILES_EACH);
    if (tooFew != null) {
      log.warn("{}", tooFew);
    }
  }

  private static void requireIn(String flag, int value, int least, int most) {
    require(value >= least && value <= most, flag + " is " + least + " to " + most);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new FlagException(message);
    }
  }
}
