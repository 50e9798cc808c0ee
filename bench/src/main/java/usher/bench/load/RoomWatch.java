package usher.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one room was served by one node at a time, as all of its players saw it. Pure: fed what
 * was heard and when. The rules:
 *
 * <ul>
 *   <li>an epoch of a room belongs to one node for ever;
 *   <li>once a node serves under a higher epoch, another node of a lower one is heard no more, but
 *       for what was on its way.
 * </ul>
 */
final class RoomWatch {
  /** Tenures kept; the oldest goes first, and its node, if heard again, counts as new and late. */
  private static final int MAX_TENURES = 64;

  private final String room;
  private final long toleranceNs;
  private final List<Tenure> tenures = new ArrayList<>(1);
  private long breaches;
  private long lastSeq;
  private @Nullable String firstBreach;

  private record Tenure(String node, long epoch, long sinceNs) {}

  RoomWatch(String room, long toleranceNs) {
    this.room = room;
    this.toleranceNs = toleranceNs;
  }

  String room() {
    return room;
  }

  /** A player of the room heard it served: a welcome, an event or a game's own bytes. */
  void served(String node, long epoch, long nowNs) {
    Tenure top = tenures.isEmpty() ? null : tenures.get(tenures.size() - 1);
    if (top == null || epoch > top.epoch) {
      add(tenures.size(), new Tenure(node, epoch, nowNs));
      return;
    }
    if (epoch == top.epoch) {
      checkSame(top, node);
      return;
    }
    if (!node.equals(top.node) && nowNs - top.sinceNs > toleranceNs) {
      breach(
          "%s@%d was heard %d ms after %s@%d began"
              .formatted(node, epoch, (nowNs - top.sinceNs) / 1_000_000, top.node, top.epoch));
    }
    int at = tenures.size();
    while (at > 0 && tenures.get(at - 1).epoch > epoch) {
      at--;
    }
    if (at > 0 && tenures.get(at - 1).epoch == epoch) {
      checkSame(tenures.get(at - 1), node);
    } else {
      add(at, new Tenure(node, epoch, nowNs));
    }
  }

  /** Someone heard the event of this seq. */
  void reached(long seq) {
    lastSeq = Math.max(lastSeq, seq);
  }

  /** The highest seq that anyone heard. */
  long lastSeq() {
    return lastSeq;
  }

  /** The node that served last, or null if none ever did. */
  @Nullable String node() {
    return tenures.isEmpty() ? null : tenures.get(tenures.size() - 1).node;
  }

  /** How often the room went from one node to another. */
  int moves() {
    int moves = 0;
    for (int i = 1; i < tenures.size(); i++) {
      if (!tenures.get(i).node.equals(tenures.get(i - 1).node)) {
        moves++;
      }
    }
    return moves;
  }

  long breaches() {
    return breaches;
  }

  /** What was seen at the first breach, or null if there was none. */
  @Nullable String firstBreach() {
    return firstBreach;
  }

  private void checkSame(Tenure tenure, String node) {
    if (!tenure.node.equals(node)) {
      breach("epoch %d was served by %s and %s".formatted(tenure.epoch, tenure.node, node));
    }
  }

  private void add(int at, Tenure tenure) {
    tenures.add(at, tenure);
    if (tenures.size() > MAX_TENURES) {
      tenures.remove(0);
    }
  }

  private void breach(String what) {
    breaches++;
    if (firstBreach == null) {
      firstBreach = room + ": " + what;
    }
  }
}
