package usher.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.link.LinkFormatException;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.player.SeatQuery;
import usher.common.room.RoomId;
import usher.node.room.SimNode;
import usher.router.cluster.Cluster;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.JournalPinStore;
import usher.router.pin.NodeRef;
import usher.router.pin.PinStore;
import usher.router.seat.LinkPort;
import usher.router.seat.LoopRooms;
import usher.router.seat.Said;
import usher.router.seat.Seat;
import usher.router.seat.SeatLink;
import usher.router.seat.SeatPlayer;
import usher.router.seat.SeatRules;
import usher.router.seat.Word;
import usher.sim.play.Hello;
import usher.sim.wire.LinkWord;
import usher.sim.world.BrokenException;
import usher.sim.world.Proc;
import usher.sim.world.SimJournal;
import usher.sim.world.SimRedis;
import usher.sim.world.Wire;
import usher.sim.world.World;

/** A router: the real cluster, the real pins and the real seats of one loop, on made-up wires. */
final class SimRouter extends Proc {
  private static final double TICK = 20;
  private static final long PARKING_NS = 2_500_000_000L;
  private static final double WALL_CLOCK_GRAIN = 20;

  private record Heard(PlayerFrame forAll, PlayerFrame own) implements Word {}

  private final SimRedis redis;
  private final Scene scene;
  private final ClusterConfig config;
  private final Map<Wire, Long> controls = new HashMap<>();
  private final Map<Wire, Seat> players = new HashMap<>();
  private final Map<Wire, Unread> unread = new HashMap<>();
  private final Map<Wire, Link> links = new HashMap<>();
  private final Map<NodeRef, Link> byNode = new HashMap<>();
  private final ArrayDeque<ClusterEvent> inbox = new ArrayDeque<>();
  private List<SimNode> nodes = List.of();
  private SimJournal journal;
  private PinStore store;
  private Cluster cluster;
  private LoopRooms rooms;
  private long connections;
  private long tokens;
  private boolean handling;

  SimRouter(World world, int number, SimRedis redis, Scene scene, ClusterConfig config) {
    super(world, "R" + number);
    this.redis = redis;
    this.scene = scene;
    this.config = config;
    this.journal = new SimJournal(this, redis, () -> {});
    this.store = new JournalPinStore(journal);
    this.cluster = cluster();
    this.rooms = rooms();
    tick();
  }

  void knows(List<SimNode> all) {
    nodes = all;
  }

  private Cluster cluster() {
    return new Cluster(
        config,
        scene.claims(),
        name() + "." + life(),
        new SplittableRandom(world.random.nextLong()),
        world.nowNs());
  }

  private LoopRooms rooms() {
    return new LoopRooms(
        new LoopRooms.World(
            cluster.pins(),
            this::post,
            action -> after(0, action),
            world::nowNs,
            () -> "token" + name() + life() + "x" + ++tokens,
            new NoMetrics()),
        this::way,
        PARKING_NS,
        scene.seats());
  }

  @Override
  protected void boot() {
    controls.clear();
    players.clear();
    unread.clear();
    links.clear();
    byNode.clear();
    inbox.clear();
    handling = false;
    journal = new SimJournal(this, redis, () -> {});
    store = new JournalPinStore(journal);
    cluster = cluster();
    rooms = rooms();
    tick();
  }

  private void tick() {
    post(new ClusterEvent.Tick());
    rooms.tick();
    after(TICK, this::tick);
  }

  /** An operator moves a room to any other node. */
  void move(RoomId room) {
    if (isUp() && !isPaused()) {
      post(
          new ClusterEvent.MoveAsked(
              room, null, answer -> world.log("%s move of %s: %s", name(), room, answer)));
    }
  }

  /** An operator closes a room. */
  void close(RoomId room) {
    if (isUp() && !isPaused()) {
      post(
          new ClusterEvent.CloseAsked(
              room, null, answer -> world.log("%s close of %s: %s", name(), room, answer)));
    }
  }

  /**
   * An operator gives a node up.
   *
   * @return whether it was asked to
   */
  boolean evict(NodeId node) {
    if (!isUp() || isPaused()) {
      return false;
    }
    post(
        new ClusterEvent.EvictAsked(
            node, answer -> world.log("%s evict of %s: %s", name(), node, answer)));
    return true;
  }

  private boolean post(ClusterEvent event) {
    inbox.add(event);
    if (!handling) {
      handling = true;
      try {
        ClusterEvent next = inbox.poll();
        while (next != null) {
          long wallMs = scene.clockStands() ? 0 : (long) (world.now() / WALL_CLOCK_GRAIN);
          for (ClusterEffect effect :
              new ArrayList<>(cluster.handle(next, world.nowNs(), wallMs))) {
            run(effect);
          }
          next = inbox.poll();
        }
      } finally {
        handling = false;
      }
    }
    return true;
  }

