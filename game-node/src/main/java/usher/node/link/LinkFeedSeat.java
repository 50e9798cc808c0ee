package usher.node.link;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.feed.TopicName;
import usher.common.link.FeedOpen;
import usher.common.link.LinkType;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.TopicVoice;

/**
 * One open of a seat at feeds on a link. Its words are written on {@code feed-hub}; what the hub
 * has yet to take is counted by both sides.
 */
final class LinkFeedSeat implements FeedSeatLine {
  private final int open;
  private final FeedOpen request;
  private final LinkFeedLine line;
  private final AtomicInteger untaken = new AtomicInteger();
  private volatile boolean ended;

  LinkFeedSeat(int open, FeedOpen request, LinkFeedLine line) {
    this.open = open;
    this.request = request;
    this.line = line;
  }

  @Override
  public LinkFeedLine line() {
    return line;
  }

  @Override
  public boolean permits(TopicName topic) {
    return request.permits(topic);
  }

  boolean isEnded() {
    return ended;
  }

  /** Nothing is taken from it, or said to it, any more. Any thread. */
  void markEnded() {
    ended = true;
  }

  /** One more command, of so many bytes, waits; false if that is one too many. Any thread. */
  boolean mayWait(int bytes) {
    if (untaken.incrementAndGet() > LinkServerLimits.MAX_UNTAKEN) {
      return false;
    }
    return line.frames().mayWait(bytes);
  }

  @Override
  public void taken(int bytes) {
    untaken.decrementAndGet();
    line.frames().waitedFor(1, bytes);
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    write(LinkType.ANSWER, n, frame.payload());
  }

  @Override
  public void listen(TopicVoice voice) {
    say(LinkType.LISTEN, voice);
  }

  @Override
  public void unlisten(TopicVoice voice) {
    say(LinkType.UNLISTEN, voice);
  }

  @Override
  public void forgo(TopicName topic) {
    write(LinkType.UNLISTEN, 0, topic.value().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    if (!ended) {
      write(LinkType.CLOSE, retryAfterSeconds, LinkSeat.word(reason));
      ended = true;
      line.frames().ended(open);
    }
  }

  private void say(LinkType type, TopicVoice voice) {
    if (voice instanceof LinkTopicVoice ours) {
      write(type, ours.group(), new byte[0]);
    }
  }

  private void write(LinkType type, long number, byte[] payload) {
    if (!ended) {
      line.frames().frame(type, open, number, payload.length).writeBytes(payload);
    }
  }
}
