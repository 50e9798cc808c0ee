package usher.node.room;

import java.util.concurrent.atomic.AtomicInteger;

/** How many seats of the node are taken, over all its rooms. Any thread. */
final class Census {
  private final AtomicInteger seats = new AtomicInteger();
  private final int capacity;

  Census(int capacity) {
    this.capacity = capacity;
  }

  /** Takes a seat; false if the node has no more. */
  boolean take() {
    if (seats.incrementAndGet() <= capacity) {
      return true;
    }
    seats.decrementAndGet();
    return false;
  }

  /** So many came with a room that was restored: they are not turned away. */
  void add(int count) {
    seats.addAndGet(count);
  }

  void release(int count) {
    seats.addAndGet(-count);
  }

  int taken() {
    return seats.get();
  }
}