  private void run(ClusterEffect effect) {
    if (effect instanceof ClusterEffect.Send send) {
      Wire wire = control(send.connection());
      if (wire != null) {
        wire.send(this, send.message());
      }
    } else if (effect instanceof ClusterEffect.CloseControl close) {
      Wire wire = control(close.connection());
      if (wire != null) {
        wire.close(this);
        controls.remove(wire);
        post(new ClusterEvent.ControlClosed(close.connection()));
      }
    } else if (effect instanceof ClusterEffect.Probe probe) {
      after(probe.afterNs() / 1e6, () -> probe(probe.node()));
    } else if (effect instanceof ClusterEffect.NodeLost lost) {
      world.log("%s loses %s: %s", name(), lost.node(), lost.why());
      Link link = byNode.remove(lost.node());
      if (link != null) {
        link.lost();
      }
    } else if (effect instanceof ClusterEffect.Answer answer) {
      answer.listener().onLocated(answer.located());
    } else if (effect instanceof ClusterEffect.LookUp look) {
      store.lookUp(
          look.room(), found -> post(new ClusterEvent.LookedUp(look.room(), look.ask(), found)));
    } else if (effect instanceof ClusterEffect.Claim claim) {
      store.claim(
          claim.room(),
          claim.epoch(),
          claim.owner(),
          claim.nonce(),
          outcome -> {
            world.log(
                "%s claims %s @%d for %s: %s",
                name(), claim.room(), claim.epoch(), claim.owner(), outcome);
            post(new ClusterEvent.Claimed(claim.room(), claim.ask(), outcome));
          });
    } else if (effect instanceof ClusterEffect.AnswerMove move) {
      move.listener().onAnswer(move.answer());
    } else if (effect instanceof ClusterEffect.AnswerOrder order) {
      order.listener().onAnswer(order.answer());
    } else if (effect instanceof ClusterEffect.RoomClosed closed) {
      rooms.closed(closed.pin().room(), closed.message());
    } else if (effect instanceof ClusterEffect.PinRetired retired) {
      rooms.retired(retired.pin());
    }
  }

  private @Nullable Wire control(long connection) {
    for (Map.Entry<Wire, Long> each : controls.entrySet()) {
      if (each.getValue() == connection) {
        return each.getKey();
      }
    }
    return null;
  }

  private void probe(NodeRef node) {
    dial(
        process(node),
        Wire.Kind.PROBE,
        wire -> {
          boolean refused = wire == null && !process(node).isUp();
          if (wire != null) {
            wire.close(this);
          }
          Link link = byNode.get(node);
          post(
              new ClusterEvent.Probed(
                  node,
                  wire != null
                      ? ProbeOutcome.ACCEPTED
                      : refused ? ProbeOutcome.REFUSED : ProbeOutcome.SILENT,
                  link != null && link.wire != null ? 1 : 0));
        });
  }

  private SimNode process(NodeRef node) {
    for (SimNode each : nodes) {
      if (each.address().equals(node.address())) {
        return each;
      }
    }
    throw new IllegalStateException("no node at " + node.address());
  }

  @Override
  protected void onOpen(Wire wire) {
    if (wire.kind() == Wire.Kind.CONTROL) {
      controls.put(wire, ++connections);
    }
  }

  @Override
  protected void onClose(Wire wire) {
    if (journal.isOn(wire)) {
      journal.onClose();
      return;
    }
    Long connection = controls.remove(wire);
    if (connection != null) {
      post(new ClusterEvent.ControlClosed(connection));
    }
    Seat seat = players.remove(wire);
    unread.remove(wire);
    if (seat != null) {
      seat.gone(false);
    }
    Link link = links.remove(wire);
    if (link != null) {
      link.down();
    }
  }

  @Override
  protected void onMessage(Wire wire, Object message) {
    if (journal.isOn(wire)) {
      journal.onReply(message);
    } else if (message instanceof NodeMessage said) {
      Long connection = controls.get(wire);
      if (connection != null) {
        post(new ClusterEvent.NodeSaid(connection, said));
      }
    } else if (message instanceof Hello hello) {
      players.put(wire, rooms.seat(hello.room(), query(hello), new SimSeat(wire)));
    } else if (message instanceof PlayerFrame frame) {
      unread(wire).add(frame);
    } else if (message instanceof LinkWord word) {
      Link link = links.get(wire);
      if (link != null) {
        try {
          link.heard(word);
        } catch (LinkFormatException e) {
          misheard(wire, e);
        }
      }
    }
  }

  private Unread unread(Wire wire) {
    return unread.computeIfAbsent(
        wire,
        from ->
            new Unread(
                frame -> {
                  Seat seat = players.get(from);
                  if (seat != null) {
                    seat.said(() -> frame);
                  }
                },
                drain -> after(0, drain)));
  }

  private void misheard(Wire wire, LinkFormatException why) {
    if (scene.seats().equals(SeatRules.ALL)) {
      throw new BrokenException("a node's word is no word: " + why.getMessage());
    }
    wire.close(this);
    onClose(wire);
  }

