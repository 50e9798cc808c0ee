package usher.node.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.JoinRequest;
import usher.node.seat.PlayerSocket;
import usher.node.seat.Seat;
import usher.node.seat.Seating;

/**
 * Owns its share of the rooms, on a thread of its own: {@code room-0}, {@code room-1} … A mistake
 * in a room or its game closes that room, and the loop goes on.
 */
final class RoomLoop {
  /** How often a loop that has nothing to do looks at the clock and the lease, in nanoseconds. */
  static final long TICK_NS = 20_000_000;

  /** How often rooms look for seats and rooms to give up, in nanoseconds. */
  static final long ROUND_NS = 250_000_000;

  /** The most entries of the mailbox in one turn: what rooms say leaves at the end of a turn. */
  static final int MAX_TURN = 256;

  /** When to try again, in seconds, where a room did not come. */
  static final int RETRY_AFTER_SECONDS = 1;

  private static final Logger log = LoggerFactory.getLogger(RoomLoop.class);

  private final Housing housing;
  private final Runnable turnEnded;
  private final Mailbox mailbox = new Mailbox();
  private final Map<RoomId, Room> rooms = new HashMap<>();
  private final Arrivals arrivals = new Arrivals();
  private final Thread thread;
  private boolean frozen;
  private long nextRoundNs = System.nanoTime();
  private volatile long progressNs = System.nanoTime();
  private volatile boolean stopped;

  RoomLoop(String name, Housing housing, Runnable turnEnded) {
    this.housing = housing;
    this.turnEnded = turnEnded;
    this.thread = new Thread(this::run, name);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the turn under way. Any thread. */
  void stop() {
    stopped = true;
    mailbox.post(() -> {});
  }

  /** How late this loop runs, in nanoseconds: since its last progress, idle waits aside. */
  long lagNs(long nowNs) {
    return Math.max(0, nowNs - progressNs - TICK_NS);
  }

  /** A player wants into a room; false if the loop has too much to do. Any thread. */
  boolean join(JoinRequest request, PlayerSocket socket) {
    return mailbox.offer(() -> onJoin(request, socket, System.nanoTime()));
  }

  /** What room is this? Null goes to the asker where it is not here. Any thread. */
  boolean describe(RoomId id, Consumer<@Nullable RoomSummary> asker) {
    return mailbox.offer(
        () -> {
          Room room = rooms.get(id);
          asker.accept(room == null || room.isFenced() ? null : room.summary());
        });
  }

  /** The router placed a room here. Any thread. */
  void place(RoomId id, long epoch) {
    mailbox.post(() -> onPlace(id, epoch));
  }

  /** The room lives elsewhere: at this epoch and below, it is no more here. Any thread. */
  void forget(RoomId id, long epoch) {
    mailbox.post(
        () -> {
          Room room = rooms.get(id);
          if (room != null && room.epoch() <= epoch) {
            log.info("room {} forgotten at epoch {}", id, epoch);
            drop(room, CloseReason.ROOM_UNAVAILABLE);
          }
          housing.forgotten(id, epoch);
        });
  }

  /** Every room is said in one line. Any thread. */
  void logState() {
    mailbox.post(() -> rooms.values().forEach(room -> guard(room, () -> logLine(room))));
  }

  /** All rooms are closed for this reason. Any thread. */
  void closeAll(CloseReason reason, Runnable done) {
    mailbox.post(
        () -> {
          List.copyOf(rooms.values()).forEach(room -> drop(room, reason));
          turnEnded.run();
          done.run();
        });
  }

  private static void logLine(Room room) {
    // What players say may hold line breaks; a room is one line.
    log.info("{}", room.line().replaceAll("\\p{Cntrl}", " "));
  }

  private void run() {
    while (!stopped) {
      int taken = 0;
      Runnable entry = mailbox.poll();
      while (entry != null) {
        perform(entry);
        taken++;
        entry = taken < MAX_TURN ? mailbox.poll() : null;
      }
      perform(this::tick);
      perform(turnEnded);
      progressNs = System.nanoTime();
      if (taken < MAX_TURN) {
        mailbox.await(TICK_NS);
      }
    }
  }

  // What is wrong with a room was dealt with closer to it: this is for what nobody thought of.
  private static void perform(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException | Error e) {
      log.error("a room loop failed at an entry, and goes on", e);
    }
  }

  private void tick() {
    long nowNs = System.nanoTime();
    mayServe(nowNs);
    for (Arrivals.Arrival late : arrivals.expired(nowNs)) {
      RoomId id = late.request().room();
      late.socket().refuse(CloseReason.ROOM_UNAVAILABLE, RETRY_AFTER_SECONDS);
      if (!rooms.containsKey(id)) {
        housing.announcer().stale(id);
      }
    }
    if (nowNs - nextRoundNs >= 0) {
      nextRoundNs = nowNs + ROUND_NS;
      for (Room room : List.copyOf(rooms.values())) {
        guard(room, () -> round(room, nowNs));
      }
    }
  }

