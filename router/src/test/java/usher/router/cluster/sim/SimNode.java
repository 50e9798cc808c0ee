package usher.router.cluster.sim;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.ControlRefusal;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

/** A node that keeps the rules of a node: its lease, and rooms that only {@code place} opens. */
final class SimNode {
  static final int CAPACITY = 3;
  private static final double HEARTBEAT_MS = 100;
  private static final double PATIENCE_MS = 200;

  final String id;
  final SimRooms rooms;
  final Set<Leg> legs = new LinkedHashSet<>();
  private final Set<Leg> arrived = new LinkedHashSet<>();
  int life;
  boolean up;
  private boolean plain;
  boolean paused;
  boolean listens = true;
  int port;
  private final World world;
  private final Judge judge;
  private final SimRouter router;
  private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
  private final Map<Long, Long> sentNs = new HashMap<>();
  private @Nullable Line line;
  private boolean welcomed;
  private long leaseUntilNs;
  private long registerNs;
  private long lastNumber;
  private long seen;
  private long controlCutUntilNs;
  private long dataCutUntilNs;

  SimNode(World world, Judge judge, SimRouter router, String id, int port) {
    this.world = world;
    this.judge = judge;
    this.router = router;
    this.id = id;
    this.port = port;
    this.rooms = new SimRooms(world, judge, this);
  }

  Incarnation incarnation() {
    return new Incarnation(new NodeId(id), "p" + port + "b" + life);
  }

  void start() {
    up = true;
    paused = false;
    listens = true;
    life++;
    int me = life;
    leaseUntilNs = world.nowNs() - 1;
    lastNumber = 0;
    rooms.clear();
    inbox.clear();
    arrived.clear();
    line = null;
    world.log(() -> incarnation() + " starts");
    dial();
    each(me, HEARTBEAT_MS, this::heartbeat);
    each(me, 50, rooms::sleepers);
  }

  /** A server that knows nothing of rooms and leases; its heartbeats are sent for it. */
  void startPlain() {
    plain = true;
    up = true;
    paused = false;
    life++;
    inbox.clear();
    world.log(() -> incarnation() + " starts, plain");
  }

  boolean isPlain() {
    return plain;
  }

  void crash() {
    if (!up) {
      return;
    }
    world.log(() -> incarnation() + " CRASHES");
    up = false;
    Line gone = line;
    line = null;
    if (gone != null) {
      gone.breaks(notice(controlCutUntilNs), 0);
    }
    for (Leg leg : List.copyOf(legs)) {
      world.after(notice(dataCutUntilNs), leg::close);
    }
  }

  void pause(double ms) {
    int me = life;
    world.log(() -> incarnation() + " STOPS for " + (int) ms);
    paused = true;
    world.after(
        ms,
        () -> {
          if (up && life == me) {
            world.log(() -> incarnation() + " goes on");
            paused = false;
            while (!inbox.isEmpty() && !paused) {
              inbox.poll().run();
            }
          }
        });
  }

  private double notice(long cutUntilNs) {
    return world.between(0.1, 8) + Math.max(0, cutUntilNs - world.nowNs()) / (double) World.MS;
  }

  void run(int ofLife, Runnable work) {
    if (!up || life != ofLife) {
      return;
    }
    if (paused) {
      inbox.add(work);
    } else {
      work.run();
    }
  }

  private void each(int me, double ms, Runnable work) {
    world.after(
        ms,
        () -> {
          if (up && life == me) {
            if (!paused) {
              work.run();
            }
            each(me, ms, work);
          }
        });
  }

  void cutControl(double ms) {
    controlCutUntilNs = world.nowNs() + (long) (ms * World.MS);
    Line cut = line;
    if (cut != null) {
      cut.stall(ms);
      if (world.chance(0.5)) {
        world.after(world.between(5, ms), () -> cut.breaks(world.between(0, ms), 1));
      }
    }
  }

  void echo(double ms) {
    if (line != null) {
      line.echo(ms);
    }
  }

  void cutData(double ms) {
    dataCutUntilNs = world.nowNs() + (long) (ms * World.MS);
  }

  boolean isDataCut() {
    return world.nowNs() < dataCutUntilNs;
  }

  boolean hasLease() {
    return world.nowNs() < leaseUntilNs;
  }

  private void dial() {
    int me = life;
    world.after(
        world.between(5, 100),
        () ->
            run(
                me,
                () -> {
                  if (router.isBusy() || world.nowNs() < controlCutUntilNs) {
                    dial();
                  } else {
                    Line opened = new Line(world, router, this, router.nextNumber());
                    router.lines.put(opened.number, opened);
                    line = opened;
                    seen = 0;
                    register();
                  }
                }));
  }