  private static SeatQuery query(Hello hello) {
    return new SeatQuery(
        null,
        hello.player(),
        Role.PLAYER,
        hello.token(),
        hello.after(),
        hello.answered(),
        hello.token() == null ? 0 : hello.count(),
        0,
        false);
  }

  private LinkPort way(SeatLink link) {
    Link made = new Link(link);
    byNode.put(link.node(), made);
    return made;
  }

  /** The player of a seat. */
  private final class SimSeat implements SeatPlayer {
    private final Wire wire;

    SimSeat(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void say(Word word, boolean asked) {
      Heard heard = (Heard) word;
      wire.send(SimRouter.this, asked ? heard.own : heard.forAll);
    }

    @Override
    public void say(PlayerFrame frame) {
      wire.send(SimRouter.this, frame);
    }

    @Override
    public void read(boolean more) {
      unread(wire).read(more);
    }

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      world.log("%s closes %s: %s", name(), wire.peer(SimRouter.this).name(), reason);
      players.remove(wire);
      wire.close(SimRouter.this);
    }
  }

  /** The way to one incarnation of a node. */
  private final class Link implements LinkPort {
    private final SeatLink link;
    private @Nullable Wire wire;
    private boolean dialing;
    private boolean lost;

    Link(SeatLink link) {
      this.link = link;
    }

    @Override
    public void dial() {
      if (!dialing && wire == null && !lost) {
        dialing = true;
        SimRouter.this.dial(process(link.node()), Wire.Kind.LINK, this::dialled);
      }
    }

    private void dialled(@Nullable Wire made) {
      dialing = false;
      if (lost) {
        if (made != null) {
          made.close(SimRouter.this);
        }
        return;
      }
      if (made == null) {
        boolean up = process(link.node()).isUp();
        post(
            new ClusterEvent.ConnectFailed(
                link.node(), up ? ProbeOutcome.SILENT : ProbeOutcome.REFUSED));
        link.onDialFailed();
        return;
      }
      wire = made;
      links.put(made, this);
      link.onUp();
    }

    void down() {
      wire = null;
      if (!lost) {
        link.onDown();
      }
    }

    void lost() {
      lost = true;
      Wire open = wire;
      wire = null;
      if (open != null) {
        links.remove(open);
        open.close(SimRouter.this);
      }
      link.onLost();
    }

    private void send(LinkWord word) {
      if (wire != null) {
        wire.send(SimRouter.this, word);
      }
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void open(int open, long epoch, OpenRequest request) {
      send(new LinkWord.Open(open, epoch, request));
    }

    @Override
    public void command(int open, long n, PlayerFrame frame) {
      send(new LinkWord.Command(open, n, frame));
    }

    @Override
    public void raw(int open, PlayerFrame frame) {
      throw new IllegalStateException("nothing is raw here");
    }

    @Override
    public void pass(int open, Said said) {
      throw new IllegalStateException("nothing is raw here");
    }

    @Override
    public void detach(int open, boolean onPurpose) {
      send(new LinkWord.Detach(open, onPurpose));
    }

    private void heard(LinkWord word) throws LinkFormatException {
      if (word instanceof LinkWord.GroupEvent e) {
        PlayerFrame own = e.own() == null ? e.frame() : e.own();
        link.onGroupEvent(
            e.group(), e.epoch(), e.seq(), e.asker(), e.n(), new Heard(e.frame(), own));
      } else if (word instanceof LinkWord.Event e) {
        link.onEvent(e.open(), e.epoch(), e.seq(), e.n(), both(e.frame()));
      } else if (word instanceof LinkWord.Answer a) {
        link.onAnswer(a.open(), a.n(), both(a.frame()));
      } else if (word instanceof LinkWord.Welcome w) {
        link.onWelcome(w.open(), w.epoch(), w.seq(), w.raw(), both(w.frame()));
      } else if (word instanceof LinkWord.Opened o) {
        link.onOpened(o.open(), o.settled(), o.group(), o.count());
      } else if (word instanceof LinkWord.Reset r) {
        link.onReset(r.open());
      } else if (word instanceof LinkWord.Stale s) {
        link.onStale(s.open(), s.epoch());
      } else if (word instanceof LinkWord.Taken t) {
        link.onTaken(t.open(), t.count());
      } else if (word instanceof LinkWord.Close c) {
        link.onClose(c.open(), c.reason(), c.retryAfterSeconds());
      } else if (word instanceof LinkWord.Group g) {
        link.onGroup(g.group(), g.epoch(), g.room());
      } else if (word instanceof LinkWord.Paused p) {
        link.onPaused(p.group());
      } else if (word instanceof LinkWord.Resumed r) {
        link.onResumed(r.group());
      }
    }

    private Heard both(PlayerFrame frame) {
      return new Heard(frame, frame);
    }
  }
}
