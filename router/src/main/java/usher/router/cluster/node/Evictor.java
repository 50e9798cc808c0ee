package usher.router.cluster.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.ControlRefusal;
import usher.common.control.NodeId;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterConfig;
import usher.router.cluster.ClusterEffect;
import usher.router.cluster.OrderAnswer;
import usher.router.cluster.OrderAnswer.Word;
import usher.router.cluster.count.Counts.Tally;
import usher.router.cluster.count.LostReason;

/**
 * Gives nodes up because an operator says so, also while evictions by silence are frozen. A node
 * whose rooms a journal keeps is lost at once, for whatever it still appends is refused; another is
 * granted no lease any more, and lost when the last one has run out. The incarnation is let in
 * again when it is forgotten, as every lost one is after a while; a new one at once.
 */
public final class Evictor {
  private static final Logger log = LoggerFactory.getLogger(Evictor.class);

  /** What a node that was given up is told, when it registers too. */
  static final String WHY = "an operator gave this incarnation up: start the node anew";

  private final ClusterConfig config;
  private final NodeTable nodes;
  private final Evidence evidence;
  private final Tally tally;

  public Evictor(ClusterConfig config, NodeTable nodes, Evidence evidence, Tally tally) {
    this.config = config;
    this.nodes = nodes;
    this.evidence = evidence;
    this.tally = tally;
  }

  /** An operator gives a node up. */
  public OrderAnswer evict(Turn turn, NodeId id) {
    NodeRow row = nodes.current(id);
    if (row == null || row.isLost()) {
      return new OrderAnswer(
          Word.UNKNOWN_NODE,
          row == null ? "no node of the id '" + id + "' has registered" : row + " is lost already");
    }
    log.warn("node {}: an operator gives it up, with {} pins", row, row.pins().size());
    int pins = row.pins().size();
    row.evicted = true;
    if (row.controlOpen) {
      turn.send(row.connection, new RouterMessage.Refused(ControlRefusal.EVICTED, WHY));
      turn.add(new ClusterEffect.CloseControl(row.connection));
      tally.add(ControlRefusal.EVICTED);
    }
    boolean fenced = config.hasJournal() && row.journals();
    boolean leaseOut = turn.nowNs() - row.leaseUntilNs > config.marginMs() * 1_000_000;
    if (fenced || leaseOut) {
      nodes.disconnect(row);
      nodes.lose(turn, row, LostReason.EVICTED);
      return new OrderAnswer(Word.DONE, row + " is given up; its " + pins + " rooms go elsewhere");
    }
    evidence.superseded(turn, row);
    return new OrderAnswer(
        Word.BEGUN,
        row + " is given up: its " + pins + " rooms go elsewhere once its lease has run out");
  }
}
