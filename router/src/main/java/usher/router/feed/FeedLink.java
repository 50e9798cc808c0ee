package usher.router.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.link.LinkFormatException;
import usher.common.player.CloseReason;
import usher.router.pin.NodeRef;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.Word;

/**
 * The link of one event loop to one node, as the seats at its feeds know it: who is open on it
 * under which number, and which topic its groups are. Rooms and feeds share the connection, and the
 * numbers of opens and groups. The frames of the node come in here. On the loop.
 */
public final class FeedLink {
  private final LoopFeeds feeds;
  private final NodeRef node;
  private final FeedPort port;
  private final IntSupplier freshOpens;

  /** Bounded by the seats on it. */
  private final Map<Integer, FeedSeat> opens = new HashMap<>();

  /** Bounded by {@link FeedLimits#MAX_TOPICS_OF_NODE}. */
  private final Map<Integer, TopicGroup> groups = new HashMap<>();

  /** Seats that wait for the connection; bounded by the seats. */
  private final Set<FeedSeat> dialling = new LinkedHashSet<>();

  /** Seats that could not send all; once each, but for those that went away and came back. */
  private final ArrayDeque<FeedSeat> toPump = new ArrayDeque<>();

  private boolean up;
  private boolean failed;
  private long failedNs;

  FeedLink(LoopFeeds feeds, NodeRef node, FeedPort port, IntSupplier freshOpens) {
    this.feeds = feeds;
    this.node = node;
    this.port = port;
    this.freshOpens = freshOpens;
  }

  NodeRef node() {
    return node;
  }

  FeedPort port() {
    return port;
  }

  /** Whether it broke, or could not be made, so short a time ago that others are better. */
  boolean isAvoided(long nowNs) {
    return failed && nowNs - failedNs < FeedSeatLimits.AVOID.toNanos();
  }

  /** How many seats are open on it. */
  int size() {
    return opens.size();
  }

  /** Some of the seats that are open on it. */
  List<FeedSeat> some(int most) {
    List<FeedSeat> some = new ArrayList<>(most);
    for (FeedSeat seat : opens.values()) {
      if (some.size() >= most) {
        break;
      }
      some.add(seat);
    }
    return some;
  }

  /** Opens a seat that seeks a node, as soon as the connection is there. */
  void take(FeedSeat seat) {
    seat.named(this);
    if (up) {
      open(seat);
    } else {
      dialling.add(seat);
      port.dial();
    }
  }

  private void open(FeedSeat seat) {
    int number = freshOpens.getAsInt();
    opens.put(number, seat);
    // A former link may still have it in its list, which does nothing for it any more.
    seat.waitsToPump = false;
    seat.open(port, number);
    if (!seat.pump(port)) {
      pumpLater(seat);
    }
  }

  /** Nobody hears this seat's open any more; the node is told. */
  void close(FeedSeat seat, boolean onPurpose) {
    dialling.remove(seat);
    if (up && seat.isOpen() && opens.remove(seat.open(), seat)) {
      port.detach(seat.open(), onPurpose);
    }
  }

  /** The link is there. */
  public void onUp() {
    up = true;
    failed = false;
    List<FeedSeat> due = new ArrayList<>(dialling);
    dialling.clear();
    due.forEach(this::open);
  }

  /** The link broke: its seats are opened elsewhere. */
  public void onDown() {
    leaveAll();
  }

  /** The link could not be made. */
  public void onDialFailed() {
    leaveAll();
  }

  /** The cluster gave the node up: nothing that it says counts any more. */
  public void onLost() {
    feeds.forget(this);
    leaveAll();
  }

  private void leaveAll() {
    up = false;
    failed = true;
    failedNs = feeds.nowNs();
    List<FeedSeat> seats = new ArrayList<>(opens.values());
    seats.addAll(dialling);
    opens.clear();
    dialling.clear();
    toPump.forEach(seat -> seat.waitsToPump = false);
    toPump.clear();
    for (FeedSeat seat : seats) {
      seat.park(failedNs);
      feeds.seek(seat);
    }
    feeds.metrics().topics(-groups.size());
    groups.clear();
  }

  /** More may be sent again. */
  public void onWritable() {
    List<FeedSeat> due = new ArrayList<>(toPump);
    toPump.clear();
    for (FeedSeat seat : due) {
      seat.waitsToPump = false;
      if (seat.isOpen() && seat.link() == this && !seat.pump(port)) {
        pumpLater(seat);
      }
    }
  }

