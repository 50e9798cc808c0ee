package usher.node.feed.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;

/** A Redis that takes and tells one thing at a time, when the test says so. */
final class FakeRedis implements FeedSource {
  private record Command(long connection, boolean enter, TopicName topic) {}

  private final TopicTable hub;
  private final ArrayDeque<Command> commands = new ArrayDeque<>();
  private final ArrayDeque<Runnable> told = new ArrayDeque<>();
  private final Set<TopicName> subscribed = new HashSet<>();
  private final Set<TopicName> underWay = new HashSet<>();
  private final Map<TopicName, PlayerFrame> last = new HashMap<>();
  private final List<String> published = new ArrayList<>();
  private long connection;
  private boolean connected;

  FakeRedis(TopicTable hub) {
    this.hub = hub;
  }

  @Override
  public void subscribe(long on, TopicName topic) {
    send(new Command(on, true, topic));
  }

  @Override
  public void unsubscribe(long on, TopicName topic) {
    send(new Command(on, false, topic));
  }

  private void send(Command command) {
    if (!connected || command.connection() != connection) {
      return;
    }
    if (!underWay.add(command.topic())) {
      throw new AssertionError("two commands at once for " + command.topic());
    }
    commands.add(command);
  }

  @Override
  public void fetch(long ask, TopicName topic) {
    told.add(() -> hub.fetched(ask, topic, last.get(topic)));
  }

  @Override
  public void publish(TopicName topic, byte[] message) {
    published.add(topic + " " + new String(message, StandardCharsets.UTF_8));
  }

  List<String> published() {
    return published;
  }

  void connect() {
    if (!connected) {
      connected = true;
      long number = ++connection;
      told.add(() -> hub.connected(number));
    }
  }

  void breakOff() {
    if (connected) {
      connected = false;
      commands.clear();
      subscribed.clear();
      told.add(hub::broke);
      // What was under way is so no more once the hub heard of it.
      told.add(underWay::clear);
    }
  }

  boolean isConnected() {
    return connected;
  }

  void say(TopicName topic, PlayerFrame frame) {
    last.put(topic, frame);
    if (connected && subscribed.contains(topic)) {
      told.add(() -> hub.message(topic, frame));
    }
  }

  /** Carries out one command; false if there is none. */
  boolean carryOut() {
    Command command = commands.poll();
    if (command == null) {
      return false;
    }
    TopicName topic = command.topic();
    boolean changed = command.enter() ? subscribed.add(topic) : subscribed.remove(topic);
    if (!changed) {
      throw new AssertionError(command + " changes nothing");
    }
    told.add(
        () -> {
          underWay.remove(topic);
          if (command.enter()) {
            hub.subscribed(topic);
          } else {
            hub.unsubscribed(topic);
          }
        });
    return true;
  }

  /** Tells one thing; false if there is none. */
  boolean tell() {
    Runnable next = told.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /** Does all there is to do. */
  void settle() {
    boolean busy = true;
    while (busy) {
      busy = carryOut() || tell();
    }
  }

  Set<TopicName> subscribed() {
    return Set.copyOf(subscribed);
  }
}
