package usher.router.cluster.claim;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.Incarnation;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.claim.Claiming.Phase;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.PlacementReason;
import usher.router.cluster.node.NodeRow;
import usher.router.cluster.node.NodeTable;
import usher.router.cluster.node.Turn;
import usher.router.cluster.room.Locator;
import usher.router.cluster.room.Placements;
import usher.router.cluster.room.RoomClaims;
import usher.router.pin.ClaimOutcome;
import usher.router.pin.Epochs;
import usher.router.pin.Pin;
import usher.router.pin.StoredPin;

/**
 * Finds out whose a room is, and makes it someone's where it is nobody's that lives: look, then
 * claim, then pin; without a look where this router alone pinned it to a node that died. Requests
 * for one room share one look. A claim's epoch is above the journal's top, above every one that
 * this router knows of the room, and above a coarse wall clock, so that a journal that lost its
 * last writes can not hand one out twice.
 */
public final class Claims implements RoomClaims {
  /** A journal that did not answer is asked again after this, in nanoseconds. */
  static final long RETRY_NS = 30_000_000;

  /** A room whose owner may yet register is looked at again after this, in nanoseconds. */
  static final long WAIT_NS = 50_000_000;

  /** A claim that was refused is followed by a look after at least this, in nanoseconds. */
  static final long REFUSED_NS = 2_000_000;

  /** And at most so much later, at random, in nanoseconds. */
  static final long REFUSED_SPREAD_NS = 28_000_000;

  /** What a router's claims begin with; a node's begin otherwise. */
  static final String ROUTER_CLAIM = "router:";

  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  private final ClusterConfig config;
  private final ClaimRules rules;
  private final String prefix;
  private final NodeTable nodes;
  private final Placements placements;
  private final Locator locator;
  private final RandomGenerator random;
  private final Tally tally;
  private final BadOwners bad = new BadOwners();
  private final Questions questions = new Questions();

  /** Bounded by the rooms that someone waits for or is in. */
  private final Map<RoomId, Claiming> rooms = new HashMap<>();

  private long claims;

  /** Whether no claim of another router's was ever seen. */
  private boolean alone = true;

  public Claims(
      ClusterConfig config,
      ClaimRules rules,
      String routerId,
      NodeTable nodes,
      Placements placements,
      Locator locator,
      RandomGenerator random,
      Tally tally) {
    this.config = config;
    this.rules = rules;
    this.prefix = ROUTER_CLAIM + routerId + ":";
    this.nodes = nodes;
    this.placements = placements;
    this.locator = locator;
    this.random = random;
    this.tally = tally;
  }

  @Override
  public boolean isBusy(RoomId room) {
    return rooms.containsKey(room);
  }

  @Override
  public boolean isUnanswered(RoomId room) {
    Claiming claiming = rooms.get(room);
    return claiming != null && claiming.unanswered;
  }

  @Override
  public void need(Turn turn, RoomId room) {
    need(turn, room, null);
  }

  @Override
  public void distrust(RoomId room, NodeRow node, long epoch) {
    bad.add(room, node.ref().incarnation(), epoch);
  }

  /**
   * Finds out whose the room is, or makes it someone's.
   *
   * @param preferred who gets it, if it is to be someone else's; null where any node will do
   */
  public void need(Turn turn, RoomId room, @Nullable NodeRow preferred) {
    if (!rooms.containsKey(room)) {
      Claiming claiming = new Claiming(room);
      claiming.preferred = preferred;
      rooms.put(room, claiming);
      Pin last = placements.anyPin(room);
      if (last != null && isOwnersDeathAllThereIs(turn, last)) {
        claim(turn, claiming, last.epoch());
      } else {
        look(turn, claiming);
      }
    }
  }

  /**
   * Whether nothing is to be learnt by a look: this router knows whose the room was, that node is
   * dead, and no other router ever claimed anything. If the journal knows better it refuses, and a
   * look follows.
   */
  private boolean isOwnersDeathAllThereIs(Turn turn, Pin last) {
    return alone
        && !turn.isHolding()
        && !questions.isFull()
        && alive(last.node().incarnation()) == null;
  }

