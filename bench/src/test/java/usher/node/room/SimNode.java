package usher.node.room;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.node.game.EventJson;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.heartbeat.Lease;
import usher.node.journal.Outside;
import usher.node.journal.Rules;
import usher.sim.play.Slips;
import usher.sim.wire.LinkWord;
import usher.sim.wire.SimLine;
import usher.sim.world.Proc;
import usher.sim.world.SimJournal;
import usher.sim.world.SimRedis;
import usher.sim.world.Wire;
import usher.sim.world.World;

/** A node: one loop's share of real rooms, on made-up wires. */
public final class SimNode extends Proc implements Announcer {
  private static final double HEARTBEAT = 100;
  private static final double TICK = 20;
  private static final Duration RETENTION = Duration.ofDays(7);

  private final SimRedis redis;
  private final List<? extends Proc> routers;
  private final Rules rules;
  private final NodeId id;
  private final HostPort address;
  private final Map<Proc, Wire> controls = new HashMap<>();
  private final Map<Wire, Long> placements = new HashMap<>();
  private final Map<Wire, SimLine> links = new HashMap<>();
  private SimJournal journal;
  private RoomShare share;
  private Incarnation me;
  private long heartbeats;
  private long nonces;

  /**
   * @param number tells it from others, from 1
   */
  public SimNode(
      World world, int number, SimRedis redis, List<? extends Proc> routers, Rules rules) {
    super(world, "N" + number);
    this.redis = redis;
    this.routers = routers;
    this.rules = rules;
    this.id = new NodeId(name());
    this.address = new HostPort("127.0.0.1", 7_000 + number);
    this.me = incarnation();
    this.journal = new SimJournal(this, redis, this::broken);
    this.share = start();
    boot();
  }

  private Incarnation incarnation() {
    return new Incarnation(id, "b" + life());
  }

  private RoomShare start() {
    RoomSettings settings =
        new RoomSettings(
            me,
            new Games(List.of(new Slips()), "slips"),
            1,
            false,
            new Capacity(1_000, 1_000),
            Duration.ofMillis(400),
            Duration.ofSeconds(20));
    Housing housing = new Housing(settings, Lease.ALWAYS, this);
    housing.journal(journal);
    RoomShare started = new RoomShare(housing, new Near(), rules);
    started.keep(RETENTION);
    return started;
  }

  @Override
  protected void boot() {
    me = incarnation();
    controls.clear();
    placements.clear();
    links.clear();
    heartbeats = 0;
    journal = new SimJournal(this, redis, this::broken);
    share = start();
    routers.forEach(this::dialControl);
    beat();
    tick();
  }

  public Incarnation incarnationNow() {
    return me;
  }

  public HostPort address() {
    return address;
  }

  /** The room, if it is here. */
  public @Nullable Room room(RoomId room) {
    return share.find(room);
  }

  /** The owner's word on what happened in a room, all of it. */
  public Slips.@Nullable Pile pile(RoomId room) {
    Room here = share.find(room);
    Play<?, ?> play = here == null ? null : here.state().play();
    return play == null ? null : EventJson.state(play.snapshot(), Slips.Pile.class);
  }

  private void broken() {
    share.doubtAll();
  }

  private void dialControl(Proc router) {
    dial(
        router,
        Wire.Kind.CONTROL,
        wire -> {
          if (wire == null) {
            after(world.between(20, 120), () -> dialControl(router));
          } else {
            controls.put(router, wire);
            register(wire);
          }
        });
  }

  private void register(Wire wire) {
    placements.put(wire, 0L);
    wire.send(
        this,
        new NodeMessage.Register(
            me,
            "sim",
            address,
            Upstream.LINK,
            new Capacity(1_000, 1_000),
            Map.of(),
            true,
            true,
            List.of()));
  }

  private void beat() {
    heartbeats++;
    for (Wire wire : controls.values()) {
      wire.send(
          this,
          new NodeMessage.Heartbeat(
              heartbeats, Health.READY, null, 0, 0, 0, 0, null, placements.getOrDefault(wire, 0L)));
    }
    after(HEARTBEAT, this::beat);
  }