  private void round(Room room, long nowNs) {
    if (!frozen && room.tick(nowNs, housing.isDraining())) {
      log.info("room {} falls asleep at epoch {}", room.id(), room.epoch());
      drop(room, CloseReason.ROOM_UNAVAILABLE);
      housing.announcer().closed(room.id(), room.epoch());
    }
  }

  // The lease is read before the fences: who renews it has set them first.
  private boolean mayServe(long nowNs) {
    boolean holds = housing.lease().holds(nowNs);
    if (holds != frozen) {
      return holds;
    }
    frozen = !holds;
    if (!rooms.isEmpty()) {
      log.warn(frozen ? "the lease ran out: {} rooms pause" : "{} rooms resume", rooms.size());
    }
    for (Room room : List.copyOf(rooms.values())) {
      guard(room, frozen ? room::freeze : room::thaw);
      if (!frozen) {
        admit(room);
      }
    }
    return holds;
  }

  private void onJoin(JoinRequest request, PlayerSocket socket, long nowNs) {
    boolean serves = mayServe(nowNs);
    Room room = rooms.get(request.room());
    if (room == null && housing.opensForPlayers()) {
      CloseReason why = housing.whyNoNewRoom();
      if (why != null) {
        socket.refuse(why, Room.RETRY_AFTER_FULL_SECONDS);
        return;
      }
      room = open(request.room(), housing.nextEpoch());
    }
    if (room == null || !serves || room.isFenced()) {
      if (!arrivals.add(new Arrivals.Arrival(request, socket, nowNs))) {
        socket.refuse(CloseReason.ROOM_UNAVAILABLE, RETRY_AFTER_SECONDS);
      }
      return;
    }
    Room open = room;
    guard(open, () -> enter(open, request, socket));
  }

  private void enter(Room room, JoinRequest request, PlayerSocket socket) {
    try {
      room.join(request, socket, seat -> new Place(room, seat, socket));
    } catch (RuntimeException e) {
      // Nothing is sent twice: a socket that was accepted before takes this as a close.
      socket.refuse(CloseReason.GAME_FAILED, 0);
      throw e;
    }
  }

  private void onPlace(RoomId id, long epoch) {
    Room room = rooms.get(id);
    if (housing.isForgotten(id, epoch) || (room != null && room.epoch() >= epoch)) {
      return;
    }
    if (room != null && room.isFenced()) {
      drop(room, CloseReason.ROOM_UNAVAILABLE);
      room = null;
    }
    if (room == null) {
      room = open(id, epoch);
    } else {
      log.info("room {} goes on at epoch {}, before {}", id, epoch, room.epoch());
      room.raise(epoch);
    }
    housing.announcer().opened(id, epoch);
    if (!frozen) {
      admit(room);
    }
  }

  private Room open(RoomId id, long epoch) {
    Room room = new Room(id, epoch, housing.settings(), housing.census(), System.nanoTime());
    if (frozen) {
      room.freeze();
    }
    rooms.put(id, room);
    housing.hold(room);
    log.info("room {} opens at epoch {}", id, epoch);
    return room;
  }

  private void admit(Room room) {
    for (Arrivals.Arrival arrival : arrivals.take(room.id())) {
      onJoin(arrival.request(), arrival.socket(), arrival.sinceNs());
    }
  }

  private void drop(Room room, CloseReason reason) {
    rooms.remove(room.id());
    housing.release(room);
    room.close(reason);
  }

  /** Does something in a room that may serve; a mistake there closes the room. */
  private void guard(Room room, Runnable action) {
    if (room.isFenced()) {
      return;
    }
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("room {} failed and is closed: {}", room.id(), e.getMessage(), e);
      drop(room, e instanceof GameFailedException ? CloseReason.GAME_FAILED : CloseReason.INTERNAL);
      housing.announcer().closed(room.id(), room.epoch());
    }
  }

  /** What a socket tells the room of its seat. */
  private final class Place implements Seating {
    private final Room room;
    private final Seat seat;
    private final PlayerSocket socket;

    Place(Room room, Seat seat, PlayerSocket socket) {
      this.room = room;
      this.seat = seat;
      this.socket = socket;
    }

    @Override
    public boolean command(PlayerFrame frame) {
      return mailbox.offer(
          () -> {
            if (rooms.get(room.id()) == room) {
              mayServe(System.nanoTime());
              guard(room, () -> room.command(seat, socket, frame));
            }
          });
    }

    @Override
    public void gone(boolean onPurpose) {
      mailbox.post(
          () -> {
            if (rooms.get(room.id()) == room) {
              guard(room, () -> room.gone(seat, socket, onPurpose, System.nanoTime()));
            }
          });
    }
  }
}