  /**
   * The room is given up at this epoch by the node that had it: makes it another's, without a look.
   *
   * @param preferred who gets it, if that takes rooms; null where any node will do
   */
  public void hand(Turn turn, RoomId room, long epoch, @Nullable NodeRow preferred) {
    Claiming claiming = new Claiming(room);
    claiming.preferred = preferred;
    claiming.moving = true;
    if (rooms.putIfAbsent(room, claiming) == null) {
      claim(turn, claiming, epoch);
    }
  }

  /** The journal said whose a room is. */
  public void lookedUp(Turn turn, ClusterEvent.LookedUp answer) {
    Claiming claiming = questions.answered(answer.ask());
    if (claiming != null) {
      found(turn, claiming, answer.found());
      askNext(turn);
    }
  }

  /** The journal said what came of a claim. */
  public void claimed(Turn turn, ClusterEvent.Claimed answer) {
    Claiming claiming = questions.answered(answer.ask());
    if (claiming != null) {
      tally.add(answer.outcome());
      claimed(turn, claiming, answer.outcome());
      askNext(turn);
    }
  }

  /** Time passed. */
  public void tick(Turn turn) {
    Claiming late = questions.overdue(turn.nowNs());
    while (late != null) {
      late.unanswered = true;
      if (late.phase == Phase.CLAIMING) {
        claimed(turn, late, ClaimOutcome.UNAVAILABLE);
      } else {
        found(turn, late, new StoredPin.Unavailable("no answer in time"));
      }
      late = questions.overdue(turn.nowNs());
    }
    askNext(turn);
    Claiming rested = questions.rested(turn.nowNs());
    while (rested != null) {
      look(turn, rested);
      rested = questions.rested(turn.nowNs());
    }
  }

  private void askNext(Turn turn) {
    Claiming next = questions.next();
    while (next != null) {
      look(turn, next);
      next = questions.next();
    }
  }

  private void look(Turn turn, Claiming claiming) {
    if (claiming.phase == Phase.RESTING && !isWanted(claiming)) {
      giveUp(claiming);
    } else if (questions.isFull()) {
      questions.queue(claiming);
    } else {
      claiming.phase = Phase.LOOKING;
      tally.add(Counter.LOOKS);
      turn.add(new ClusterEffect.LookUp(claiming.room, questions.ask(claiming, turn.nowNs())));
    }
  }

  private void found(Turn turn, Claiming claiming, StoredPin found) {
    claiming.unanswered = false;
    if (!isWanted(claiming)) {
      giveUp(claiming);
    } else if (found instanceof StoredPin.Unavailable unavailable) {
      unanswered(turn, claiming, unavailable.why());
    } else if (found instanceof StoredPin.Newer) {
      unreadable(turn, claiming);
    } else if (found instanceof StoredPin.Kept kept) {
      owned(turn, claiming, kept);
    } else {
      claim(turn, claiming, found instanceof StoredPin.Foreign foreign ? foreign.epoch() : 0);
    }
  }

  private void owned(Turn turn, Claiming claiming, StoredPin.Kept kept) {
    RoomId room = claiming.room;
    alone &= !isAnothers(kept);
    Pin last = placements.anyPin(room);
    if (last != null && kept.epoch() < last.epoch()) {
      // The journal went back: it lost writes that this router has seen the room rest on.
      NodeRow node = alive(last.node().incarnation());
      if (node != null && !isBad(room, last.node().incarnation(), last.epoch())) {
        pin(turn, claiming, node, last.epoch(), PlacementReason.ADOPTED);
      } else {
        claim(turn, claiming, kept.epoch());
      }
      return;
    }
    NodeRow owner = alive(kept.owner());
    boolean isBad = isBad(room, kept.owner(), kept.epoch());
    if (owner != null && !isBad) {
      pin(turn, claiming, owner, kept.epoch(), PlacementReason.ADOPTED);
    } else if (nodes.current(kept.owner().node()) == null && turn.isHolding()) {
      questions.rest(claiming, turn.nowNs() + WAIT_NS);
    } else if (!isBad && isHonoured(turn, claiming, kept)) {
      questions.rest(claiming, turn.nowNs() + WAIT_NS);
    } else {
      claim(turn, claiming, kept.epoch());
    }
  }

  private boolean isBad(RoomId room, Incarnation owner, long epoch) {
    return rules.anew() && bad.is(room, owner, epoch);
  }

