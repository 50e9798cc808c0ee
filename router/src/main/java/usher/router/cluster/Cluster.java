package usher.router.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.NodeMessage;
import usher.router.cluster.claim.ClaimRules;
import usher.router.cluster.claim.Claims;
import usher.router.cluster.claim.JournaledRooms;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.move.Movers;
import usher.router.cluster.move.Moves;
import usher.router.cluster.node.Detector;
import usher.router.cluster.node.Evictor;
import usher.router.cluster.node.Evidence;
import usher.router.cluster.node.Heartbeats;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Registrar;
import usher.router.cluster.node.Registrar.Admission;
import usher.router.cluster.node.Turn;
import usher.router.cluster.room.Closer;
import usher.router.cluster.room.FeedPlaces;
import usher.router.cluster.room.Locator;
import usher.router.cluster.room.Placements;
import usher.router.cluster.room.RoomNews;
import usher.router.cluster.room.Rooms;
import usher.router.pin.PinTable;
import usher.router.pin.PinView;
import usher.router.placement.PlacementPolicy;

/**
 * The nodes, the pins, and who gets which: events in, effects out. It has no clock, no randomness
 * and no thread of its own: the same events at the same times give the same effects.
 *
 * <p>The rules that keep two nodes from serving one room:
 *
 * <ul>
 *   <li>A room leaves a node only when the lease last granted has run out, with a margin, or on
 *       proof of death, or by the node's own word.
 *   <li>A router that has just started places no unknown room, and renews no lease of a node that
 *       holds rooms, for one lease and a margin: until then another node may have a better claim.
 *   <li>A node opens a room only when it is named to it, and each name has a higher epoch.
 *   <li>A node that was lost registers again before its lease is renewed, and is told what to drop.
 * </ul>
 */
public final class Cluster {
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  private final ClusterConfig config;
  private final Tally tally = new Tally();
  private final PinTable pins = new PinTable();
  private final Turn turn = new Turn();
  private final NodeTable nodes;
  private final Evidence evidence;
  private final Detector detector;
  private final Registrar registrar;
  private final Heartbeats heartbeats;
  private final Rooms rooms;
  private final PlacementPolicy policy;
  private final RoomNews news;
  private final Movers movers;
  private final FeedPlaces feeds;
  private final Evictor evictor;
  private final Closer closer;
  private final @Nullable Claims claims;
  private final @Nullable JournaledRooms journaled;
  private boolean holding = true;
  private boolean begun;
  private long holdUntilNs;
  private long lastNs;

  /**
   * @param routerId a new one for each start of a router
   * @param nowNs the present, by a clock that never goes back
   */
  public Cluster(ClusterConfig config, String routerId, RandomGenerator random, long nowNs) {
    this(config, ClaimRules.ALL, routerId, random, nowNs);
  }

  /** The same, where not all rules hold. */
  public Cluster(
      ClusterConfig config, ClaimRules rules, String routerId, RandomGenerator random, long nowNs) {
    this.config = config;
    this.policy = new PlacementPolicy(random);
    this.nodes = new NodeTable(pins, tally);
    this.evidence = new Evidence(nodes, tally, config.overdueNs());
    this.detector = new Detector(config, nodes, evidence, tally);
    this.registrar = new Registrar(config, routerId, nodes, evidence, policy, tally);
    this.heartbeats = new Heartbeats(config, nodes, evidence, tally);
    this.rooms = new Rooms(config, nodes, pins, policy, tally);
    Placements placements = rooms.placements();
    Locator locator = rooms.locator();
    if (config.hasJournal()) {
      this.claims = new Claims(config, rules, routerId, nodes, placements, locator, random, tally);
      this.journaled = new JournaledRooms(nodes, placements, locator, claims, tally);
      this.news = journaled;
      locator.ask(claims);
    } else {
      this.claims = null;
      this.journaled = null;
      this.news = rooms;
    }
    this.movers = new Movers(config, nodes, placements, locator, news, claims, policy, tally);
    this.feeds = new FeedPlaces(config, nodes, policy);
    this.evictor = new Evictor(config, nodes, evidence, tally);
    Moves moves = movers.moves();
    this.closer = new Closer(config, nodes, placements, locator, claims, moves::isMoving, tally);
    placements.tell(moves);
    locator.waitFor(room -> moves.isReleasing(room) || closer.isClosing(room));
    this.holdUntilNs = nowNs + config.timeoutNs();
    this.lastNs = nowNs;
  }

  /** The pins, for any thread. */
  public PinView pins() {
    return pins;
  }

  /**
   * Handles one event.
   *
   * @param nowNs the present, by the clock of the constructor; one that goes back stands still
   * @param wallMs milliseconds since 1970, by a clock that may jump: for epochs only
   * @return what is to be done, in this order; valid until the next event
   */
  public List<ClusterEffect> handle(ClusterEvent event, long nowNs, long wallMs) {
    long now = nowNs - lastNs > 0 ? nowNs : lastNs;
    long gapNs = begun ? now - lastNs : 0;
    begun = true;
    lastNs = now;
    turn.begin(now, wallMs);
    turn.hold(holding);
    if (gapNs > config.pauseMs() * 1_000_000) {
      detector.ownPause(gapNs);
      holdUntilNs += holding ? gapNs : 0;
    }
    try {
      dispatch(event);
    } catch (RuntimeException e) {
      // A mistake of ours: what was decided before it is still done.
      tally.add(Counter.FAILED_EVENTS);
      log.error("{} failed", event.getClass().getSimpleName(), e);
    }
    for (NodeRow lost : nodes.takeLost()) {
      movers.moves().lost(turn, lost);
      news.lost(turn, lost);
    }
    if (nodes.takeChanged()) {
      rooms.locator().retry(turn, holding);
    }
    return turn.effects();
  }

