package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.link.FeedOpen;
import usher.common.link.FeedOpenJson;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkListener;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.node.feed.FeedDoor;
import usher.node.room.RoomWork;

/** A link's opens, and what routers ask on them. Owned by the link's event loop. */
final class LinkServer implements LinkListener {
  private static final Logger log = LoggerFactory.getLogger(LinkServer.class);

  private final Channel channel;
  private final RoomEntrance rooms;
  private final LinkWire wire;
  private final List<LinkLine> lines;
  private final List<WorkBatch> batches;
  private final IntObjectMap<LinkSeat> opens = new IntObjectHashMap<>();
  private final LinkFeeds feeds;
  private @Nullable ByteBuf answers;
  private boolean owing;

  LinkServer(
      Channel channel,
      RoomEntrance rooms,
      FeedDoor door,
      LinkOutboxes outboxes,
      LinkCounts counts) {
    this.channel = channel;
    this.rooms = rooms;
    this.wire = new LinkWire(channel, counts);
    this.lines =
        outboxes.all().stream().map(outbox -> new LinkLine(wire, outbox, this::onEnded)).toList();
    LinkLine feedLine = new LinkLine(wire, outboxes.feeds().frames(), this::onFeedsEnded);
    this.feeds = new LinkFeeds(door, new LinkFeedLine(feedLine, outboxes.feeds()));
    this.batches = IntStream.range(0, lines.size()).mapToObj(i -> new WorkBatch()).toList();
  }

  @Override
  public void onFrame(LinkType type, int id, long number, ByteBuf payload)
      throws LinkFormatException {
    switch (type) {
      case OPEN -> onOpen(id, number, payload);
      case COMMAND, BINARY_COMMAND -> {
        if (number < 1) {
          throw new LinkFormatException("commands are numbered from 1, not " + number);
        }
        onCommand(id, number, payload, type == LinkType.BINARY_COMMAND);
      }
      case RAW, RAW_BINARY -> onCommand(id, 0, payload, type == LinkType.RAW_BINARY);
      case DETACH -> onDetach(id, number);
      case FEED_OPEN -> onFeedOpen(id, payload);
      default -> throw new LinkFormatException(type + " is not a router's to send");
    }
  }

  private void onOpen(int id, long epoch, ByteBuf payload) throws LinkFormatException {
    checkFresh(id);
    OpenRequest request;
    try {
      if (epoch < 0) {
        throw new LinkFormatException("the epoch of an open is a number from 0");
      }
      request = OpenJson.read(payload);
    } catch (LinkFormatException e) {
      log.warn("link {}: an open is refused: {}", channel.remoteAddress(), e.getMessage());
      refuseOpen(id, CloseReason.BAD_REQUEST, 0);
      return;
    }
    if (isFull()) {
      refuseOpen(id, CloseReason.TOO_MANY_PLAYERS, LinkServerLimits.RETRY_AFTER_SECONDS);
      return;
    }
    int loop = rooms.loopOf(request.room());
    LinkLine line = lines.get(loop);
    int size = payload.readableBytes();
    if (!line.mayWait(size)) {
      refuseOpen(id, CloseReason.ROOM_UNAVAILABLE, LinkServerLimits.RETRY_AFTER_SECONDS);
      return;
    }
    LinkSeat seat = new LinkSeat(id, request.room(), loop, line);
    opens.put(id, seat);
    batches.get(loop).add(new RoomWork.Open(request, epoch, seat), size);
  }

  private void checkFresh(int id) throws LinkFormatException {
    if (opens.containsKey(id) || feeds.has(id)) {
      throw new LinkFormatException("open " + Integer.toUnsignedString(id) + " is open already");
    }
  }

  private boolean isFull() {
    int all = opens.size() + feeds.size();
    if (all >= LinkServerLimits.MAX_OPENS) {
      log.warn("link {}: it has {} opens, the most there may be", peer(), all);
    }
    return all >= LinkServerLimits.MAX_OPENS;
  }

  private void onFeedOpen(int id, ByteBuf payload) throws LinkFormatException {
    checkFresh(id);
    FeedOpen request;
    try {
      request = FeedOpenJson.read(payload);
    } catch (LinkFormatException e) {
      log.warn("link {}: an open is refused: {}", channel.remoteAddress(), e.getMessage());
      refuseOpen(id, CloseReason.BAD_REQUEST, 0);
      return;
    }
    if (isFull()) {
      refuseOpen(id, CloseReason.TOO_MANY_PLAYERS, LinkServerLimits.RETRY_AFTER_SECONDS);
    } else if (!feeds.open(id, request)) {
      refuseOpen(id, CloseReason.ROOM_UNAVAILABLE, LinkServerLimits.RETRY_AFTER_SECONDS);
    }
  }

  private void refuseOpen(int id, CloseReason reason, int retryAfterSeconds) {
    wire.count(LinkCount.BAD_OPENS);
    close(id, reason, retryAfterSeconds);
  }