  /** Another router's fresh claim stands for one lease, so that two do not swap a room for ever. */
  private boolean isHonoured(Turn turn, Claiming claiming, StoredPin.Kept kept) {
    if (!rules.honour() || !isAnothers(kept) || kept.epoch() < turn.wallMs() - config.leaseMs()) {
      return false;
    }
    if (!claiming.honoured.equals(kept.claim())) {
      claiming.honoured = kept.claim();
      claiming.honouredNs = turn.nowNs();
    }
    return turn.nowNs() - claiming.honouredNs < config.leaseNs();
  }

  private boolean isAnothers(StoredPin.Kept kept) {
    return kept.claim().startsWith(ROUTER_CLAIM) && !kept.claim().startsWith(prefix);
  }

  private void claim(Turn turn, Claiming claiming, long top) {
    RoomId room = claiming.room;
    Pin last = placements.anyPin(room);
    long known = Math.max(bad.epoch(room), last == null ? 0 : last.epoch());
    long floor = rules.clock() ? Math.max(known, turn.wallMs()) : 0;
    long epoch = Math.max(top, floor) + 1;
    if (epoch > Epochs.MAX) {
      unreadable(turn, claiming);
      return;
    }
    NodeRow preferred = claiming.preferred;
    NodeRow node =
        preferred != null && preferred.skip() == null && !preferred.load().isFull()
            ? preferred
            : last == null ? placements.choose(turn) : placements.chooseForMoved(turn);
    if (node == null) {
      locator.noNode(turn, room);
      questions.rest(claiming, turn.nowNs() + WAIT_NS);
      return;
    }
    placements.promise(node);
    claiming.chosen = node;
    claiming.chosenEpoch = epoch;
    claiming.phase = Phase.CLAIMING;
    turn.add(
        new ClusterEffect.Claim(
            room,
            epoch,
            node.ref().incarnation(),
            prefix + ++claims,
            questions.ask(claiming, turn.nowNs())));
  }

  private void claimed(Turn turn, Claiming claiming, ClaimOutcome outcome) {
    NodeRow node = claiming.chosen;
    claiming.chosen = null;
    if (node == null) {
      throw new IllegalStateException(claiming.room + " was claimed for nobody");
    }
    node.load().release();
    switch (outcome) {
      case MADE -> {
        if (!node.isLost()) {
          Pin last = placements.anyPin(claiming.room);
          PlacementReason reason =
              claiming.moving
                  ? PlacementReason.MOVED
                  : last == null ? PlacementReason.FRESH : PlacementReason.NODE_LOST;
          pin(turn, claiming, node, claiming.chosenEpoch, reason);
        } else {
          look(turn, claiming);
        }
      }
      case REFUSED ->
          questions.rest(claiming, turn.nowNs() + REFUSED_NS + random.nextLong(REFUSED_SPREAD_NS));
      case UNAVAILABLE -> unanswered(turn, claiming, "a claim was not answered");
    }
  }

  private void pin(Turn turn, Claiming claiming, NodeRow node, long epoch, PlacementReason reason) {
    rooms.remove(claiming.room);
    placements.settle(turn, claiming.room, node, epoch, reason);
    locator.retry(turn, claiming.room);
  }

  private void unanswered(Turn turn, Claiming claiming, String why) {
    log.debug("room {}: the journal does not answer: {}", claiming.room, why);
    tally.add(Counter.JOURNAL_WAITS);
    claiming.unanswered = true;
    questions.rest(claiming, turn.nowNs() + RETRY_NS);
  }

  private void unreadable(Turn turn, Claiming claiming) {
    log.error(
        "room {}: what the journal has of it was written by newer software, and is left alone",
        claiming.room);
    locator.refuse(turn, claiming.room, CloseReason.JOURNAL_NEWER);
    giveUp(claiming);
  }

  private void giveUp(Claiming claiming) {
    RoomId room = claiming.room;
    rooms.remove(room);
    Pin pin = placements.pin(room);
    if (pin != null && bad.is(room, pin.node().incarnation(), pin.epoch())) {
      pin.retireIfEmpty();
    }
    placements.forgetRetired(room);
  }

  private boolean isWanted(Claiming claiming) {
    if (claiming.moving || locator.isWanted(claiming.room)) {
      return true;
    }
    Pin last = placements.anyPin(claiming.room);
    return last != null && last.entered() > 0;
  }

  private @Nullable NodeRow alive(Incarnation incarnation) {
    NodeRow node = nodes.get(incarnation);
    return node == null || node.isLost() ? null : node;
  }
}
