package usher.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import usher.common.config.FlagException;
import usher.common.config.ProcessFlags;
import usher.common.config.Tokens;
import usher.common.control.Capacity;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.common.net.TransportChoice;
import usher.node.game.Games;

/** What an operator can say to a node. */
final class NodeFlags {
  private static final int MAX_LOOPS = 256;
  private static final Set<String> ANY = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  /** Rooms count in nanoseconds, of which a long has 292 years. */
  static final Duration MAX_ROOM_IDLE = Duration.ofDays(30);

  static final Duration MAX_SEAT_GRACE = Duration.ofDays(30);
  static final Duration MAX_DRAIN = Duration.ofDays(1);
  static final Duration MIN_LOG_INTERVAL = Duration.ofMillis(100);
  static final Duration MAX_LOG_INTERVAL = Duration.ofDays(1);

  @Option(
      names = "--router",
      paramLabel = "host:port",
      split = ",",
      description = "The control port of the router to serve; several are tried in turn.")
  List<HostPort> routers = List.of();

  @Option(names = "--standalone", description = "Serve players without a router.")
  boolean standalone;

  @Option(
      names = "--id",
      defaultValue = "node-1",
      description = "The node's name, kept over restarts (default: ${DEFAULT-VALUE}).")
  String id = "node-1";

  @Option(
      names = "--listen",
      paramLabel = "host:port",
      defaultValue = "127.0.0.1:0",
      description = "Where players reach the node; port 0 is any free one.")
  HostPort listen = new HostPort("127.0.0.1", 0);

  @Option(
      names = "--advertise",
      paramLabel = "host:port",
      description = "Where the router reaches the node, if that is not --listen.")
  @Nullable HostPort advertise;

  @Option(
      names = "--upstream",
      defaultValue = "link",
      description =
          "link or tunnel: how the router reaches players' seats (default: ${DEFAULT-VALUE}).")
  Upstream upstream = Upstream.LINK;

  @Option(
      names = "--game",
      defaultValue = "chess",
      description = "The game of a room whose first player names none (default: ${DEFAULT-VALUE}).")
  String game = "chess";

  @Option(
      names = "--capacity-rooms",
      defaultValue = "1000",
      description = "The most rooms (default: ${DEFAULT-VALUE}).")
  int capacityRooms = 1_000;

  @Option(
      names = "--capacity-seats",
      defaultValue = "20000",
      description = "The most seats over all rooms (default: ${DEFAULT-VALUE}).")
  int capacitySeats = 20_000;

  @Option(
      names = "--room-idle",
      defaultValue = "30s",
      description =
          "How long a room without seats stays awake (default: ${DEFAULT-VALUE}; at most 30d).")
  Duration roomIdle = Duration.ofSeconds(30);

  @Option(
      names = "--seat-grace",
      defaultValue = "30s",
      description =
          "How long a seat waits for its player (default: ${DEFAULT-VALUE}; at most 30d).")
  Duration seatGrace = Duration.ofSeconds(30);

