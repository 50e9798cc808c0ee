package usher.node.link;

import java.nio.charset.StandardCharsets;
import usher.common.feed.TopicName;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.player.PlayerFrame;
import usher.node.feed.hub.FeedFrames;
import usher.node.feed.hub.TopicVoice;

/**
 * A group of those who hear a topic on one link: a message crosses it once. While the router is far
 * behind messages are left out; a gap is told once it is not. Owned by the thread {@code feed-hub}.
 */
final class LinkTopicVoice implements TopicVoice {
  private final LinkLine line;
  private final LinkFeedOutbox outbox;
  private final TopicName topic;
  private final int group;
  private boolean missed;

  private LinkTopicVoice(LinkLine line, LinkFeedOutbox outbox, TopicName topic) {
    this.line = line;
    this.outbox = outbox;
    this.topic = topic;
    this.group = line.wire().freshGroup();
  }

  /** Names a new group to the router. */
  static LinkTopicVoice begin(LinkLine line, LinkFeedOutbox outbox, TopicName topic) {
    LinkTopicVoice voice = new LinkTopicVoice(line, outbox, topic);
    byte[] name = topic.value().getBytes(StandardCharsets.US_ASCII);
    line.frame(LinkType.TOPIC, voice.group, 0, name.length).writeBytes(name);
    return voice;
  }

  int group() {
    return group;
  }

  @Override
  public void message(PlayerFrame frame) {
    if (mayWrite(frame)) {
      if (missed) {
        pay();
      }
      write(frame);
    } else {
      line.wire().count(LinkCount.DROPPED);
      owe();
    }
  }

  @Override
  public void gap(PlayerFrame frame) {
    if (mayWrite(frame)) {
      settle();
      write(frame);
    } else {
      owe();
    }
  }

  /** Tells the gap that is owed, if the router reads again. */
  void pay() {
    PlayerFrame gap = FeedFrames.gap(topic);
    if (line.wire().isClosed()) {
      settle();
    } else if (missed && mayWrite(gap)) {
      settle();
      write(gap);
    }
  }

  @Override
  public void end() {
    settle();
    line.frame(LinkType.TOPIC_END, group, 0, 0);
  }

  private boolean mayWrite(PlayerFrame frame) {
    return !line.wire().isBehind() && frame.payload().length <= LinkLimits.MAX_PAYLOAD_BYTES;
  }

  private void write(PlayerFrame frame) {
    byte[] payload = frame.payload();
    line.frame(LinkType.VOLATILE, group, 0, payload.length).writeBytes(payload);
  }

  private void owe() {
    if (!missed) {
      missed = true;
      outbox.owes(this);
    }
  }

  private void settle() {
    if (missed) {
      missed = false;
      outbox.owesNoMore(this);
    }
  }
}
