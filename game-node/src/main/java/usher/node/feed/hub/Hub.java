package usher.node.feed.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.node.feed.hub.FeedCommand.WrongCommandException;

/**
 * The seats at feeds of this node, and the topics they hear; there is exactly one in a node.
 *
 * <p>A seat's commands are carried out one after the other; one that subscribes is answered when
 * all of its topics are live. What a topic is to Redis, the {@link TopicTable} knows.
 */
public final class Hub {
  /** When a refused seat should try again, in seconds. */
  static final int RETRY_AFTER_SECONDS = 1;

  private final String node;
  private final FeedCounts counts;
  private final int maxTopics;
  private final TopicTable topics;
  private final Map<FeedSeatLine, HubSeat> seats = new LinkedHashMap<>();
  private int listeners;

  /**
   * @param node what players are told of where they are
   * @param acrossNodes whether messages of other nodes are to be heard, once there is a source
   * @param maxTopics how many topics there may be
   */
  public Hub(String node, boolean acrossNodes, int maxTopics, FeedCounts counts) {
    this.node = node;
    this.maxTopics = maxTopics;
    this.counts = counts;
    this.topics = new TopicTable(acrossNodes, counts, this::onLive);
  }

  /** Its topics: what Redis says is theirs to hear. */
  public TopicTable topics() {
    return topics;
  }

  /**
   * Messages come from here from now on. Every topic is subscribed to anew, once it is connected.
   *
   * @param across whether they come from other nodes at all
   * @param from null until there is one
   */
  public void source(boolean across, @Nullable FeedSource from) {
    if (across != topics.acrossNodes()) {
      seats.keySet().forEach(line -> line.answer(0, FeedFrames.welcome(across, node)));
    }
    topics.source(across, from);
  }

  /**
   * A seat comes.
   *
   * @param returning what it heard on the node that it had before; what this node has no place for
   *     is taken from it, with a gap
   */
  public void open(FeedSeatLine line, List<TopicName> returning) {
    HubSeat seat = new HubSeat(line);
    seats.put(line, seat);
    counts.add(FeedCount.OPENED, 1);
    line.answer(0, FeedFrames.welcome(topics.acrossNodes(), node));
    for (TopicName name : returning) {
      if (topics.sizeWith(List.of(name)) > maxTopics) {
        line.forgo(name);
        line.answer(0, FeedFrames.gap(name));
        continue;
      }
      Topic topic = topics.topic(name);
      seat.returning().add(topic);
      topic.await(seat);
      topics.settle(topic);
      arrive(topic, seat);
    }
  }

  /** A seat asks something; a number that is not above the last one's is ignored. */
  public void command(FeedSeatLine line, long n, byte[] text) {
    HubSeat seat = seats.get(line);
    if (seat == null || !seat.ask(n, text)) {
      line.taken(text.length);
      return;
    }
    work(seat);
  }

  /** A seat goes, on purpose or not; false if it is not here. */
  public boolean detach(FeedSeatLine line) {
    HubSeat seat = seats.remove(line);
    if (seat == null) {
      return false;
    }
    seat.all().forEach(topic -> leave(seat, topic, false));
    for (HubSeat.Asked left = seat.drop(); left != null; left = seat.drop()) {
      line.taken(left.text().length);
    }
    return true;
  }

  /** Ends up to so many seats; how many it were. */
  public int end(CloseReason reason, int most) {
    List<FeedSeatLine> ending = seats.keySet().stream().limit(most).toList();
    for (FeedSeatLine line : ending) {
      detach(line);
      line.close(reason, RETRY_AFTER_SECONDS);
    }
    return ending.size();
  }

  private void onLive(Topic topic, HubSeat seat) {
    arrive(topic, seat);
    answer(seat);
    work(seat);
  }

  private void work(HubSeat seat) {
    for (HubSeat.Asked next = seat.next(); next != null; next = seat.next()) {
      seat.line().taken(next.text().length);
      try {
        take(seat, next.n(), FeedCommand.parse(next.text()));
      } catch (WrongCommandException e) {
        counts.add(FeedCount.REJECTED, 1);
        seat.line().answer(next.n(), FeedFrames.rejected(next.n(), e.reason()));
      }
    }
  }

