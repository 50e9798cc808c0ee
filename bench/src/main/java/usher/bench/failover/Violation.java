package usher.bench.failover;

/**
 * Something that must not be.
 *
 * @param seat the player's name; empty where it is of the whole room
 * @param seq the event's seq, or the last one heard before
 */
record Violation(String room, String seat, long seq, String what) {
  @Override
  public String toString() {
    return "room=%s seat=%s seq=%d: %s".formatted(room, seat.isEmpty() ? "-" : seat, seq, what);
  }
}
