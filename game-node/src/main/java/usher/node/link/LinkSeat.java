package usher.node.link;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.OpenedPayload;
import usher.common.link.WelcomePayload;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * One open of a seat on a link. Its words are written on the room's loop; what it has yet to take
 * is counted by both sides.
 */
final class LinkSeat implements SeatLine {
  private final int open;
  private final RoomId room;
  private final int loop;
  private final LinkLine line;
  private final AtomicInteger untaken = new AtomicInteger();
  private volatile boolean ended;
  private boolean raw;

  LinkSeat(int open, RoomId room, int loop, LinkLine line) {
    this.open = open;
    this.room = room;
    this.loop = loop;
    this.line = line;
  }

  int open() {
    return open;
  }

  RoomId room() {
    return room;
  }

  /** The number of the room's loop. */
  int loop() {
    return loop;
  }

  @Override
  public LinkLine line() {
    return line;
  }

  /** Whether the last word on it was said. Any thread. */
  boolean isEnded() {
    return ended;
  }

  /** Nothing is taken from it, or said to it, any more. Any thread. */
  void markEnded() {
    ended = true;
  }

  /** One more frame waits for the room; false if that is one too many. Any thread. */
  boolean mayWait() {
    return untaken.incrementAndGet() <= LinkServerLimits.MAX_UNTAKEN;
  }

  @Override
  public void taken() {
    untaken.decrementAndGet();
  }

  @Override
  public void reset() {
    say(LinkType.RESET, 0);
  }

  @Override
  public void welcome(EventId id, boolean raw, PlayerFrame frame) {
    byte[] text = frame.payload();
    int bytes = WelcomePayload.HEAD_BYTES + text.length;
    if (bytes > LinkLimits.MAX_PAYLOAD_BYTES) {
      close(CloseReason.TOO_LARGE, 0);
      return;
    }
    if (!ended) {
      ByteBuf to = line.frame(LinkType.WELCOME, open, id.seq(), bytes);
      WelcomePayload.head(to, id.epoch(), raw);
      to.writeBytes(text);
    }
  }

  @Override
  public void event(SpokenEvent event, long n) {
    if (!ended) {
      LinkVoice.write(line, LinkType.EVENT, open, event, open, n);
    }
  }

  @Override
  public void answer(long n, PlayerFrame frame) {
    if (!ended) {
      byte[] text = frame.payload();
      line.frame(LinkType.ANSWER, open, n, text.length).writeBytes(text);
    }
  }

  @Override
  public void raw() {
    raw = true;
  }

  @Override
  public void opened(RoomVoice voice, long settled, long count) {
    if (!ended && voice instanceof LinkVoice ours) {
      ByteBuf to = line.frame(LinkType.OPENED, open, settled, OpenedPayload.BYTES);
      OpenedPayload.write(to, ours.group(), count, raw);
    }
  }

  @Override
  public void stale(long epoch) {
    say(LinkType.STALE, epoch);
    end();
  }

  @Override
  public void takenOver(long count) {
    say(LinkType.TAKEN, count);
    end();
  }

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    if (!ended) {
      byte[] word = word(reason);
      line.frame(LinkType.CLOSE, open, retryAfterSeconds, word.length).writeBytes(word);
    }
    end();
  }

  static byte[] word(CloseReason reason) {
    return reason.word().getBytes(StandardCharsets.US_ASCII);
  }

  private void say(LinkType type, long number) {
    if (!ended) {
      line.frame(type, open, number, 0);
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      line.ended(open);
    }
  }
}
