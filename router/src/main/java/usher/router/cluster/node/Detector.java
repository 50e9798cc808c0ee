package usher.router.cluster.node;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.count.Counter;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.LostReason;

/**
 * Gives up nodes that are silent, and distrusts itself: a pause of the router's own extends every
 * lease, and when more than half of the nodes fall silent within one timeout, evictions by silence
 * are frozen. (Proof of death still counts.) The freeze ends when at most half are silent, who then
 * have one more timeout; or, while some node is heard, after a limit, when the silent are given up.
 */
public final class Detector {
  private static final Logger log = LoggerFactory.getLogger(Detector.class);

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Evidence evidence;
  private final Tally tally;

  /** A tick's own list of the rows, one for all ticks: some rows go while it looks. */
  private final List<NodeRow> looked = new ArrayList<>();

  private boolean frozen;
  private long frozenSinceNs;

  public Detector(ClusterConfig config, NodeTable nodes, Evidence evidence, Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.evidence = evidence;
    this.tally = tally;
  }

  /** Whether evictions by silence are frozen. */
  public boolean isFrozen() {
    return frozen;
  }

  /**
   * The router itself was not running.
   *
   * @param pauseNs for how long
   */
  public void ownPause(long pauseNs) {
    log.warn("this router paused for {} ms: every lease is extended by it", pauseNs / 1_000_000);
    tally.add(Counter.OWN_PAUSES);
    tally.add(Counter.OWN_PAUSE_MS, pauseNs / 1_000_000);
    for (NodeRow row : nodes.all()) {
      row.leaseUntilNs += pauseNs;
      row.heardNs += pauseNs;
      row.lostNs += pauseNs;
    }
    frozenSinceNs += pauseNs;
  }

  /** Time passed. */
  public void tick(Turn turn) {
    looked.clear();
    nodes.live().forEach(looked::add);
    for (NodeRow row : looked) {
      evidence.tick(turn, row);
      if (!row.awaitsWelcome() && turn.nowNs() - row.heardNs > config.overdueNs()) {
        evidence.overdue(row);
      }
      if (row.superseded && isOut(turn, row)) {
        nodes.lose(turn, row, LostReason.SUPERSEDED);
        nodes.forget(turn, row);
      } else if (row.evicted && isOut(turn, row)) {
        nodes.lose(turn, row, LostReason.EVICTED);
      }
    }
    silence(turn);
    nodes.forgetLost(turn, config.lostMemoryMs() * 1_000_000);
  }

  private void silence(Turn turn) {
    int out = 0;
    int silent = 0;
    int all = 0;
    for (NodeRow row : nodes.live()) {
      if (!row.superseded) {
        all++;
        if (isOut(turn, row)) {
          out++;
        }
        if (isSilent(turn, row)) {
          silent++;
        }
      }
    }
    if (out == 0 && !frozen) {
      return;
    }
    int gone = recentlyLost(turn);
    if (frozen) {
      thaw(turn, silent, all, gone);
      return;
    }
    if (2 * (silent + gone) > all + gone) {
      frozen = true;
      frozenSinceNs = turn.nowNs();
      tally.add(Counter.FREEZES);
      log.error(
          "{} of {} nodes fell silent within {} ms: it may be this router that is deaf. Evictions"
              + " by silence are FROZEN until at most half are silent",
          silent + gone,
          all + gone,
          config.timeoutNs() / 1_000_000);
      return;
    }
    evict(turn);
  }

  private void thaw(Turn turn, int silent, int all, int gone) {
    if (2 * (silent + gone) <= all + gone) {
      frozen = false;
      log.warn(
          "{} of {} nodes are silent: evictions thaw after one more timeout",
          silent + gone,
          all + gone);
      for (NodeRow row : nodes.live()) {
        if (isOut(turn, row) && !row.superseded) {
          row.leaseUntilNs = turn.nowNs() + config.leaseNs();
        }
      }
    } else if (silent < all && turn.nowNs() - frozenSinceNs > config.freezeLimitMs() * 1_000_000) {
      frozen = false;
      log.error(
          "{} of {} nodes are silent after {} ms, others are heard: the silent are given up",
          silent + gone,
          all + gone,
          config.freezeLimitMs());
      evict(turn);
    }
  }

  private void evict(Turn turn) {
    for (NodeRow row : List.copyOf(nodes.live())) {
      if (isOut(turn, row)) {
        nodes.lose(turn, row, LostReason.SILENCE);
      }
    }
  }

  /** Who was given up within one timeout, of now or of the freeze. */
  private int recentlyLost(Turn turn) {
    long sinceNs = (frozen ? frozenSinceNs : turn.nowNs()) - config.timeoutNs();
    int count = 0;
    for (NodeRow row : nodes.all()) {
      if (row.lostBy == LostReason.SILENCE && row.lostNs - sinceNs > 0) {
        count++;
      }
    }
    return count;
  }

  private boolean isOut(Turn turn, NodeRow row) {
    return !row.awaitsWelcome() && turn.nowNs() - row.leaseUntilNs > config.marginMs() * 1_000_000;
  }

  /**
   * Whether a node is out, or will be within one interval if it stays as it is: nodes that fall
   * silent at once run out of their leases one after another, as their heartbeats came.
   */
  private boolean isSilent(Turn turn, NodeRow row) {
    return isOut(turn, row)
        || (!row.awaitsWelcome() && turn.nowNs() - row.heardNs > config.falteringNs());
  }
}
