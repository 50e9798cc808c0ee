package usher.router.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import usher.common.control.Incarnation;
import usher.router.cluster.ClusterView;
import usher.router.cluster.ClusterView.NodeView;
import usher.router.cluster.node.NodeState;

/**
 * The nodes as watchers know them: each has a slot, a small number that is free again once the node
 * is forgotten. Finds out which look otherwise than before. On the loop.
 */
final class NodeBoard {
  /** A node in its slot. */
  static final class Slot {
    final int number;
    final Incarnation incarnation;
    NodeView view;
    NodeLook look;
    private boolean fresh = true;

    Slot(int number, NodeView view, NodeLook look) {
      this.number = number;
      this.incarnation = view.node().incarnation();
      this.view = view;
      this.look = look;
    }

    /** Whether watchers are told of it for the first time. */
    boolean takeFresh() {
      boolean was = fresh;
      fresh = false;
      return was;
    }
  }

  /** Is told of each node that comes, and of each that looks otherwise. */
  interface Listener {
    void came(NodeView now);

    void changed(NodeView before, NodeView now);
  }

  private final Map<Incarnation, Slot> slots = new LinkedHashMap<>();
  private final BitSet taken = new BitSet();
  private final Set<Slot> urgent = new LinkedHashSet<>();
  private final Set<Slot> changed = new LinkedHashSet<>();
  private final Set<Integer> gone = new LinkedHashSet<>();

  /** Takes a view in; the same one twice is fine. */
  void update(ClusterView view, Listener listener) {
    Set<Incarnation> there = new HashSet<>(view.nodes().size() * 2);
    for (NodeView node : view.nodes()) {
      there.add(node.node().incarnation());
      Slot slot = slots.get(node.node().incarnation());
      if (slot == null) {
        come(node);
        listener.came(node);
      } else {
        look(slot, node, listener);
      }
    }
    if (there.size() < slots.size()) {
      for (Iterator<Slot> each = slots.values().iterator(); each.hasNext(); ) {
        Slot slot = each.next();
        if (!there.contains(slot.incarnation)) {
          each.remove();
          taken.clear(slot.number);
          urgent.remove(slot);
          changed.remove(slot);
          gone.add(slot.number);
        }
      }
    }
  }

  private void come(NodeView node) {
    int number = taken.nextClearBit(0);
    taken.set(number);
    Slot slot = new Slot(number, node, NodeLook.of(node));
    slots.put(slot.incarnation, slot);
    urgent.add(slot);
  }

  private void look(Slot slot, NodeView node, Listener listener) {
    NodeView before = slot.view;
    NodeLook now = NodeLook.of(node);
    slot.view = node;
    if (!now.equals(slot.look)) {
      if (now.isOtherwise(slot.look)) {
        changed.remove(slot);
        urgent.add(slot);
        listener.changed(before, node);
      } else if (!urgent.contains(slot)) {
        changed.add(slot);
      }
      slot.look = now;
    }
  }

  /** All nodes, in the order they came. */
  List<Slot> all() {
    return List.copyOf(slots.values());
  }

  /** How many slots were ever needed at once. */
  int width() {
    return taken.length();
  }

  /** The slots that are free since this was last asked; one may be taken again already. */
  List<Integer> takeGone() {
    List<Integer> now = List.copyOf(gone);
    gone.clear();
    return now;
  }

  /** Up to so many nodes that look otherwise; the others wait for the next time. */
  List<Slot> takeChanged(int max) {
    List<Slot> now = new ArrayList<>();
    for (Set<Slot> from : List.of(urgent, changed)) {
      for (Iterator<Slot> each = from.iterator(); each.hasNext() && now.size() < max; ) {
        now.add(each.next());
        each.remove();
      }
    }
    return now;
  }

  /** Nobody heard of changes: the next who watches is told everything. */
  void forgetChanges() {
    urgent.forEach(Slot::takeFresh);
    urgent.clear();
    changed.clear();
    gone.clear();
  }

  /** How long ago each heartbeat came, by slot, in milliseconds; -1 for a lost node, or none. */
  long[] ages(long atNs) {
    long[] ages = new long[width()];
    Arrays.fill(ages, -1);
    for (Slot slot : slots.values()) {
      if (slot.view.state() != NodeState.LOST) {
        ages[slot.number] = Math.max(0, atNs - slot.view.heardNs()) / 1_000_000;
      }
    }
    return ages;
  }
}