  private void take(HubSeat seat, long n, FeedCommand command) throws WrongCommandException {
    Set<TopicName> leave = command.leave() == null ? Set.of() : command.leave();
    Set<TopicName> hear = command.hear() == null ? Set.of() : command.hear();
    check(seat, leave, hear);
    for (TopicName name : leave) {
      Topic topic = topics.find(name);
      if (topic != null && seat.wants(topic)) {
        leave(seat, topic, true);
      }
    }
    List<Topic> wanted = new ArrayList<>();
    for (TopicName name : hear) {
      if (!seat.heard().containsKey(name)) {
        Topic topic = topics.topic(name);
        wanted.add(topic);
        topic.await(seat);
      }
    }
    seat.await(new HubSeat.Awaited(n, command, wanted));
    wanted.forEach(topics::settle);
    answer(seat);
  }

  private void check(HubSeat seat, Set<TopicName> leave, Set<TopicName> hear)
      throws WrongCommandException {
    Set<TopicName> after = new LinkedHashSet<>(seat.heard().keySet());
    seat.returning().forEach(topic -> after.add(topic.name()));
    after.removeAll(leave);
    after.addAll(hear);
    if (after.size() > FeedLimits.MAX_TOPICS_OF_SEAT) {
      throw new WrongCommandException(
          "a seat has at most " + FeedLimits.MAX_TOPICS_OF_SEAT + " topics: unsubscribe from some");
    }
    for (TopicName name : hear) {
      if (!seat.line().permits(name)) {
        throw new WrongCommandException("your ticket is not for the topic " + name);
      }
    }
    if (topics.sizeWith(hear) > maxTopics) {
      throw new WrongCommandException(
          "this node has " + topics.size() + " topics, the most are " + maxTopics);
    }
  }

  /** Answers the command under way if all of its topics are live. */
  private void answer(HubSeat seat) {
    HubSeat.Awaited awaited = seat.awaited();
    if (awaited == null || !areLive(awaited.topics(), seat)) {
      return;
    }
    seat.await(null);
    FeedCommand command = awaited.command();
    long n = awaited.n();
    if (command.leave() != null) {
      long answers = command.hear() == null ? n : 0;
      seat.line().answer(answers, FeedFrames.unsubscribed(n, command.leave()));
    }
    List<Topic> fresh =
        awaited.topics().stream().filter(t -> !seat.heard().containsKey(t.name())).toList();
    // Before the answer: a router whose link ends between the two asks again, and loses nothing.
    fresh.forEach(topic -> hear(seat, topic));
    if (command.hear() != null) {
      seat.line().answer(n, FeedFrames.subscribed(n, command.hear()));
    }
    fresh.forEach(topic -> sayRetained(topic, seat));
  }

  private static boolean areLive(List<Topic> topics, HubSeat seat) {
    // The last was asked for last, and so is live last.
    for (int i = topics.size() - 1; i >= 0; i--) {
      Topic topic = topics.get(i);
      if (!topic.isLive() && !seat.heard().containsKey(topic.name())) {
        return false;
      }
    }
    return true;
  }

  private void hear(HubSeat seat, Topic topic) {
    seat.heard().put(topic.name(), topic);
    seat.returning().remove(topic);
    topic.listen(seat);
    listeners++;
  }

  /** A seat that heard this topic on another node hears it here, if it is live. */
  private void arrive(Topic topic, HubSeat seat) {
    if (topic.isLive() && seat.returning().remove(topic)) {
      hear(seat, topic);
      counts.add(FeedCount.GAPS, 1);
      seat.line().answer(0, FeedFrames.gap(topic.name()));
      sayRetained(topic, seat);
    }
  }

  private static void sayRetained(Topic topic, HubSeat seat) {
    PlayerFrame last = topic.last();
    if (last != null) {
      seat.line().answer(0, FeedFrames.retained(last));
    }
  }

  private void leave(HubSeat seat, Topic topic, boolean tell) {
    if (seat.returning().remove(topic) && tell) {
      seat.line().forgo(topic.name());
    }
    topic.awaitNoMore(seat);
    if (seat.heard().remove(topic.name()) != null) {
      topic.unlisten(seat, tell);
      listeners--;
    }
    topics.settle(topic);
  }

  /** A turn is over: what others may read of the hub is as it is now. */
  public void turnEnded() {
    counts.now(topics.size(), seats.size(), listeners);
  }
}
