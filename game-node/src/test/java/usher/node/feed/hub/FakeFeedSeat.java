package usher.node.feed.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import usher.common.feed.TopicName;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;

/** A seat that remembers what it heard. */
final class FakeFeedSeat implements FeedSeatLine {
  private final FakeFeedLine line;
  private final List<String> heard = new ArrayList<>();
  private int waiting;
  private long n;

  /** The one topic that it may hear; empty for all. */
  String permitted = "";

  FakeFeedSeat(FakeFeedLine line) {
    this.line = line;
  }

  @Override
  public boolean permits(TopicName topic) {
    return permitted.isEmpty() || permitted.equals(topic.value());
  }

  /** Asks something, as its next command. */
  long ask(Hub hub, String command) {
    waiting++;
    hub.command(this, ++n, command.getBytes(StandardCharsets.UTF_8));
    return n;
  }

  /** All that it heard since the last time. */
  List<String> heard() {
    List<String> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  /** The first of what it heard, which is not told again. */
  String first() {
    return heard.remove(0);
  }

  /** How many of its commands wait. */
  int waiting() {
    return waiting;
  }

  void hear(PlayerFrame frame) {
    heard.add(frame.toString());
  }

  @Override
  public FakeFeedLine line() {
    return line;
  }

  @Override
  public void answer(long number, PlayerFrame frame) {
    hear(frame);
  }

  @Override
  public void listen(TopicVoice voice) {
    if (!((FakeFeedLine.Voice) voice).seats().add(this)) {
      throw new AssertionError("listens already");
    }
  }

  @Override
  public void unlisten(TopicVoice voice) {
    if (!((FakeFeedLine.Voice) voice).seats().remove(this)) {
      throw new AssertionError("does not listen");
    }
  }

  @Override
  public void forgo(TopicName topic) {
    heard.add("forgone: " + topic);
  }

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    heard.add("closed: " + reason.word());
  }

  @Override
  public void taken(int bytes) {
    waiting--;
  }
}