  private void onCommand(int id, long n, ByteBuf payload, boolean binary) {
    if (feeds.has(id) && n > 0) {
      CloseReason over = feeds.command(id, n, payload, binary);
      if (over != null) {
        wire.count(LinkCount.TOO_FAST);
        close(id, over, LinkServerLimits.RETRY_AFTER_SECONDS);
      }
      return;
    }
    LinkSeat seat = opens.get(id);
    if (seat == null || seat.isEnded()) {
      wire.count(LinkCount.IGNORED);
      return;
    }
    int size = payload.readableBytes();
    if (!seat.mayWait() || !seat.line().mayWait(size)) {
      tooFast(seat);
      return;
    }
    byte[] bytes = ByteBufUtil.getBytes(payload);
    PlayerFrame frame = binary ? PlayerFrame.binary(bytes) : PlayerFrame.text(bytes);
    batches.get(seat.loop()).add(new RoomWork.Command(seat.room(), seat, n, frame), size);
  }

  private void onDetach(int id, long number) throws LinkFormatException {
    if (number != 0 && number != 1) {
      throw new LinkFormatException("a detach is numbered 0 or 1, not " + number);
    }
    if (feeds.has(id)) {
      feeds.detach(id);
      return;
    }
    LinkSeat seat = opens.remove(id);
    if (seat == null || seat.isEnded()) {
      wire.count(LinkCount.IGNORED);
      return;
    }
    detach(seat, number == 1);
  }

  private void detach(LinkSeat seat, boolean onPurpose) {
    batches.get(seat.loop()).addDetach(new RoomWork.Detach(seat.room(), seat, onPurpose));
  }

  private void tooFast(LinkSeat seat) {
    wire.count(LinkCount.TOO_FAST);
    log.warn(
        "link {}: open {} in room {} is ended: it sends faster than the room takes",
        peer(),
        Integer.toUnsignedString(seat.open()),
        seat.room());
    seat.markEnded();
    opens.remove(seat.open());
    close(seat.open(), CloseReason.TOO_FAST, LinkServerLimits.RETRY_AFTER_SECONDS);
    detach(seat, false);
  }

  private void close(int id, CloseReason reason, int retryAfterSeconds) {
    ByteBuf to = answers;
    if (to == null) {
      to = wire.buffer(0);
      answers = to;
    }
    LinkWriter.write(to, LinkType.CLOSE, id, retryAfterSeconds, LinkSeat.word(reason));
    wire.counts().sent(LinkType.CLOSE);
  }

  /** Rooms said the last word on these. */
  private void onEnded(List<Integer> ended) {
    for (int open : ended) {
      opens.remove(open);
    }
  }

  /** The hub of the feeds did. */
  private void onFeedsEnded(List<Integer> ended) {
    ended.forEach(feeds::onEnded);
  }

  @Override
  public void onReadEnd() {
    for (int loop = 0; loop < batches.size(); loop++) {
      if (!batches.get(loop).isEmpty()) {
        handOver(loop);
      }
    }
    ByteBuf said = answers;
    if (said != null) {
      answers = null;
      wire.handOver(said, () -> {});
    }
  }

  private void handOver(int loop) {
    LinkLine line = lines.get(loop);
    for (RoomWork left : batches.get(loop).handTo(rooms, loop, line)) {
      if (left instanceof RoomWork.Detach detach) {
        batches.get(loop).addDetach(detach);
      } else if (left instanceof RoomWork.Open open && open.line() instanceof LinkSeat seat) {
        seat.markEnded();
        opens.remove(seat.open());
        refuseOpen(seat.open(), CloseReason.ROOM_UNAVAILABLE, LinkServerLimits.RETRY_AFTER_SECONDS);
      } else if (left instanceof RoomWork.Command command
          && command.line() instanceof LinkSeat seat
          && !seat.isEnded()) {
        tooFast(seat);
      }
    }
    // Detaches must not be lost: they are handed over again soon.
    if (!batches.get(loop).isEmpty() && !owing) {
      owing = true;
      channel.eventLoop().schedule(this::payOwed, LinkServerLimits.OWED_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void payOwed() {
    owing = false;
    onReadEnd();
  }

  @Override
  public void onMalformed(String why) {
    wire.count(LinkCount.MALFORMED);
    log.warn("link {} is closed, it breaks the protocol: {}", peer(), why);
  }

  @Override
  public void onClosed() {
    wire.markClosed();
    log.info("link {} is closed: its {} opens are detached", peer(), opens.size() + feeds.size());
    feeds.onClosed();
    for (LinkSeat seat : opens.values()) {
      if (!seat.isEnded()) {
        seat.markEnded();
        detach(seat, false);
      }
    }
    opens.clear();
    onReadEnd();
  }

  private Object peer() {
    return channel.remoteAddress();
  }
}
