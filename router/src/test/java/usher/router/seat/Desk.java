package usher.router.seat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.link.OpenRequest;
import usher.common.net.HostPort;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.SeatQuery;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.Located;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;

/** The rooms of a loop with a world of which the test plays everything, by hand. */
final class Desk implements ClusterInbox, SeatMetrics {
  static final RoomId ROOM = new RoomId("a");
  static final long PARKING_NS = 10_000_000_000L;

  final PinTable pins = new PinTable();
  final Queue<ClusterEvent.Locate> asked = new ArrayDeque<>();
  final List<ClusterEvent> told = new ArrayList<>();
  final Queue<Runnable> due = new ArrayDeque<>();
  final Map<String, Way> ways = new java.util.HashMap<>();
  final Map<Drop, Integer> drops = new EnumMap<>(Drop.class);
  final List<OpenReason> opens = new ArrayList<>();
  final LoopRooms rooms;
  long nowNs = 5;
  int seats;
  int parked;
  int tokens;

  Desk() {
    rooms =
        new LoopRooms(
            new LoopRooms.World(pins, this, due::add, () -> nowNs, () -> "T" + ++tokens, this),
            this::way,
            PARKING_NS);
  }

  static NodeRef node(String id) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "boot-1"), new HostPort("127.0.0.1", 1), Upstream.LINK);
  }

  private LinkPort way(SeatLink link) {
    Way way = new Way(link);
    ways.put(link.node().incarnation().node().value(), way);
    return way;
  }

  Way way(String id) {
    Way way = ways.get(id);
    if (way == null) {
      throw new IllegalStateException("no link to " + id);
    }
    return way;
  }

  Pin pin(String node, long epoch) {
    Pin pin = new Pin(ROOM, node(node), epoch);
    pins.put(pin);
    return pin;
  }

  /** The room moves: its pin is retired, and another is there. */
  Pin moveTo(String node, long epoch) {
    Pin before = pins.get(ROOM);
    if (before != null) {
      before.retire();
    }
    return pin(node, epoch);
  }

  /** The cluster answers who asked. */
  void answer() {
    ClusterEvent.Locate locate = asked.remove();
    Pin pin = pins.get(locate.room());
    locate
        .listener()
        .onLocated(
            pin == null || pin.isRetired()
                ? new Located.Nowhere(CloseReason.NO_NODE, 1_000)
                : new Located.At(pin));
    run();
  }

  void run() {
    for (Runnable next = due.poll(); next != null; next = due.poll()) {
      next.run();
    }
  }

  void after(long ms) {
    nowNs += ms * 1_000_000;
    rooms.tick();
    run();
  }

  Player comes(String target) {
    Player player = new Player();
    player.seat = rooms.seat(ROOM, SeatQuery.of(target), player);
    return player;
  }

  /** Someone on a live seat of the room, on node-1 at epoch 1, in group 1, at seq 0. */
  Player sits() throws Exception {
    if (pins.get(ROOM) == null) {
      pin("node-1", 1);
    }
    Player player = comes("/rooms/a");
    Way way = way("node-1");
    way.up();
    way.reply(1, 1);
    player.heard.clear();
    return player;
  }

  int drops(Drop why) {
    return drops.getOrDefault(why, 0);
  }

  @Override
  public boolean post(ClusterEvent event) {
    told.add(event);
    if (event instanceof ClusterEvent.Locate locate) {
      asked.add(locate);
    }
    return true;
  }

  @Override
  public void seated() {
    seats++;
  }

  @Override
  public void left(CloseReason reason) {
    seats--;
  }

  @Override
  public void parked(int more) {
    parked += more;
  }

  @Override
  public void opened(OpenReason why) {
    opens.add(why);
  }

  @Override
  public void dropped(Drop why) {
    drops.merge(why, 1, Integer::sum);
  }

  @Override
  public void delivered(int players) {}

  @Override
  public void roomResumed(RoomId room, long afterNs) {}

  @Override
  public void locateAsked() {}

  /** A word with a name. */
  record Spoken(String name) implements Word {}

  /** A player that writes down what it is told. */
  static final class Player implements SeatPlayer {
    final List<String> heard = new ArrayList<>();
    boolean isRead = true;
    @Nullable Seat seat;

    void says(String text) {
      Seat on = seat;
      if (on == null) {
        throw new IllegalStateException("not seated");
      }
      on.said(() -> PlayerFrame.text(text.getBytes(StandardCharsets.UTF_8)));
    }

    void goes(boolean onPurpose) {
      Seat on = seat;
      if (on != null) {
        on.gone(onPurpose);
      }
    }

    @Override
    public void say(Word word, boolean asked) {
      heard.add(((Spoken) word).name() + (asked ? " mine" : ""));
    }

    @Override
    public void say(PlayerFrame frame) {
      heard.add(frame.toString());
    }

    @Override
    public void read(boolean more) {
      isRead = more;
    }

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      heard.add("closed " + reason.word() + " " + retryAfterSeconds);
    }
  }

  /** A link that writes down what is sent. */
  static final class Way implements LinkPort {
    final SeatLink link;
    final List<String> sent = new ArrayList<>();
    final List<OpenRequest> requests = new ArrayList<>();
    int dials;
    int lastOpen;
    boolean writable = true;

    Way(SeatLink link) {
      this.link = link;
    }

    void up() {
      if (!link.isUp()) {
        link.onUp();
      }
    }

    /** Names the group, welcomes the last open at seq 0 and answers it. */
    void reply(int group, long epoch) throws Exception {
      link.onGroup(group, epoch, ROOM);
      link.onWelcome(lastOpen, epoch, 0, false, new Spoken("welcome"));
      link.onOpened(lastOpen, 0, group, 1);
    }

    OpenRequest request() {
      return requests.get(requests.size() - 1);
    }

    @Override
    public void dial() {
      dials++;
    }

    @Override
    public boolean isWritable() {
      return writable;
    }

    @Override
    public void open(int open, long epoch, OpenRequest request) {
      lastOpen = open;
      requests.add(request);
      sent.add("open " + open + "@" + epoch);
    }

    @Override
    public void command(int open, long n, PlayerFrame frame) {
      sent.add(open + ": " + n + " " + frame);
    }

    @Override
    public void raw(int open, PlayerFrame frame) {
      sent.add(open + ": raw " + frame);
    }

    @Override
    public void pass(int open, Said said) {
      raw(open, said.kept());
    }

    @Override
    public void detach(int open, boolean onPurpose) {
      sent.add("detach " + open + (onPurpose ? " on purpose" : ""));
    }
  }
}
