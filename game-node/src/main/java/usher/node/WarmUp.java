package usher.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.common.tls.TlsPort;
import usher.node.feed.FeedDoor;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;
import usher.node.link.LinkOutboxes;
import usher.node.link.Links;
import usher.node.player.NodePage;
import usher.node.player.Outboxes;
import usher.node.player.PlayerPort;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSettings;

/**
 * Plays a room of each game to itself, over a link of its own and a journal in memory, and then
 * restores those rooms: what the first players of a failover would wait for, the loading and
 * compiling of code, is done before a router hears of this node. Nobody else can reach these rooms,
 * and nothing of them stays.
 */
final class WarmUp {
  /** No byte for so long, and the warm-up is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Enough for a snapshot, and to replay what came after it. */
  static final int COMMANDS = 150;

  /** So often every room is restored, that the compiler has seen enough of it. */
  private static final int RESTORES = 3;

  /** What is said in games that are known; the others are opened and restored only. */
  private static final Map<String, String> COMMAND =
      Map.of("chat", "{\"say\":\"warm\"}", "chess", "{\"say\":\"warm\"}");

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final String PLAYER = "warm-up";
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final long CLOSE_MS = 200;

  private final Incarnation incarnation;
  private final Games games;

  /** The one whose event loops end at once; the others' own code is warm when the router links. */
  private final Transport transport = Transport.of(TransportChoice.NIO);

  private final WarmJournal journal = new WarmJournal();

  private WarmUp(Incarnation incarnation, Games games) {
    this.incarnation = incarnation;
    this.games = games;
  }

  /**
   * Warms up. Blocks. A node that cannot is slower at first, and that is all: it is logged.
   *
   * @return whether all went as it should
   */
  static boolean run(Incarnation incarnation, Games games) {
    long startNs = System.nanoTime();
    log.info("warms up: plays rooms called {}.* to itself", PLAYER);
    try {
      WarmUp warmUp = new WarmUp(incarnation, games);
      warmUp.house(1);
      for (int epoch = 2; epoch < 2 + RESTORES; epoch++) {
        warmUp.house(epoch);
      }
      log.info("is warm after {} ms", (System.nanoTime() - startNs) / 1_000_000);
      return true;
    } catch (IOException | CannotListenException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.warn("is not warm, so the first rooms open slowly: {}", e.toString());
      return false;
    }
  }

  /** All rooms at one epoch, in a registry of their own. */
  private void house(int epoch) throws IOException, InterruptedException {
    int size = games.names().size();
    RoomSettings settings =
        new RoomSettings(
            incarnation, games, 1, false, new Capacity(size, size), FOR_EVER, FOR_EVER);
    Outboxes outboxes = new Outboxes(1);
    LinkOutboxes links = new LinkOutboxes(1);
    IntConsumer turnEnded = links::turnEnded;
    RoomRegistry rooms = RoomRegistry.start(settings, Lease.ALWAYS, Announcer.NOBODY, turnEnded);
    rooms.journals(journal);
    rooms.journal("memory");
    try {
      PlayerPort port =
          PlayerPort.open(
              new HostPort("127.0.0.1", 0),
              transport,
              1,
              size,
              rooms,
              FeedDoor.NONE,
              outboxes,
              new NodePage(incarnation.node(), games.names()),
              new Links(new Entrance(rooms), FeedDoor.NONE, links, null),
              TlsPort.off("warm-up"));
      try (WarmLink link = new WarmLink(port.port(), PATIENCE)) {
        play(link, epoch);
      } finally {
        port.close(CLOSE_MS);
      }
    } finally {
      rooms.stop();
    }
  }

  private void play(WarmLink link, int epoch) throws IOException {
    List<String> names = List.copyOf(games.names());
    int answers = 0;
    for (int i = 0; i < names.size(); i++) {
      RoomId room = new RoomId(PLAYER + "." + names.get(i));
      journal.ask(
          new JournalCommand.Append(
              room, JournalEntry.claim(epoch, incarnation.toString(), PLAYER + epoch), true, null),
          reply -> {});
      link.add(LinkType.OPEN, i + 1, epoch, OpenJson.write(request(room, names.get(i), epoch)));
      String command = COMMAND.get(names.get(i));
      if (command != null) {
        answers += epoch == 1 ? COMMANDS : 0;
        for (int n = 1; n <= COMMANDS; n++) {
          link.add(LinkType.COMMAND, i + 1, n, command.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    link.flush();
    while (link.heard(LinkType.OPENED) < names.size() || answered(link) < answers) {
      if (link.heard(LinkType.CLOSE) + link.heard(LinkType.STALE) > 0) {
        throw new IOException("a room of the warm-up did not open");
      }
      link.read();
    }
  }

  private static int answered(WarmLink link) {
    return link.heard(LinkType.EVENT)
        + link.heard(LinkType.GROUP_EVENT)
        + link.heard(LinkType.ANSWER);
  }

  private static OpenRequest request(RoomId room, String game, int epoch) {
    boolean fresh = epoch == 1;
    return new OpenRequest(
        room,
        PLAYER,
        fresh,
        0,
        fresh ? null : new EventId(1, COMMANDS - 1),
        0,
        fresh ? 0 : COMMANDS,
        game,
        PLAYER,
        Role.PLAYER);
  }
}