  private void register() {
    welcomed = false;
    registerNs = world.nowNs();
    sentNs.clear();
    List<HeldRoom> held = rooms.held();
    world.log(() -> incarnation() + " registers " + held);
    say(
        new NodeMessage.Register(
            incarnation(),
            "sim",
            new HostPort("127.0.0.1", port),
            Upstream.LINK,
            new Capacity(CAPACITY, 100),
            Map.of(),
            true,
            false,
            held));
  }

  void say(NodeMessage message) {
    if (line != null) {
      line.toRouter(message);
      if (message instanceof NodeMessage.Register
          && world.without(Rule.HOLD_LEASES)
          && router.isHolding()) {
        line.toNode(new RouterMessage.Welcome("r", 100, judge.leaseMs(), null, List.of()));
      }
    }
  }

  void hungUp(Line closed) {
    if (line == closed) {
      line = null;
      welcomed = false;
      dial();
    }
  }

  private void heartbeat() {
    if (line != null) {
      lastNumber++;
      sentNs.put(lastNumber, world.nowNs());
      say(
          new NodeMessage.Heartbeat(
              lastNumber, Health.READY, null, rooms.size(), 0, 0.1, 1, null, seen));
    }
  }

  void hear(Line from, RouterMessage message) {
    if (from != line) {
      return;
    }
    if (message instanceof RouterMessage.Welcome welcome) {
      welcomed = true;
      seen = 0;
      if (!world.without(Rule.FORGET)) {
        welcome.forget().forEach(room -> rooms.forget(room.room(), room.epoch()));
      }
      renew(registerNs, welcome.leaseMs());
      judge.welcomed(this);
    } else if (message instanceof RouterMessage.Acknowledge acknowledge) {
      Long sent = sentNs.remove(acknowledge.number());
      if (welcomed && sent != null) {
        renew(sent, acknowledge.leaseMs());
      }
    } else if (message instanceof RouterMessage.RegisterAgain) {
      if (world.without(Rule.AGAIN)) {
        renew(world.nowNs(), judge.leaseMs());
      } else {
        leaseUntilNs = Math.min(leaseUntilNs, world.nowNs());
        register();
      }
    } else if (message instanceof RouterMessage.Place place) {
      if (welcomed && (place.number() > seen || world.without(Rule.ORDER))) {
        seen = Math.max(seen, place.number());
        open(place.room(), place.epoch(), place.snapshot());
      }
    } else if (message instanceof RouterMessage.Release release) {
      rooms.release(release.room());
    } else if (message instanceof RouterMessage.Forget forget) {
      if (!world.without(Rule.FORGET)) {
        rooms.forget(forget.room(), forget.epoch());
      }
    } else if (message instanceof RouterMessage.Refused refused) {
      world.log(() -> incarnation() + " is refused: " + refused.message());
      if (refused.refusal() == ControlRefusal.EVICTED) {
        leaseUntilNs = Math.min(leaseUntilNs, world.nowNs());
      }
    }
  }

  private void renew(long sent, long leaseMs) {
    long fromNs = world.without(Rule.SENT) ? world.nowNs() : sent;
    leaseUntilNs = Math.max(leaseUntilNs, fromNs + leaseMs * World.MS);
  }

  private void open(RoomId room, long epoch, @Nullable String snapshot) {
    rooms.open(room, epoch, snapshot);
    for (Leg leg : List.copyOf(arrived)) {
      if (leg.pin.room().equals(room)) {
        arrived.remove(leg);
        command(leg);
      }
    }
  }

  /** A player asks something of a room. */
  void command(Leg leg) {
    if (plain) {
      leg.reply(leg.pin.epoch());
      return;
    }
    RoomId room = leg.pin.room();
    SimRooms.Held held = rooms.get(room);
    if (held == null && world.without(Rule.PLACE)) {
      open(room, leg.pin.epoch(), null);
      held = rooms.get(room);
    }
    if (held == null) {
      int me = life;
      arrived.add(leg);
      world.after(PATIENCE_MS, () -> run(me, () -> missing(leg)));
    } else if (hasLease() && !held.frozen) {
      rooms.decide(room, held);
      leg.reply(held.epoch);
    }
  }

  private void missing(Leg leg) {
    if (!arrived.remove(leg)) {
      return;
    }
    long covers = world.without(Rule.COVER) ? Long.MAX_VALUE : seen;
    if (welcomed) {
      say(new NodeMessage.Stale(leg.pin.room(), covers));
    }
    world.after(1, leg::close);
  }

  /** Stops to accept connections, and loses control, but goes on serving who is there. */
  void unlisten(double ms) {
    int me = life;
    world.log(() -> incarnation() + " accepts no connections for " + (int) ms);
    listens = false;
    controlCutUntilNs = world.nowNs() + (long) (ms * World.MS);
    if (line != null) {
      line.breaks(world.between(0, 20), 1);
    }
    world.after(
        ms,
        () -> {
          if (life == me) {
            listens = true;
          }
        });
  }

  @Override
  public String toString() {
    return incarnation().toString();
  }
}
