package usher.bench.load.feeds;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import usher.bench.load.socket.SocketOwner;
import usher.bench.load.socket.Target;
import usher.common.feed.FeedLimits;

/**
 * One seat at feeds for as long as its socket lives: has at most one command under way, and checks
 * what it hears. On its loop.
 */
final class LoadSubscriber implements SocketOwner {
  /** How long another waits to take its place. */
  private static final long AWAY_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);

  /** One in so many that do something else goes altogether. */
  private static final int GOING = 4;

  private final FeedLoop loop;
  private final int number;
  private final Set<String> wanted;
  private final Map<String, Listening> heard = new TreeMap<>();

  /** Topics that a command under way names. */
  private final Set<String> asked = new HashSet<>();

  private @Nullable Channel channel;
  private String node = "";
  private boolean ending;

  /**
   * @param wanted the topics that it asks for at first
   */
  LoadSubscriber(FeedLoop loop, int number, Set<String> wanted) {
    this.loop = loop;
    this.number = number;
    this.wanted = Set.copyOf(wanted);
  }

  int number() {
    return number;
  }

  void connect() {
    if (ending) {
      return;
    }
    FeedPlan plan = loop.plan();
    Target target = plan.target();
    channel =
        loop.sockets()
            .connect(target.at(FeedLimits.PATH + "?player=f" + number), target, this, number);
  }

  @Override
  public void onText(String text, long nowNs) throws IOException {
    if (ending) {
      return;
    }
    FeedFrame frame = FeedFrame.read(text);
    switch (frame.type()) {
      case "message" -> onMessage(frame, nowNs);
      case "gap" -> onGap(frame.topic());
      case "welcome" -> onWelcome(frame.node());
      case "subscribed" -> onSubscribed(frame.topics());
      case "unsubscribed" -> onUnsubscribed(frame.topics());
      case "rejected" -> {
        loop.errors.count("rejected: " + frame.reason());
        asked.clear();
      }
      default -> loop.errors.count("frame-" + frame.type());
    }
  }

  private void onWelcome(String by) {
    boolean first = node.isEmpty();
    node = by;
    if (first) {
      ask("subscribe", wanted);
    }
  }

  private void onSubscribed(List<String> names) {
    for (String name : names) {
      FeedTopic topic = loop.byName().get(name);
      if (topic == null || !asked.remove(name)) {
        loop.errors.count("subscribed to what it did not ask for");
      } else {
        loop.subscribed++;
        heard.put(name, new Listening(topic));
      }
    }
  }

  private void onUnsubscribed(List<String> names) {
    for (String name : names) {
      if (!asked.remove(name) || heard.remove(name) == null) {
        loop.errors.count("unsubscribed from what it did not leave");
      } else {
        loop.unsubscribed++;
      }
    }
  }

  private void onMessage(FeedFrame frame, long nowNs) {
    Listening listening = heard.get(frame.topic());
    if (listening != null) {
      loop.onMessage(listening, frame, nowNs);
    } else if (!asked.contains(frame.topic())) {
      // A seat that moves while it subscribes may hear the first message before the answer.
      loop.afterLeaving++;
    }
  }

  private void onGap(String topic) {
    loop.gaps++;
    Listening listening = heard.get(topic);
    if (listening != null) {
      listening.anew();
    }
  }

  /** Does something else, if it has nothing under way. */
  void stir() {
    if (ending || !isSettled()) {
      return;
    }
    if (loop.random().nextInt(GOING) == 0) {
      loop.gone++;
      boolean politely = loop.random().nextBoolean();
      end(politely);
      loop.replace(this, Set.of(loop.anyTopic()), AWAY_NS);
      return;
    }
    String other = loop.anyTopic();
    boolean more = heard.size() < FeedPlan.MAX_TOPICS_EACH && loop.random().nextBoolean();
    if (heard.isEmpty() || (more && !heard.containsKey(other))) {
      ask("subscribe", Set.of(other));
    } else {
      List<String> names = new ArrayList<>(heard.keySet());
      ask("unsubscribe", Set.of(names.get(loop.random().nextInt(names.size()))));
    }
  }

  private void ask(String what, Set<String> topics) {
    Channel open = channel;
    if (open == null || topics.isEmpty()) {
      return;
    }
    asked.addAll(topics);
    String names =
        topics.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",", "[", "]"));
    open.writeAndFlush(
        new TextWebSocketFrame("{\"" + what + "\":" + names + "}"), open.voidPromise());
  }

  /** Whether it was welcomed, and all that it asked is answered. */
  boolean isSettled() {
    return !node.isEmpty() && asked.isEmpty();
  }

  /** The node that it is at; empty before its first welcome. */
  String node() {
    return node;
  }

  Set<String> topics() {
    return heard.keySet();
  }

  /** Messages that it must still hear. */
  long missing() {
    return heard.values().stream().mapToLong(Listening::missing).sum();
  }

  /** What is missing now is lost. */
  void giveUp() {
    loop.lost += missing();
    heard.values().forEach(Listening::anew);
  }

  @Override
  public void onBinary(ByteBuf frame, long nowNs) {
    loop.errors.count("binary-frame");
  }

  @Override
  public void sendDue() {}

  @Override
  public void onEnded(Channel ended, String word) {
    if (!ending) {
      ending = true;
      (node.isEmpty() ? loop.errors : loop.disconnects).count(word);
      Set<String> same = new HashSet<>(heard.keySet());
      loop.replace(this, same.isEmpty() ? wanted : same, RETRY_NS);
    }
  }

  /**
   * Goes.
   *
   * @param politely whether with a goodbye
   */
  void end(boolean politely) {
    ending = true;
    Channel open = channel;
    if (open != null) {
      if (politely) {
        var unused = open.writeAndFlush(new CloseWebSocketFrame(1000, ""));
      }
      open.close();
    }
  }
}
