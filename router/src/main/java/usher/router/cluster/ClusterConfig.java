package usher.router.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.RetainPattern;

/**
 * The times and bounds of a cluster, and what happens at each bound.
 *
 * @param heartbeatIntervalMs how often nodes report, in milliseconds
 * @param leaseMs how long a heartbeat lets a node serve, in milliseconds
 * @param marginMs how much longer the router waits than the lease before it gives a room away
 * @param maxNodes the most nodes; one more is refused with {@code too-many-nodes}
 * @param maxRooms the most pins; one more room is refused with {@code too-many-rooms}
 * @param maxWaiters the most requests that wait for a room; one more is told to try later
 * @param lingerMs how long a pin outlives its last connection, where the node does not say when the
 *     room closes
 * @param slowStartMs how long a new node takes a growing share only
 * @param lostMemoryMs how long a lost node is remembered, with the rooms it held
 * @param freezeLimitMs how long evictions stay frozen at most while some node is heard
 * @param pauseMs a longer time between two events is a pause of the router's own
 * @param moves how rooms are moved
 * @param journal the journal's address, for the welcome; null where there is none
 * @param feedRetain the topics whose last message is kept, for the welcome
 * @param dialsTls whether nodes that serve TLS can be reached; else they are refused with {@code
 *     no-tls}
 */
public record ClusterConfig(
    long heartbeatIntervalMs,
    long leaseMs,
    long marginMs,
    int maxNodes,
    int maxRooms,
    int maxWaiters,
    long lingerMs,
    long slowStartMs,
    long lostMemoryMs,
    long freezeLimitMs,
    long pauseMs,
    MoveConfig moves,
    @Nullable String journal,
    List<RetainPattern> feedRetain,
    boolean dialsTls) {
  /**
   * @throws IllegalArgumentException if one is out of range; the message says the range
   */
  public ClusterConfig {
    feedRetain = List.copyOf(feedRetain);
    if (heartbeatIntervalMs < 10 || heartbeatIntervalMs > 60_000) {
      throw new IllegalArgumentException("a heartbeat interval is 10 ms to 60 s");
    }
    if (leaseMs < 2 * heartbeatIntervalMs || leaseMs > 600_000) {
      throw new IllegalArgumentException("a lease is two heartbeat intervals to 600 s");
    }
    if (marginMs < 1 || maxNodes < 1 || maxRooms < 1 || maxWaiters < 1 || pauseMs < 1) {
      throw new IllegalArgumentException("margin, pause, nodes, rooms and waiters are at least 1");
    }
  }

  /** What a router does when no flag says otherwise. */
  public static ClusterConfig defaults() {
    return new ClusterConfig(
        500,
        2_000,
        100,
        1_024,
        1_000_000,
        10_000,
        30_000,
        10_000,
        60_000,
        30_000,
        100,
        MoveConfig.defaults(),
        null,
        List.of(),
        false);
  }

  /** The same with other times for heartbeats and leases, in milliseconds. */
  public ClusterConfig withHeartbeat(long intervalMs, long lease) {
    return new ClusterConfig(
        intervalMs,
        lease,
        marginMs,
        maxNodes,
        maxRooms,
        maxWaiters,
        lingerMs,
        slowStartMs,
        lostMemoryMs,
        freezeLimitMs,
        pauseMs,
        moves,
        journal,
        feedRetain,
        dialsTls);
  }

  /** The same with other bounds. */
  public ClusterConfig withBounds(int nodes, int rooms, int waiters) {
    return new ClusterConfig(
        heartbeatIntervalMs,
        leaseMs,
        marginMs,
        nodes,
        rooms,
        waiters,
        lingerMs,
        slowStartMs,
        lostMemoryMs,
        freezeLimitMs,
        pauseMs,
        moves,
        journal,
        feedRetain,
        dialsTls);
  }

  /** The same with a journal at this address, which nodes are told; null for none. */
  public ClusterConfig withJournal(@Nullable String address) {
    return with(moves, address, feedRetain, dialsTls);
  }

  /** The same with other moves. */
  public ClusterConfig withMoves(MoveConfig other) {
    return with(other, journal, feedRetain, dialsTls);
  }

  /** The same with other topics whose last message is kept. */
  public ClusterConfig withFeedRetain(List<RetainPattern> other) {
    return with(moves, journal, other, dialsTls);
  }

  /** The same where nodes that serve TLS can be reached, or not. */
  public ClusterConfig withTlsNodes(boolean reached) {
    return with(moves, journal, feedRetain, reached);
  }

  private ClusterConfig with(
      MoveConfig newMoves,
      @Nullable String newJournal,
      List<RetainPattern> newRetain,
      boolean newDialsTls) {
    return new ClusterConfig(
        heartbeatIntervalMs,
        leaseMs,
        marginMs,
        maxNodes,
        maxRooms,
        maxWaiters,
        lingerMs,
        slowStartMs,
        lostMemoryMs,
        freezeLimitMs,
        pauseMs,
        newMoves,
        newJournal,
        newRetain,
        newDialsTls);
  }

  /** Whether rooms are kept in a journal, and pins with them. */
  public boolean hasJournal() {
    return journal != null;
  }

  /** The lease in nanoseconds. */
  public long leaseNs() {
    return leaseMs * 1_000_000;
  }

  /** After this long without a heartbeat a node is lost, in nanoseconds. */
  public long timeoutNs() {
    return (leaseMs + marginMs) * 1_000_000;
  }

  /**
   * After this long without a heartbeat, in nanoseconds, a node counts as silent where another one
   * is out of its lease: it may have fallen silent at the same moment.
   */
  public long falteringNs() {
    return Math.min(overdueNs(), timeoutNs() - heartbeatIntervalMs * 1_000_000);
  }

  /** After this long without a heartbeat a node is suspect, in nanoseconds. */
  public long overdueNs() {
    return Math.min(heartbeatIntervalMs * 2_500_000, leaseNs());
  }
}
