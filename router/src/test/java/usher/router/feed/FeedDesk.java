package usher.router.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.feed.TopicName;
import usher.common.link.FeedOpen;
import usher.common.net.HostPort;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterEvent.FeedsAsked;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.FeedNodes;
import usher.router.pin.NodeRef;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.SeatPlayer;
import usher.router.seat.Word;

/** The feeds of a loop with a world of which the test plays everything, by hand. */
final class FeedDesk implements ClusterInbox, FeedMetrics {
  static final long PARKING_NS = 10_000_000_000L;

  final Queue<FeedsAsked> asked = new ArrayDeque<>();
  final Queue<Runnable> due = new ArrayDeque<>();
  final Map<String, Way> ways = new HashMap<>();
  final Map<Drop, Integer> drops = new EnumMap<>(Drop.class);
  long nowNs = 5;
  final LoopFeeds feeds =
      new LoopFeeds(new LoopFeeds.World(this, due::add, () -> nowNs, this), PARKING_NS);
  boolean inboxFull;
  int seats;
  int parked;
  int reopened;
  int topics;
  int messages;
  int deliveries;
  int gaps;
  @Nullable CloseReason left;

  FeedDesk() {
    feeds.reach(this::link);
  }

  static NodeRef node(String id) {
    return new NodeRef(
        new Incarnation(new NodeId(id), "boot-1"), new HostPort("127.0.0.1", 1), Upstream.LINK);
  }

  private void link(NodeRef node) {
    Way way = new Way();
    way.link = feeds.link(node, way, () -> ++way.opens);
    ways.put(node.incarnation().node().value(), way);
  }

  Way way(String id) {
    Way way = ways.get(id);
    if (way == null) {
      throw new IllegalStateException("no link to " + id);
    }
    return way;
  }

  /** The cluster answers the oldest question: each seat this node. */
  FeedsAsked answer(String node) {
    FeedsAsked question = asked.remove();
    List<NodeRef> nodes = new ArrayList<>();
    for (int i = 0; i < question.seats(); i++) {
      nodes.add(node(node));
    }
    question.listener().onFeedNodes(new FeedNodes(nodes, null, false, 1_000));
    run();
    return question;
  }

  /** The cluster answers the oldest question: no node. */
  void answerNone(CloseReason reason, boolean coming) {
    asked.remove().listener().onFeedNodes(new FeedNodes(List.of(), reason, coming, 1_000));
    run();
  }

  void run() {
    for (Runnable next = due.poll(); next != null; next = due.poll()) {
      next.run();
    }
  }

  void after(long ms) {
    nowNs += ms * 1_000_000;
    feeds.tick();
    run();
  }

  Player comes() {
    Player player = new Player();
    player.seat = feeds.seat(new FeedOpen("ann", List.of()), player);
    run();
    return player;
  }

  /** Someone on a live seat at a node. */
  Player sits(String node) {
    Player player = comes();
    answer(node);
    Way way = way(node);
    way.up();
    way.welcome(way.opens);
    player.heard.clear();
    return player;
  }

  int drops(Drop why) {
    return drops.getOrDefault(why, 0);
  }

  @Override
  public boolean post(ClusterEvent event) {
    return !inboxFull && asked.add((FeedsAsked) event);
  }

  @Override
  public void seated() {
    seats++;
  }

  @Override
  public void left(CloseReason reason) {
    seats--;
    left = reason;
  }

  @Override
  public void parked(int more) {
    parked += more;
  }

  @Override
  public void reopened() {
    reopened++;
  }

  @Override
  public void topics(int more) {
    topics += more;
  }

  @Override
  public void said(int players) {
    messages++;
    deliveries += players;
  }

  @Override
  public void gaps(int players) {
    gaps += players;
  }

  @Override
  public void dropped(Drop why) {
    drops.merge(why, 1, Integer::sum);
  }

  /** A word with a name. */
  record Spoken(String name) implements Word {}

  /** A player that writes down what it is told. */
  static final class Player implements SeatPlayer {
    final List<String> heard = new ArrayList<>();
    boolean isRead = true;
    @Nullable FeedSeat seat;

    FeedSeat seat() {
      FeedSeat on = seat;
      if (on == null) {
        throw new IllegalStateException("not seated");
      }
      return on;
    }

    void says(String text) {
      seat().said(() -> PlayerFrame.text(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void say(Word word, boolean asked) {
      heard.add(((Spoken) word).name());
    }

    @Override
    public void say(PlayerFrame frame) {
      heard.add(frame.toString());
    }

    @Override
    public void read(boolean more) {
      isRead = more;
    }

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      heard.add("closed " + reason.word() + " " + retryAfterSeconds);
    }
  }

  /** A link that writes down what is sent. */
  static final class Way implements FeedPort {
    final List<String> sent = new ArrayList<>();
    final List<FeedOpen> requests = new ArrayList<>();
    @Nullable FeedLink link;
    int opens;
    int dials;
    boolean writable = true;

    FeedLink link() {
      FeedLink made = link;
      if (made == null) {
        throw new IllegalStateException("no link yet");
      }
      return made;
    }

    void up() {
      link().onUp();
    }

    void welcome(int open) {
      link().onAnswer(open, 0, false, new Spoken("welcome"));
    }

    void topic(int group, String name) throws Exception {
      link().onTopic(group, new TopicName(name));
    }

    void says(int group, String word) {
      link().onSaid(group, false, new Spoken(word));
    }

    List<String> topicsAsked() {
      return requests.get(requests.size() - 1).topics().stream().map(TopicName::value).toList();
    }

    @Override
    public void dial() {
      dials++;
    }

    @Override
    public boolean isWritable() {
      return writable;
    }

    @Override
    public void feedOpen(int open, FeedOpen request) {
      requests.add(request);
      sent.add("open " + open);
    }

    @Override
    public void command(int open, long n, PlayerFrame frame) {
      sent.add(open + ": " + n + " " + frame);
    }

    @Override
    public void detach(int open, boolean onPurpose) {
      sent.add("detach " + open + (onPurpose ? " on purpose" : ""));
    }
  }
}
