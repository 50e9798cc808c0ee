package usher.node.link;

import usher.common.feed.TopicName;
import usher.node.feed.hub.FeedLine;

/** A link as the hub of the feeds sees it. Owned by the thread {@code feed-hub}. */
final class LinkFeedLine implements FeedLine {
  private final LinkLine line;
  private final LinkFeedOutbox outbox;

  LinkFeedLine(LinkLine line, LinkFeedOutbox outbox) {
    this.line = line;
    this.outbox = outbox;
  }

  @Override
  public LinkTopicVoice voice(TopicName topic) {
    return LinkTopicVoice.begin(line, outbox, topic);
  }

  LinkLine frames() {
    return line;
  }
}
