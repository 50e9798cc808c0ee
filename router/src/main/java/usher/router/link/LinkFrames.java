package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import usher.common.feed.TopicName;
import usher.common.link.EventPayload;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkType;
import usher.common.link.OpenedPayload;
import usher.common.link.SideGroupPayload;
import usher.common.link.WelcomePayload;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.feed.FeedLink;
import usher.router.seat.SeatLink;

/**
 * Reads what the frames of a node say, and tells the seats, in rooms and at feeds. On the event
 * loop.
 */
final class LinkFrames {
  private static final long MAX_RETRY_SECONDS = 3_600;
  private static final long MAX_GROUP = 0xFFFF_FFFFL;

  private static final byte[] GAP = "{\"type\":\"gap\"".getBytes(StandardCharsets.US_ASCII);

  private final SeatLink seats;
  private final FeedLink feeds;
  private final WireWord word;

  LinkFrames(SeatLink seats, FeedLink feeds, ByteBufAllocator alloc) {
    this.seats = seats;
    this.feeds = feeds;
    this.word = new WireWord(alloc);
  }

  /**
   * One frame.
   *
   * @throws LinkFormatException if it is none that a node may send
   */
  void on(LinkType type, int id, long number, ByteBuf payload) throws LinkFormatException {
    if (number < 0) {
      throw new LinkFormatException("the number of a frame is from 0, not " + number);
    }
    try {
      switch (type) {
        case OPENED -> {
          OpenedPayload.check(payload);
          if (OpenedPayload.isRaw(payload)) {
            seats.onRaw(id);
          }
          seats.onOpened(id, number, OpenedPayload.group(payload), OpenedPayload.count(payload));
        }
        case WELCOME -> onWelcome(id, number, payload);
        case RESET -> seats.onReset(id);
        case EVENT, GROUP_EVENT -> onEvent(type, id, number, payload);
        case ANSWER -> onAnswer(id, number, payload);
        case STALE -> seats.onStale(id, number);
        case TAKEN -> seats.onTaken(id, number);
        case CLOSE -> onClose(id, (int) Math.min(number, MAX_RETRY_SECONDS), payload);
        case GROUP -> seats.onGroup(id, number, room(payload));
        case SIDE_GROUP -> {
          SideGroupPayload.check(payload);
          RoomId room = new RoomId(SideGroupPayload.room(payload));
          seats.onSideGroup(id, number, SideGroupPayload.side(payload), room);
        }
        case VOLATILE -> onVolatile(id, payload);
        case VOLATILE_BINARY -> seats.onVolatile(id, text(payload, true));
        case PAUSED -> seats.onPaused(id);
        case RESUMED -> seats.onResumed(id);
        case TOPIC -> feeds.onTopic(id, topic(payload));
        case TOPIC_END -> feeds.onTopicEnd(id);
        case LISTEN -> feeds.onListen(id, group(number));
        case UNLISTEN -> onUnlisten(id, number, payload);
        default -> throw new LinkFormatException(type + " is not a node's to send");
      }
    } finally {
      word.end();
    }
  }

  private WireWord text(ByteBuf payload, boolean binary) {
    return word.begin(payload, payload.readerIndex(), payload.readableBytes(), binary);
  }

  private void onAnswer(int open, long n, ByteBuf payload) {
    if (feeds.hasOpen(open)) {
      feeds.onAnswer(open, n, isGap(payload), text(payload, false));
    } else {
      seats.onAnswer(open, n, text(payload, false));
    }
  }

  private void onClose(int open, int retryAfterSeconds, ByteBuf payload) {
    if (feeds.hasOpen(open)) {
      feeds.onClose(open, reason(payload), retryAfterSeconds);
    } else {
      seats.onClose(open, reason(payload), retryAfterSeconds);
    }
  }

  private void onVolatile(int group, ByteBuf payload) {
    if (feeds.hasGroup(group)) {
      feeds.onSaid(group, isGap(payload), text(payload, false));
    } else {
      seats.onVolatile(group, text(payload, false));
    }
  }

  private void onUnlisten(int open, long number, ByteBuf payload) throws LinkFormatException {
    if (number == 0) {
      feeds.onUnlisten(open, topic(payload));
    } else {
      feeds.onUnlisten(open, group(number));
    }
  }

  private static boolean isGap(ByteBuf payload) {
    if (payload.readableBytes() < GAP.length) {
      return false;
    }
    for (int i = GAP.length - 1; i >= 0; i--) {
      if (payload.getByte(payload.readerIndex() + i) != GAP[i]) {
        return false;
      }
    }
    return true;
  }

  private static int group(long number) throws LinkFormatException {
    if (number < 1 || number > MAX_GROUP) {
      throw new LinkFormatException("the number of a group is 1 to " + MAX_GROUP);
    }
    return (int) number;
  }

  private static TopicName topic(ByteBuf payload) throws LinkFormatException {
    if (payload.readableBytes() <= TopicName.MAX_LENGTH) {
      String name = payload.toString(StandardCharsets.US_ASCII);
      if (TopicName.isValid(name)) {
        return new TopicName(name);
      }
    }
    throw new LinkFormatException("a topic is " + TopicName.RULE);
  }

  private void onWelcome(int open, long seq, ByteBuf payload) throws LinkFormatException {
    WelcomePayload.check(payload);
    int head = WelcomePayload.HEAD_BYTES;
    word.begin(payload, payload.readerIndex() + head, payload.readableBytes() - head, false);
    long epoch = WelcomePayload.epoch(payload);
    seats.onWelcome(open, epoch, seq, WelcomePayload.isRaw(payload), word);
  }

  private void onEvent(LinkType type, int id, long seq, ByteBuf payload)
      throws LinkFormatException {
    EventPayload.check(payload);
    long epoch = EventPayload.epoch(payload);
    int asker = EventPayload.asker(payload);
    long n = EventPayload.n(payload);
    if (epoch < 0 || n < 0 || seq < 1) {
      throw new LinkFormatException("an event has an epoch, a seq from 1, and an n or 0");
    }
    word.beginEvent(payload);
    if (type == LinkType.EVENT) {
      seats.onEvent(id, epoch, seq, asker == id ? n : 0, word);
    } else {
      seats.onGroupEvent(id, epoch, seq, asker, n, word);
    }
  }

  private static RoomId room(ByteBuf payload) throws LinkFormatException {
    String id = payload.toString(StandardCharsets.US_ASCII);
    if (!RoomId.isValid(id)) {
      throw new LinkFormatException("the room of a group is " + RoomId.RULE);
    }
    return new RoomId(id);
  }

  private static CloseReason reason(ByteBuf payload) {
    String text = payload.toString(StandardCharsets.US_ASCII);
    for (CloseReason each : CloseReason.values()) {
      if (each.word().equals(text)) {
        return each;
      }
    }
    return CloseReason.BAD_UPSTREAM;
  }
}
