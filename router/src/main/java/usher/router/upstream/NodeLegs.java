package usher.router.upstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;

/**
 * The legs of one event loop to one node. Owned by that loop; other threads may read how many are
 * open.
 */
final class NodeLegs {
  private final NodeRef node;
  private final Registration head = new Registration(this, reason -> {});
  private volatile int open;

  NodeLegs(NodeRef node) {
    this.node = node;
  }

  NodeRef node() {
    return node;
  }

  /** How many connections to the node are open; any thread. */
  int open() {
    return open;
  }

  boolean isEmpty() {
    return head.next == null;
  }

  Registration add(LegOwner owner) {
    Registration added = new Registration(this, owner);
    Registration first = head.next;
    added.next = first;
    added.previous = head;
    if (first != null) {
      first.previous = added;
    }
    head.next = added;
    return added;
  }

  /** Ends all, newest first; each is out of the list before it is told. */
  void end(CloseReason reason) {
    for (Registration each = head.next; each != null; each = head.next) {
      remove(each);
      each.owner.onEnd(reason);
    }
  }

  /** Ends those by which players are in a room by this pin. */
  void end(Pin pin, CloseReason reason) {
    List<Registration> its = new ArrayList<>();
    for (Registration each = head.next; each != null; each = each.next) {
      if (each.pin == pin) {
        its.add(each);
      }
    }
    for (Registration each : its) {
      remove(each);
      each.owner.onEnd(reason);
    }
  }

  private void remove(Registration registration) {
    Registration previous = registration.previous;
    if (previous == null) {
      return;
    }
    Registration next = registration.next;
    previous.next = next;
    if (next != null) {
      next.previous = previous;
    }
    registration.previous = null;
    registration.next = null;
    registration.closed();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the owning loop
  private void count(int delta) {
    open += delta;
  }

  /** One leg's place in the list. */
  static final class Registration {
    private final NodeLegs legs;
    private LegOwner owner;
    private @Nullable Registration previous;
    private @Nullable Registration next;
    private @Nullable Pin pin;
    private boolean counted;

    private Registration(NodeLegs legs, LegOwner owner) {
      this.legs = legs;
      this.owner = owner;
    }

    /** A player is in a room by this pin, on this connection. */
    void in(Pin entered) {
      pin = entered;
    }

    void owner(LegOwner next) {
      owner = next;
    }

    NodeLegs legs() {
      return legs;
    }

    /** The connection is there: it counts as open from here on. */
    void connected() {
      if (!counted) {
        counted = true;
        legs.count(1);
      }
    }

    /** The node can say nothing more on this connection. */
    void closed() {
      if (counted) {
        counted = false;
        legs.count(-1);
      }
    }

    void remove() {
      legs.remove(this);
    }
  }
}