  private void dispatch(ClusterEvent event) {
    if (event instanceof ClusterEvent.NodeSaid said) {
      said(said.connection(), said.message());
    } else if (event instanceof ClusterEvent.Locate locate) {
      rooms.locator().locate(turn, locate, holding);
    } else if (event instanceof ClusterEvent.FeedsAsked asked) {
      turn.add(new ClusterEffect.AnswerFeeds(asked.listener(), feeds.choose(turn, asked)));
    } else if (event instanceof ClusterEvent.Tick) {
      tick();
    } else if (event instanceof ClusterEvent.RoomEmptied emptied) {
      rooms.emptied(turn, emptied.pin());
    } else if (event instanceof ClusterEvent.ControlClosed closed) {
      evidence.controlClosed(turn, closed.connection());
    } else if (event instanceof ClusterEvent.Probed probed) {
      evidence.probed(turn, probed);
    } else if (event instanceof ClusterEvent.ConnectFailed failed) {
      evidence.connectFailed(turn, failed);
    } else if (event instanceof ClusterEvent.DrainAsked asked) {
      heartbeats.drain(turn, asked.node(), asked.draining());
    } else if (event instanceof ClusterEvent.MoveAsked asked) {
      turn.add(new ClusterEffect.AnswerMove(asked.listener(), movers.asked(turn, asked)));
    } else if (event instanceof ClusterEvent.CloseAsked asked) {
      turn.add(new ClusterEffect.AnswerOrder(asked.listener(), closer.asked(turn, asked)));
    } else if (event instanceof ClusterEvent.EvictAsked asked) {
      OrderAnswer answer = evictor.evict(turn, asked.node());
      turn.add(new ClusterEffect.AnswerOrder(asked.listener(), answer));
    } else if (event instanceof ClusterEvent.LookedUp answer && claims != null) {
      claims.lookedUp(turn, answer);
    } else if (event instanceof ClusterEvent.Claimed answer && claims != null) {
      claims.claimed(turn, answer);
    } else if (event instanceof ClusterEvent.StaleHeard heard) {
      staleHeard(heard);
    } else if (event instanceof ClusterEvent.EpochHeard heard && journaled != null) {
      journaled.epochHeard(heard);
    } else if (event instanceof ClusterEvent.ExplainAsked asked) {
      Explanation explanation =
          new Explainer(nodes, pins, policy).explain(asked.room(), turn.nowNs(), holding);
      turn.add(new ClusterEffect.Explain(asked.listener(), explanation));
    }
  }

  private void staleHeard(ClusterEvent.StaleHeard heard) {
    if (movers.moves().staleHeard(turn, heard)) {
      return;
    }
    if (journaled != null) {
      journaled.staleHeard(turn, heard);
    } else {
      rooms.staleHeard();
    }
  }

  private void said(long connection, NodeMessage message) {
    if (message instanceof NodeMessage.Heartbeat heartbeat) {
      heartbeats.heard(turn, connection, heartbeat);
      return;
    }
    if (message instanceof NodeMessage.Register register) {
      register(connection, register);
      return;
    }
    NodeRow node = heartbeats.speaker(turn, connection);
    if (node == null) {
      return;
    }
    if (message instanceof NodeMessage.Opened opened) {
      news.opened(turn, node, opened);
    } else if (message instanceof NodeMessage.Closed closed) {
      news.closed(turn, node, closed.room(), closed.epoch());
    } else if (message instanceof NodeMessage.Released released) {
      movers.moves().released(turn, node, released);
    } else if (message instanceof NodeMessage.Stale stale) {
      news.stale(turn, node, stale);
    } else if (message instanceof NodeMessage.Goodbye) {
      registrar.goodbye(turn, node);
    }
  }

  private void register(long connection, NodeMessage.Register register) {
    Admission admission = registrar.admit(turn, connection, register, holding);
    if (admission == null) {
      return;
    }
    news.registered(turn, admission, register);
    registrar.startLease(turn, admission);
    // With a journal no lease protects the rooms of a node: there is nothing to wait for.
    boolean fenced = config.hasJournal() && register.journal();
    if (!holding || fenced || register.rooms().isEmpty()) {
      registrar.welcome(turn, admission.row());
    }
  }

  private void tick() {
    if (holding && turn.nowNs() - holdUntilNs >= 0) {
      holding = false;
      turn.hold(false);
      nodes.markChanged();
      for (NodeRow row : nodes.live()) {
        if (row.awaitsWelcome()) {
          registrar.welcome(turn, row);
        }
      }
    }
    detector.tick(turn);
    rooms.tick(turn);
    if (claims != null) {
      claims.tick(turn);
    }
    movers.tick(turn);
    closer.tick(turn);
    feeds.tick(turn);
  }

  /** The cluster as it is now. It costs a walk over the nodes: for ticks, not for each event. */
  public ClusterView view() {
    List<ClusterView.NodeView> views = new ArrayList<>();
    for (NodeRow row : nodes.all()) {
      views.add(row.view(policy.skip(row, lastNs)));
    }
    return new ClusterView(
        lastNs,
        holding,
        detector.isFrozen(),
        views,
        pins.size(),
        rooms.locator().waiting(),
        tally.snapshot());
  }
}
