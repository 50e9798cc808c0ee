package usher.router.warm;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.router.edge.EdgeConfig;
import usher.router.edge.EdgeCounters;
import usher.router.edge.PlayerPort;
import usher.router.limit.PlayerLimits;
import usher.router.site.SiteLoader;

/**
 * Lets players of its own come, talk and lose their node, on a port of its own with two nodes that
 * are none: what the first real ones would wait for, the loading and compiling of code, is done
 * before the router listens. Nobody else can come to that port, and nothing of it stays.
 */
public final class WarmUp {
  /** Of players at once; four in each room. */
  private static final int PLAYERS = 48;

  private static final int IN_A_ROOM = 4;

  /** So often they come, talk, lose their node and leave. */
  private static final int ROUNDS = 10;

  /** What each of them says in a round before the node dies, and as much after. */
  private static final int COMMANDS = 4;

  /** No byte for so long, and the warm-up is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int STOP_MS = 200;

  private final Map<String, AtomicLong> seqs = new ConcurrentHashMap<>();
  private int rounds;

  private WarmUp() {}

  /**
   * Warms up. Blocks. A router that cannot is slower at first, and that is all: it is logged.
   *
   * @param transport that the router will listen by
   * @param limit no round begins later: a machine that is busy or slow is not kept any longer; zero
   *     for no warm-up
   * @return whether all went as it should
   */
  public static boolean run(Transport transport, Duration limit) {
    if (limit.isZero()) {
      return true;
    }
    long startNs = System.nanoTime();
    WarmUp warmUp = new WarmUp();
    EventLoopGroup loops = transport.group("warm-up", 1);
    try {
      warmUp.house(transport, loops, startNs + limit.toNanos());
      long tookMs = (System.nanoTime() - startNs) / 1_000_000;
      log.info("is warm after {} ms, {} rounds", tookMs, warmUp.rounds);
      return true;
    } catch (IOException | CannotListenException e) {
      log.warn("is not warm, so the first players wait longer: {}", e.toString());
      return false;
    } finally {
      loops.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }
  }

  private void house(Transport transport, EventLoopGroup loops, long endNs) throws IOException {
    try (WarmNode one = new WarmNode("warm-up-1", seqs);
        WarmNode two = new WarmNode("warm-up-2", seqs)) {
      WarmCluster cluster = new WarmCluster(one.ref(), two.ref());
      try (PlayerPort port =
          PlayerPort.open(
              EdgeConfig.at(new HostPort("127.0.0.1", 0))
                  .withLimits(PlayerLimits.DEFAULTS.withAddress(PlayerLimits.PerAddress.NONE)),
              SiteLoader.load(WarmUp.class.getClassLoader()),
              transport,
              loops,
              cluster.pins(),
              cluster,
              new EdgeCounters())) {
        WarmNode alive = one;
        while (rounds < ROUNDS && System.nanoTime() - endNs < 0) {
          round(port.address().port(), cluster, alive);
          alive = alive == one ? two : one;
          rounds++;
        }
      }
    }
  }

  private void round(int port, WarmCluster cluster, WarmNode alive) throws IOException {
    List<WarmPlayer> players = new ArrayList<>();
    try {
      for (int i = 0; i < PLAYERS; i++) {
        String room = "warm-up." + rounds + "." + i / IN_A_ROOM;
        players.add(new WarmPlayer(port, (int) PATIENCE.toMillis(), room));
      }
      for (WarmPlayer player : players) {
        player.seated();
      }
      talk(players);
      cluster.swap();
      alive.die();
      for (WarmPlayer player : players) {
        player.hears("resumed");
      }
      talk(players);
    } finally {
      for (WarmPlayer player : players) {
        player.close();
      }
    }
  }

  /** Each hears what all in the room said before anyone says more. */
  private static void talk(List<WarmPlayer> players) throws IOException {
    for (int i = 0; i < COMMANDS; i++) {
      for (WarmPlayer player : players) {
        player.say("{\"say\":\"warm\"}");
      }
      for (WarmPlayer player : players) {
        for (int heard = 0; heard < IN_A_ROOM; heard++) {
          player.hears("event");
        }
      }
    }
  }
}
