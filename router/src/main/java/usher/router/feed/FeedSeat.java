package usher.router.feed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.link.FeedOpen;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.router.seat.PlayerSeat;
import usher.router.seat.Said;
import usher.router.seat.SeatPlayer;
import usher.router.seat.Unanswered;
import usher.router.seat.Word;

/**
 * One player's seat at the feeds: the topics that it listens to, and the commands that are not
 * answered. It outlives the opens on nodes by which it hears them. On the loop.
 */
public final class FeedSeat implements PlayerSeat {
  enum State {
    /** At no node, and none is named. */
    SEEKING,
    /** A node is named, and the link to it is on its way. */
    DIALLING,
    /** A node was asked, and has not answered. */
    OPENING,
    /** At a node. */
    LIVE,
    /** Gone. */
    OVER
  }

  private final LoopFeeds feeds;
  private final SeatPlayer player;
  private final FeedOpen ask;
  private final Unanswered unanswered = new Unanswered();

  /** Bounded by {@link FeedLimits#MAX_TOPICS_OF_SEAT}. */
  private final List<Listening> topics = new ArrayList<>(2);

  private State state = State.SEEKING;
  private @Nullable FeedLink link;
  private boolean spoken;
  private boolean readingStopped;
  boolean waitsToPump;
  private long next = 1;
  private long sentOnOpen;
  private int open;
  private int opens;
  private long sinceNs;

  /** Its place in the list of its loop. */
  int index;

  FeedSeat(LoopFeeds feeds, SeatPlayer player, FeedOpen ask, long nowNs) {
    this.feeds = feeds;
    this.player = player;
    this.ask = ask;
    this.sinceNs = nowNs;
  }

  @Override
  public void said(Said said) {
    if (state == State.OVER) {
      return;
    }
    long n = next++;
    boolean allSent = sentOnOpen == n - 1;
    PlayerFrame frame = said.kept();
    unanswered.add(n, frame);
    FeedLink on = link;
    if (isOpen() && on != null) {
      if (allSent && on.port().isWritable()) {
        sent(on.port(), n, frame);
      } else {
        on.pumpLater(this);
      }
    }
    if (unanswered.isFull() && !readingStopped) {
      readingStopped = true;
      player.read(false);
    }
  }

  @Override
  public void gone(boolean onPurpose) {
    if (state != State.OVER) {
      feeds.leave(this, onPurpose, CloseReason.PLAYER_LEFT);
    }
  }

  @Override
  public void drop(CloseReason reason) {
    if (state != State.OVER) {
      feeds.leave(this, false, reason);
    }
  }

  boolean isOpen() {
    return state == State.OPENING || state == State.LIVE;
  }

  boolean isSeeking() {
    return state == State.SEEKING;
  }

  boolean hasSpoken() {
    return spoken;
  }

  int open() {
    return open;
  }

  @Nullable FeedLink link() {
    return link;
  }

  /** How long ago it stopped being at a node, in nanoseconds; 0 while it is. */
  long waitingNs(long nowNs) {
    return state == State.LIVE ? 0 : nowNs - sinceNs;
  }

  /** A node is named for it. */
  void named(FeedLink to) {
    link = to;
    to(State.DIALLING);
  }

  /** Opens the seat, as this number, and sends what is not answered. */
  void open(FeedPort port, int number) {
    open = number;
    opens++;
    to(State.OPENING);
    sentOnOpen = unanswered.isEmpty() ? next - 1 : unanswered.firstN() - 1;
    List<TopicName> names = new ArrayList<>(topics.size());
    for (Listening listening : topics) {
      names.add(listening.topic);
    }
    port.feedOpen(number, new FeedOpen(ask.player(), names, ask.permitted()));
  }

  /**
   * Sends what was not yet sent on this open.
   *
   * @return whether all of it went out
   */
  boolean pump(FeedPort port) {
    for (Unanswered.Command command : unanswered) {
      if (command.n() > sentOnOpen) {
        if (!port.isWritable()) {
          return false;
        }
        sent(port, command.n(), command.frame());
      }
    }
    return true;
  }

  private void sent(FeedPort port, long n, PlayerFrame frame) {
    port.command(open, n, frame);
    sentOnOpen = n;
  }

  /** Its node is not there any more, or not for it: it hears nothing until it is opened again. */
  void park(long nowNs) {
    if (state == State.LIVE) {
      sinceNs = nowNs;
    }
    link = null;
    to(State.SEEKING);
    stopHearing();
  }

  private void stopHearing() {
    for (Listening listening : topics) {
      TopicGroup group = listening.group;
      if (group != null) {
        group.remove(listening);
      }
    }
  }

  /** The node says something to this seat alone; n of the command that it answers, 0 for none. */
  void onAnswer(long n, Word word) {
    if (state == State.OPENING) {
      to(State.LIVE);
      if (opens > 1) {
        feeds.metrics().reopened();
      }
    }
    if (n > 0) {
      unanswered.drop(n);
      if (readingStopped && unanswered.isHalfEmpty()) {
        readingStopped = false;
        player.read(true);
      }
    }
    say(word);
  }

  /**
   * It hears a topic by this group from now on.
   *
   * @return false if it hears as many as a seat may
   */
  boolean hears(TopicGroup group) {
    Listening listening = find(group.topic());
    if (listening == null) {
      if (topics.size() >= FeedLimits.MAX_TOPICS_OF_SEAT) {
        return false;
      }
      listening = new Listening(this, group.topic());
      topics.add(listening);
    }
    TopicGroup before = listening.group;
    if (before != null) {
      before.remove(listening);
    }
    group.add(listening);
    return true;
  }

  /** It does not want a topic any more, or does not get it. */
  void leaves(TopicName topic) {
    Listening listening = find(topic);
    if (listening != null) {
      TopicGroup group = listening.group;
      if (group != null) {
        group.remove(listening);
      }
      topics.remove(listening);
    }
  }

  private @Nullable Listening find(TopicName topic) {
    for (int i = 0; i < topics.size(); i++) {
      if (topics.get(i).topic.equals(topic)) {
        return topics.get(i);
      }
    }
    return null;
  }

  void say(Word word) {
    spoken = true;
    player.say(word, false);
  }

  /** The node is who ends it. */
  void endedByNode() {
    player.endedByNode();
  }

  /** Ends it, and tells the player. */
  void close(CloseReason reason, int retryAfterSeconds) {
    over();
    player.close(reason, retryAfterSeconds);
  }

  void over() {
    stopHearing();
    link = null;
    to(State.OVER);
  }

  private void to(State to) {
    boolean waited = state != State.LIVE;
    boolean waits = to != State.LIVE && to != State.OVER;
    if (state == State.OVER) {
      throw new IllegalStateException("a seat that is gone can not be " + to);
    }
    state = to;
    if (waits != waited) {
      feeds.waits(waits ? 1 : -1);
    }
  }
}