  void pumpLater(FeedSeat seat) {
    if (!seat.waitsToPump) {
      seat.waitsToPump = true;
      toPump.add(seat);
    }
  }

  /** Whether this is the open of a seat at the feeds. */
  public boolean hasOpen(int open) {
    return opens.containsKey(open);
  }

  /** Whether this is the group of a topic. */
  public boolean hasGroup(int group) {
    return groups.containsKey(group);
  }

  /**
   * The node says something to one seat.
   *
   * @param n the number of the command that it answers; 0 where it answers none
   * @param gap whether it tells that messages may have been missed
   */
  public void onAnswer(int open, long n, boolean gap, Word word) {
    FeedSeat seat = opens.get(open);
    if (seat != null) {
      seat.onAnswer(n, word);
      if (gap) {
        feeds.metrics().gaps(1);
      }
    }
  }

  /** The node ends a seat: for good, or, where only the node is the reason, at this node. */
  public void onClose(int open, CloseReason reason, int retryAfterSeconds) {
    FeedSeat seat = opens.remove(open);
    if (seat == null) {
      return;
    }
    if (goesOn(seat, reason)) {
      failed = true;
      failedNs = feeds.nowNs();
      seat.park(failedNs);
      feeds.seekLater(seat);
    } else {
      seat.endedByNode();
      feeds.end(seat, reason, retryAfterSeconds);
    }
  }

  private static boolean goesOn(FeedSeat seat, CloseReason reason) {
    return switch (reason) {
      case NODE_LEAVING, NODE_LOST, ROOM_UNAVAILABLE -> true;
      case TOO_MANY_PLAYERS -> seat.hasSpoken();
      default -> false;
    };
  }

  /**
   * The node names a group for those who listen to a topic.
   *
   * @throws LinkFormatException if the number is in use, or there are as many as there may be
   */
  public void onTopic(int group, TopicName topic) throws LinkFormatException {
    if (groups.size() >= FeedLimits.MAX_TOPICS_OF_NODE) {
      throw new LinkFormatException(
          "a node has at most " + FeedLimits.MAX_TOPICS_OF_NODE + " topics");
    }
    if (groups.putIfAbsent(group, new TopicGroup(topic)) != null) {
      throw new LinkFormatException("the number of a topic's group is not in use");
    }
    feeds.metrics().topics(1);
  }

  /** A topic's group is over. */
  public void onTopicEnd(int group) {
    TopicGroup over = groups.remove(group);
    if (over == null) {
      feeds.metrics().dropped(Drop.OLD_GROUP);
    } else {
      over.end();
      feeds.metrics().topics(-1);
    }
  }

  /**
   * A seat hears a group from now on.
   *
   * @throws LinkFormatException if the group was not named, or is one too many for the seat
   */
  public void onListen(int open, int group) throws LinkFormatException {
    TopicGroup heard = groups.get(group);
    if (heard == null) {
      throw new LinkFormatException("a seat hears a topic whose group was named before");
    }
    FeedSeat seat = seatAt(open);
    if (seat != null && !seat.hears(heard)) {
      throw new LinkFormatException(
          "a seat hears at most " + FeedLimits.MAX_TOPICS_OF_SEAT + " topics");
    }
  }

  /** A seat hears a group no more. */
  public void onUnlisten(int open, int group) {
    TopicGroup left = groups.get(group);
    FeedSeat seat = seatAt(open);
    if (left == null) {
      feeds.metrics().dropped(Drop.OLD_GROUP);
    } else if (seat != null) {
      seat.leaves(left.topic());
    }
  }

  /** A seat will not hear a topic that it was opened with. */
  public void onUnlisten(int open, TopicName topic) {
    FeedSeat seat = seatAt(open);
    if (seat != null) {
      seat.leaves(topic);
    }
  }

  private @Nullable FeedSeat seatAt(int open) {
    FeedSeat seat = opens.get(open);
    if (seat == null) {
      feeds.metrics().dropped(Drop.OLD_OPEN);
    }
    return seat;
  }

  /**
   * A frame for all who hear a topic.
   *
   * @param gap whether it tells that messages may have been missed
   */
  public void onSaid(int group, boolean gap, Word word) {
    TopicGroup topic = groups.get(group);
    if (topic == null) {
      return;
    }
    topic.say(word);
    if (gap) {
      feeds.metrics().gaps(topic.size());
    } else {
      feeds.metrics().said(topic.size());
    }
  }
}
