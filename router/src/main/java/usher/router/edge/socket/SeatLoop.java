package usher.router.edge.socket;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.common.link.FeedOpen;
import usher.common.player.CloseReason;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.player.SeatToken;
import usher.common.player.Visitor;
import usher.common.room.RoomId;
import usher.router.access.AccessNote;
import usher.router.cluster.ClusterInbox;
import usher.router.deadline.Deadlines;
import usher.router.feed.FeedMetrics;
import usher.router.feed.LoopFeeds;
import usher.router.limit.Limits;
import usher.router.limit.PlayerLimits;
import usher.router.limit.Rung;
import usher.router.link.LinkMetrics;
import usher.router.link.LoopLinks;
import usher.router.link.SaidFrame;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinView;
import usher.router.seat.LoopRooms;
import usher.router.seat.Seat;
import usher.router.seat.SeatLimits;
import usher.router.seat.SeatMetrics;
import usher.router.upstream.LoopLegs;

/** The seats of one event loop, and what they share. On the loop, but for its making. */
public final class SeatLoop {
  private static final String NO_ROOM = "the room gives no seat now";
  private static final String NO_FEEDS = "no node serves feeds now";

  /** Who counts what. */
  public record Counts(
      SeatMetrics seats, LinkMetrics links, FeedMetrics feeds, LoopTraffic traffic) {}

  private final EventLoop loop;
  private final LoopRooms rooms;
  private final LoopFeeds feeds;
  private final Limits limits;
  private final Flushes flushes;
  private final LoopTraffic traffic;
  private final Deadlines deadlines;
  private final SeatingOrder<SeatSocket> order = new SeatingOrder<>();
  private final AtomicBoolean shedding = new AtomicBoolean();
  private final SaidFrame said = new SaidFrame();
  private final List<Future<?>> ticks;
  private @Nullable Pin closing;
  private WebSocketDecoderConfig frames = SocketLimits.frames(SocketLimits.MAX_MESSAGE_BYTES);

  /**
   * Begins, on any thread.
   *
   * @param parking how long a seat waits for its room at most
   * @param limits what players may have
   * @param token what nodes ask of a router; null for none
   */
  public SeatLoop(
      LoopLegs legs,
      PinView pins,
      ClusterInbox inbox,
      Duration parking,
      Limits limits,
      @Nullable Tokens token,
      Counts counts) {
    this.loop = legs.loop();
    this.limits = limits;
    this.deadlines = Deadlines.on(loop);
    this.flushes = new Flushes(loop);
    this.traffic = counts.traffic();
    this.feeds =
        new LoopFeeds(
            new LoopFeeds.World(inbox, loop, System::nanoTime, counts.feeds()), parking.toNanos());
    this.rooms =
        new LoopRooms(
            new LoopRooms.World(
                pins, inbox, loop, System::nanoTime, SeatToken::fresh, counts.seats()),
            new LoopLinks(legs, token, counts.links(), flushes::flush, feeds),
            parking.toNanos());
    feeds.reach(rooms::nodeJoined);
    long tickMs = SeatLimits.TICK.toMillis();
    this.ticks =
        List.of(
            loop.scheduleAtFixedRate(rooms::tick, tickMs, tickMs, TimeUnit.MILLISECONDS),
            loop.scheduleAtFixedRate(feeds::tick, tickMs, tickMs, TimeUnit.MILLISECONDS));
  }

  /** Whether this loop has seats in a room already, wherever it is. */
  public boolean knows(RoomId room) {
    return rooms.knows(room);
  }

  /**
   * What a player asks for.
   *
   * @param visitor what the router knows of the player by itself
   */
  public record Ask(RoomId room, SeatQuery query, Visitor visitor) {}

  /**
   * Seats a player whose upgrade was checked.
   *
   * @param key the Sec-WebSocket-Key
   */
  public SeatSocket seat(Channel channel, Ask ask, String key, HttpSide http) {
    boolean watches = ask.query().role() == Role.SPECTATOR;
    SeatSocket socket = new SeatSocket(channel, this, http, key, watches, NO_ROOM);
    Seat seat = rooms.seat(ask.room(), ask.query(), ask.visitor(), socket);
    socket.sits(seat);
    AccessNote.seated(channel, seat.token(), ask.query().player());
    return socket;
  }

  /**
   * Seats a player whose upgrade was checked at the feeds.
   *
   * @param ask what the player wants to be called, and what it may listen to; its topics come later
   * @param key the Sec-WebSocket-Key
   */
  public SeatSocket feedSeat(Channel channel, FeedOpen ask, String key, HttpSide http) {
    SeatSocket socket = new SeatSocket(channel, this, http, key, true, NO_FEEDS);
    socket.sits(feeds.seat(ask, socket));
    AccessNote.seated(channel, null, ask.player());
    return socket;
  }

  /** The router stops: every seat ends. */
  public void stop() {
    ticks.forEach(tick -> tick.cancel(false));
    rooms.stop(CloseReason.ROUTER_LEAVING);
    feeds.stop(CloseReason.ROUTER_LEAVING);
    flushes.flush();
  }

  /**
   * There is too much to do: some seats end as {@link CloseReason#OVERLOADED}, soon; any thread. A
   * loop that has not come to it since the last time is not asked again.
   *
   * @param playersToo whether those who play go, too, once nobody is left who only watches
   */
  public void shed(boolean playersToo) {
    if (shedding.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            shedding.set(false);
            order.shed(playersToo, socket -> socket.endSeat(CloseReason.OVERLOADED));
          });
    }
  }

  /** A node may be reached: it is linked to ahead of need; any thread. */
  public void nodeJoined(NodeRef node) {
    loop.execute(() -> rooms.nodeJoined(node));
  }

  /** A node wants to be empty, or not any more: the seats at its feeds leave it; any thread. */
  public void nodeDraining(NodeRef node, boolean draining) {
    loop.execute(() -> feeds.draining(node, draining));
  }

  /** A room left its node; any thread. */
  public void pinRetired(Pin pin) {
    loop.execute(
        () -> {
          rooms.retired(pin);
          flushes.flush();
        });
  }

  /**
   * An operator closed a room; any thread.
   *
   * @param message what its players are told; null for nothing but the reason's word
   */
  public void roomClosed(Pin pin, @Nullable String message) {
    loop.execute(
        () -> {
          closing = pin;
          rooms.closed(pin.room(), message);
          closing = null;
          flushes.flush();
        });
  }

  /** Of the room that an operator closes right now, which is in the table no more; else null. */
  @Nullable Pin closing() {
    return closing;
  }

  /** How far it goes that there is too much to do. */
  Rung rung() {
    return limits.rung();
  }

  /** What players may have now. */
  PlayerLimits limits() {
    return limits.now();
  }

  /** How frames are read of which a message has so many bytes at most. */
  WebSocketDecoderConfig frames(int messageBytes) {
    if (frames.maxFramePayloadLength() != messageBytes) {
      frames = SocketLimits.frames(messageBytes);
    }
    return frames;
  }

  LoopTraffic traffic() {
    return traffic;
  }

  Flushes flushes() {
    return flushes;
  }

  /** Of all players' connections on the loop. */
  public Deadlines deadlines() {
    return deadlines;
  }

  SeatingOrder<SeatSocket> order() {
    return order;
  }

  SaidFrame said() {
    return said;
  }
}
