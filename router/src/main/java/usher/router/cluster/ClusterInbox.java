package usher.router.cluster;

/** The way to the thread {@code cluster}, for any thread. */
@FunctionalInterface
public interface ClusterInbox {
  /**
   * Hands an event over without waiting.
   *
   * @return false if the mailbox is full, and the event was dropped. Events that tell of a node or
   *     of a room that emptied are never dropped: they have a share of the mailbox of their own,
   *     bounded by the number of connections that can cause them
   */
  boolean post(ClusterEvent event);
}
