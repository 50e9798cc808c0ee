package usher.node.feed;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.NodeId;
import usher.common.feed.FeedLimits;
import usher.common.feed.RetainPattern;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.node.feed.hub.FeedCount;
import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.Hub;

/**
 * A node's feeds, and the only way to them: it makes the one hub and runs it on the thread {@code
 * feed-hub}. Every method may be called on any thread and returns at once, unless it says
 * otherwise.
 */
public final class Feeds implements FeedDoor {
  /** How often the hub looks around when it has nothing to do, in nanoseconds. */
  static final long TICK_NS = 20_000_000;

  /** How much of the mailbox is taken in one turn: what the hub says leaves at the end of it. */
  static final int MAX_TURN = 256;

  /** How many seats a node that drains ends in one tick. */
  static final int MAX_ENDED = 200;

  private static final Logger log = LoggerFactory.getLogger(Feeds.class);
  private static final int RETRY_AFTER_SECONDS = 1;

  private final FeedMailbox mailbox = new FeedMailbox();
  private final FeedCounts counts = new FeedCounts();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final SeatQuota quota;
  private final FeedOrigin origin;
  private final Runnable turnEnded;
  private final Hub hub;
  private final Thread thread;
  private volatile long progressNs = System.nanoTime();
  private volatile boolean stopped;
  private volatile boolean leaving;
  private @Nullable String address;
  private List<RetainPattern> retained = List.of();
  private FeedOrigin.@Nullable Opened opened;
  private @Nullable FeedInbox inbox;
  private long endedNs;

  private Feeds(
      NodeId node, boolean alone, SeatQuota quota, FeedOrigin origin, Runnable turnEnded) {
    this.quota = quota;
    this.origin = origin;
    this.turnEnded = turnEnded;
    this.hub = new Hub(node.value(), !alone, FeedLimits.MAX_TOPICS_OF_NODE, counts);
    this.thread = new Thread(this::run, "feed-hub");
  }

  /**
   * Starts the hub.
   *
   * @param alone whether there is no router, and so no journal to hear other nodes by; else seats
   *     wait for the first welcome to say so
   * @param origin where messages of other nodes come from
   * @param turnEnded called when a turn ended, on the hub's thread: what was said may leave
   */
  public static Feeds start(
      NodeId node, boolean alone, SeatQuota quota, FeedOrigin origin, Runnable turnEnded) {
    Feeds feeds = new Feeds(node, alone, quota, origin, turnEnded);
    feeds.thread.start();
    return feeds;
  }

  /** What happened so far. */
  public FeedCounts counts() {
    return counts;
  }

  /** How late the hub runs, in nanoseconds: since its last progress, idle waits aside. */
  public long lagNs() {
    return Math.max(0, System.nanoTime() - progressNs - TICK_NS);
  }

  @Override
  public boolean open(FeedSeatLine line, List<TopicName> topics) {
    return mailbox.offer(
        () -> {
          if (draining.get()) {
            line.close(CloseReason.NODE_LEAVING, RETRY_AFTER_SECONDS);
          } else if (!quota.take()) {
            line.close(CloseReason.TOO_MANY_PLAYERS, RETRY_AFTER_SECONDS);
          } else {
            hub.open(line, topics);
          }
        });
  }

  @Override
  public boolean command(FeedSeatLine line, long n, byte[] text) {
    return mailbox.offer(() -> hub.command(line, n, text));
  }

  @Override
  public void detach(FeedSeatLine line) {
    mailbox.post(
        () -> {
          if (hub.detach(line)) {
            quota.release();
          }
        });
  }

  /**
   * A room publishes: to all nodes where there is a journal, else within this one. At most once:
   * what cannot be queued is left out, and counted.
   *
   * @param message the feeds' from now on; longer than a message may be, it is left out
   */
  public void publish(TopicName topic, byte[] message) {
    if (message.length > FeedLimits.MAX_MESSAGE_BYTES
        || !mailbox.offerMessage(() -> hub.topics().publish(topic, message))) {
      counts.add(FeedCount.UNPUBLISHED, 1);
    }
  }

  /**
   * A router's welcome: the journal whose Redis carries messages between nodes, null for none, and
   * the topics whose last message is kept.
   */
  public void welcome(@Nullable String journal, List<RetainPattern> retain) {
    mailbox.post(
        () -> {
          if (!retain.equals(retained)) {
            retained = List.copyOf(retain);
            hub.topics().retain(retained);
          }
          source(journal);
        });
  }

  private void source(@Nullable String journal) {
    if (inbox != null && Objects.equals(journal, address)) {
      return;
    }
    closeSource();
    FeedInbox now = new FeedInbox(hub.topics(), mailbox, counts);
    inbox = now;
    address = journal;
    opened = journal == null ? null : opened(journal, now);
    hub.source(journal != null, opened == null ? null : opened.source());
  }

  private void closeSource() {
    FeedInbox before = inbox;
    FeedOrigin.Opened closing = opened;
    if (before != null) {
      before.close();
    }
    if (closing != null) {
      closing.close().run();
    }
  }

  private FeedOrigin.@Nullable Opened opened(String journal, FeedInbox to) {
    try {
      return origin.open(journal, to, counts);
    } catch (IllegalArgumentException e) {
      log.error("the router names a journal that cannot carry feeds: {}", e.getMessage());
      return null;
    }
  }

  /** Whether the node is to be empty: seats are ended, paced, and none are taken. Said often. */
  public void drain(boolean on) {
    if (draining.get() != on && !(leaving && !on)) {
      draining.set(on);
    }
  }

  /** The node ends: no seats from now on, whatever routers say. */
  public void leave() {
    leaving = true;
    draining.set(true);
  }

  /** Ends the hub, and its connections. */
  public void stop() {
    mailbox.post(
        () -> {
          stopped = true;
          closeSource();
        });
  }

  private void run() {
    while (!stopped) {
      int taken = 0;
      Runnable entry = mailbox.poll();
      while (entry != null) {
        perform(entry);
        taken++;
        entry = taken < MAX_TURN ? mailbox.poll() : null;
      }
      perform(this::end);
      perform(hub::turnEnded);
      perform(turnEnded);
      progressNs = System.nanoTime();
      if (taken < MAX_TURN) {
        mailbox.await(TICK_NS);
      }
    }
  }

  private void end() {
    long nowNs = System.nanoTime();
    if (draining.get() && nowNs - endedNs >= TICK_NS) {
      endedNs = nowNs;
      int ended = hub.end(CloseReason.NODE_LEAVING, MAX_ENDED);
      for (int i = 0; i < ended; i++) {
        quota.release();
      }
    }
  }

  /** What is wrong with one entry is no reason to stop: it is for what nobody thought of. */
  private static void perform(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException | Error e) {
      log.error("the hub failed at an entry, and goes on", e);
    }
  }
}