  @Option(
      names = "--drain-timeout",
      defaultValue = "10s",
      description =
          "How long SIGTERM waits for rooms to empty (default: ${DEFAULT-VALUE}; at most 1d).")
  Duration drainTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--log-state",
      paramLabel = "duration",
      description = "Log every room with its state this often, as in 4s; 100ms to 1d.")
  @Nullable Duration logState;

  @Option(
      names = "--metrics",
      paramLabel = "host:port",
      description = "Where to serve GET /metrics and /healthz; port 0 is any free one.")
  @Nullable HostPort metrics;

  @Option(
      names = "--transport",
      defaultValue = "auto",
      description = "auto, io_uring, epoll or nio (default: ${DEFAULT-VALUE}).")
  TransportChoice transport = TransportChoice.AUTO;

  @Option(
      names = "--loops",
      defaultValue = "0",
      description = "Threads that own rooms, and as many that own sockets; 0 is one a core.")
  int loops;

  @Option(
      names = "--token-file",
      paramLabel = "file",
      description =
          "The secrets that the node takes, 1 to 16 lines of SECRET or NAME:SECRET; it shows the"
              + " first to routers.")
  @Nullable Path tokenFile;

  @Mixin TlsFlags tls = new TlsFlags();

  @Mixin ProcessFlags process = new ProcessFlags();

  /**
   * Whether the node can listen where it is to.
   *
   * @throws usher.common.net.CannotListenException if it cannot
   */
  void checkPorts() {
    Binding.check(ports());
  }

  private Map<String, HostPort> ports() {
    Map<String, HostPort> ports = new LinkedHashMap<>();
    ports.put("--listen", listen);
    if (metrics != null) {
      ports.put("--metrics", metrics);
    }
    return ports;
  }

  /**
   * What only all flags together show to be wrong.
   *
   * @throws FlagException if anything is
   * @throws usher.common.net.CannotListenException if two ports are one
   */
  void check() {
    tls.check();
    process.check();
    capacity();
    games();
    Binding.checkDistinct(ports());
    if (standalone != routers.isEmpty()) {
      throw new FlagException(
          "give either --router host:port or --standalone, which serves without a router");
    }
    if (!NodeId.isValid(id)) {
      throw new FlagException("--id: a node id is " + NodeId.RULE + ", not '" + id + "'");
    }
    if (loops < 0 || loops > MAX_LOOPS) {
      throw new FlagException("--loops is 0 to " + MAX_LOOPS + ", not " + loops);
    }
    requireAtMost(MAX_ROOM_IDLE, roomIdle, "--room-idle is 0s to 30d");
    requireAtMost(MAX_SEAT_GRACE, seatGrace, "--seat-grace is 0s to 30d");
    requireAtMost(MAX_DRAIN, drainTimeout, "--drain-timeout is 0s to 1d");
    if (logState != null) {
      String range = "--log-state is 100ms to 1d";
      requireAtMost(MAX_LOG_INTERVAL, logState, range);
      requireAtMost(logState, MIN_LOG_INTERVAL, range);
    }
    if (advertise != null && advertise.port() == 0) {
      throw new FlagException("--advertise needs a port other than 0");
    }
    if (!standalone && advertise == null && ANY.contains(listen.host())) {
      throw new FlagException(
          "--listen "
              + listen
              + " is no address that a router can reach: add --advertise host:port");
    }
    if (metrics != null && tokenFile == null && !Binding.isLoopback(metrics)) {
      throw new FlagException(
          "--metrics: "
              + metrics
              + " can be reached from other machines: name a --token-file, which requests for"
              + " metrics must then carry, or bind loopback");
    }
    if (takesLinks() && tokenFile == null && !Binding.isLoopback(listen)) {
      throw new FlagException(
          "--listen: "
              + listen
              + " can be reached from other machines, and whoever gets a link there speaks for"
              + " every player: name a --token-file, bind loopback, or give --upstream tunnel");
    }
  }

  private static void requireAtMost(Duration most, Duration value, String range) {
    if (value.compareTo(most) > 0) {
      throw new FlagException(range);
    }
  }

  /** Whether routers are given links. */
  boolean takesLinks() {
    return upstream == Upstream.LINK && !standalone;
  }

  /**
   * The token for the router; null where none is named.
   *
   * @throws FlagException if the file cannot be read or holds no token
   */
  @Nullable Tokens token() {
    return tokenFile == null ? null : Tokens.read("--token-file", tokenFile);
  }

  /**
   * @throws FlagException if out of range
   */
  Capacity capacity() {
    try {
      return new Capacity(capacityRooms, capacitySeats);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--capacity-rooms, --capacity-seats: " + e.getMessage());
    }
  }

  /**
   * All games there are, made anew.
   *
   * @throws FlagException if that of --game is none of them, or one cannot be loaded
   */
  Games games() {
    try {
      return Games.load(game);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--game: " + e.getMessage());
    }
  }

  int loopCount() {
    return loops > 0 ? loops : Runtime.getRuntime().availableProcessors();
  }
}
