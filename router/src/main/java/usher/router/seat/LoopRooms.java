package usher.router.seat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.control.Upstream;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrames;
import usher.common.player.SeatQuery;
import usher.common.player.SeatToken;
import usher.common.player.Visitor;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterInbox;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinView;

/** The rooms that players of one event loop sit in, and its links. On the loop. */
public final class LoopRooms {
  /**
   * What the rooms of a loop need of the world.
   *
   * @param loop runs on the loop what other threads hand to it, in order
   * @param nowNs the present, by the clock of the cluster
   * @param tokens makes seat tokens that nobody can guess
   */
  public record World(
      PinView pins,
      ClusterInbox inbox,
      Executor loop,
      LongSupplier nowNs,
      Supplier<String> tokens,
      SeatMetrics metrics) {}

  /** Makes the way to a node, which is dialled when it is asked to be. */
  @FunctionalInterface
  public interface Ways {
    LinkPort to(SeatLink link);
  }

  private final World world;
  private final Ways ways;
  private final long parkingNs;
  private final SeatRules rules;

  /** Bounded by the seats: each room has one at least. */
  private final Map<RoomId, LoopRoom> rooms = new HashMap<>();

  private final List<LoopRoom> all = new ArrayList<>();

  /** Bounded by the nodes. */
  private final Map<NodeRef, SeatLink> links = new HashMap<>();

  /**
   * Rooms of a loop.
   *
   * @param parkingNs how long a seat waits for its room at most, in nanoseconds
   */
  public LoopRooms(World world, Ways ways, long parkingNs) {
    this(world, ways, parkingNs, SeatRules.ALL);
  }

  /** The same, where not all rules hold. */
  public LoopRooms(World world, Ways ways, long parkingNs, SeatRules rules) {
    this.world = world;
    this.ways = ways;
    this.parkingNs = parkingNs;
    this.rules = rules;
  }

  /** Seats a player: the seat's words go to the player, and the room is found for it. */
  public Seat seat(RoomId id, SeatQuery query, SeatPlayer player) {
    return seat(id, query, Visitor.UNKNOWN, player);
  }

  /**
   * The same, for somebody of whom the router knows something by itself.
   *
   * @param visitor if verified, the query has the player's name
   */
  public Seat seat(RoomId id, SeatQuery query, Visitor visitor, SeatPlayer player) {
    LoopRoom known = rooms.get(id);
    LoopRoom room = known == null ? new LoopRoom(this, id) : known;
    String token = query.seat();
    if (token != null) {
      room.takeOver(query);
    }
    Seat seat =
        new Seat(room, player, query, visitor, token == null ? fresh(query, visitor) : token);
    room.add(seat);
    if (known == null) {
      rooms.put(id, room);
      room.index = all.size();
      all.add(room);
      room.begin();
    }
    return seat;
  }

  private String fresh(SeatQuery query, Visitor visitor) {
    String player = query.player();
    return visitor.verified() && player != null ? SeatToken.bound(player) : world.tokens().get();
  }

  /** Time passed. At least every {@link SeatLimits#TICK}. */
  public void tick() {
    long now = nowNs();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).tick(now);
    }
  }

  /** A node may be reached: the way to it is made ahead of need, for a failover not to wait for. */
  public void nodeJoined(NodeRef node) {
    if (node.upstream() == Upstream.LINK) {
      linkTo(node).port().dial();
    }
  }

  /** A pin was retired: whoever is in its room asks where that is now. */
  public void retired(Pin pin) {
    LoopRoom room = rooms.get(pin.room());
    if (room != null) {
      room.tick(nowNs());
    }
  }

  /**
   * An operator closed a room: its seats end.
   *
   * @param message what those who were seated are told before; null for nothing
   */
  public void closed(RoomId id, @Nullable String message) {
    LoopRoom room = rooms.get(id);
    if (room != null) {
      if (message != null) {
        room.seats.tell(PlayerFrames.closing(message));
      }
      room.closeAll(CloseReason.ROOM_CLOSED, 0, false);
    }
  }

  /** The router stops: all seats end. */
  public void stop(CloseReason reason) {
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).closeAll(reason, SeatLimits.RETRY_AFTER_SECONDS, false);
    }
  }

  /** Whether someone of this loop sits in the room. */
  public boolean knows(RoomId id) {
    return rooms.containsKey(id);
  }

  /** How many rooms there are. */
  public int size() {
    return all.size();
  }

  @Nullable LoopRoom get(RoomId id) {
    return rooms.get(id);
  }

  void remove(LoopRoom room) {
    rooms.remove(room.id());
    LoopRoom last = all.remove(all.size() - 1);
    if (last != room) {
      all.set(room.index, last);
      last.index = room.index;
    }
  }

  SeatLink linkTo(NodeRef node) {
    SeatLink link = links.get(node);
    if (link == null) {
      link = new SeatLink(this, node);
      links.put(node, link);
      link.reach(ways.to(link));
    }
    return link;
  }

  void forget(SeatLink link) {
    links.remove(link.node(), link);
  }

  PinView pins() {
    return world.pins();
  }

  ClusterInbox inbox() {
    return world.inbox();
  }

  Executor loop() {
    return world.loop();
  }

  long nowNs() {
    return world.nowNs().getAsLong();
  }

  SeatMetrics metrics() {
    return world.metrics();
  }

  SeatRules rules() {
    return rules;
  }

  long parkingNs() {
    return parkingNs;
  }
}