  private void tick() {
    share.tick();
    after(TICK, this::tick);
  }

  @Override
  protected void onOpen(Wire wire) {
    if (wire.kind() == Wire.Kind.LINK) {
      links.put(wire, new SimLine(this, wire));
    }
  }

  @Override
  protected void onClose(Wire wire) {
    if (journal.isOn(wire)) {
      journal.onClose();
      return;
    }
    SimLine line = links.remove(wire);
    if (line != null) {
      for (SimLine.Seat seat : line.seats()) {
        share.work(new RoomWork.Detach(seat.room(), seat, false));
      }
    }
    for (Map.Entry<Proc, Wire> control : List.copyOf(controls.entrySet())) {
      if (control.getValue() == wire) {
        controls.remove(control.getKey());
        placements.remove(wire);
        after(world.between(5, 80), () -> dialControl(control.getKey()));
      }
    }
  }

  @Override
  protected void onMessage(Wire wire, Object message) {
    if (journal.isOn(wire)) {
      journal.onReply(message);
    } else if (message instanceof LinkWord word) {
      SimLine line = links.get(wire);
      if (line != null) {
        onLink(line, word);
      }
    } else if (message instanceof RouterMessage said) {
      onControl(wire, said);
    }
  }

  private void onLink(SimLine line, LinkWord word) {
    if (word instanceof LinkWord.Open open) {
      SimLine.Seat seat = line.seat(open.open(), open.request().room());
      share.work(new RoomWork.Open(open.request(), open.epoch(), seat));
    } else if (word instanceof LinkWord.Command command) {
      SimLine.Seat seat = line.find(command.open());
      if (seat != null) {
        share.work(new RoomWork.Command(seat.room(), seat, command.n(), command.frame()));
      }
    } else if (word instanceof LinkWord.Detach detach) {
      SimLine.Seat seat = line.find(detach.open());
      if (seat != null) {
        line.forget(detach.open());
        share.work(new RoomWork.Detach(seat.room(), seat, detach.onPurpose()));
      }
    }
  }

  private void onControl(Wire wire, RouterMessage said) {
    if (said instanceof RouterMessage.Place place) {
      placements.merge(wire, place.number(), Math::max);
      share.place(place.room(), place.epoch(), place.snapshot());
    } else if (said instanceof RouterMessage.Release release) {
      share.release(release.room(), release.epoch());
    } else if (said instanceof RouterMessage.RegisterAgain) {
      register(wire);
    } else if (said instanceof RouterMessage.Forget forget) {
      share.forget(forget.room(), forget.epoch());
    }
  }

  private void tell(NodeMessage message) {
    controls.values().forEach(wire -> wire.send(this, message));
  }

  @Override
  public void opened(RoomId room, long epoch) {
    world.log("%s opens %s @%d", name(), room, epoch);
    tell(new NodeMessage.Opened(room, epoch));
  }

  @Override
  public void closed(RoomId room, long epoch) {
    world.log("%s closes %s @%d", name(), room, epoch);
    tell(new NodeMessage.Closed(room, epoch));
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    world.log("%s released %s @%d", name(), room, epoch);
    tell(new NodeMessage.Released(room, epoch, snapshot));
  }

  @Override
  public void stale(RoomId room) {
    for (Wire wire : controls.values()) {
      wire.send(this, new NodeMessage.Stale(room, placements.getOrDefault(wire, 0L)));
    }
  }

  /** What its rooms have of the world. */
  private final class Near implements Outside {
    @Override
    public long nowNs() {
      return world.nowNs();
    }

    @Override
    public Instant now() {
      return Instant.ofEpochMilli((long) world.now());
    }

    @Override
    public double random() {
      return world.random.nextDouble();
    }

    @Override
    public String fresh() {
      return name() + "." + life() + "." + ++nonces;
    }

    @Override
    public void later(long delayNs, Runnable action) {
      after(delayNs / 1e6, action);
    }

    @Override
    public void doubted() {}

    @Override
    public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
      return journal.ask(command, replyTo);
    }
  }
}
