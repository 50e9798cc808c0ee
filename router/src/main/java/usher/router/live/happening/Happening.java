package usher.router.live.happening;

import java.util.Locale;

/**
 * Something that happened, in words. A later one of the same id takes its place.
 *
 * @param id grows
 * @param atMs when it began, since 1970
 */
public record Happening(long id, long atMs, Kind kind, String node, String text) {
  /** What it is. */
  public enum Kind {
    /** A node registered. */
    JOINED,
    /** A node is there again, or its address answered. */
    ALIVE,
    /** There is evidence of a node's death. */
    SUSPECT,
    /** A node was given up. */
    LOST,
    /** A node is to be empty. */
    DRAINING,
    /** A node takes rooms again. */
    UNDRAINED,
    /** A node says that something is wrong with it. */
    FAILING,
    /** Rooms of a lost node got another. */
    FAILOVER,
    /** Rooms of a living node got another. */
    MOVE,
    /** The router has doubts of itself, or has them no more. */
    ROUTER;

    /** The word on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
