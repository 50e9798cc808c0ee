package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import usher.common.link.LinkLimits;
import usher.common.link.LinkReader;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.player.Role;
import usher.common.room.RoomId;

/** A link on an embedded channel, with two room loops, as a router sees it. */
final class TestLink implements AutoCloseable {
  final FakeRooms rooms = new FakeRooms();
  final FakeFeeds feeds = new FakeFeeds();
  final LinkCounts counts = new LinkCounts();
  final LinkOutboxes outboxes = new LinkOutboxes(2);
  final EmbeddedChannel channel = new EmbeddedChannel();
  final Deque<ChannelPromise> unwritten = new ArrayDeque<>();
  boolean reads = true;
  int writes;

  TestLink() {
    LinkServer server = new LinkServer(channel, rooms, feeds, outboxes, counts);
    channel
        .pipeline()
        .addLast(new SlowReader())
        .addLast(new LinkReader(server, LinkLimits.MAX_PLAYER_PAYLOAD_BYTES));
  }

  static OpenRequest request(String room) {
    return new OpenRequest(
        new RoomId(room), "token", true, 0, null, 0, 0, "chat", "ann", Role.PLAYER);
  }

  void open(int id, String room, long epoch) {
    send(frame(LinkType.OPEN, id, epoch, OpenJson.write(request(room))));
  }

  /** Opens a seat, and gives it as its room has it. */
  LinkSeat seat(int id, String room) {
    open(id, room, 7);
    return rooms.seat(rooms.of(usher.node.room.RoomWork.Open.class).size() - 1);
  }

  static ByteBuf frame(LinkType type, int id, long number, String text) {
    return frame(type, id, number, text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuf frame(LinkType type, int id, long number, byte[] payload) {
    ByteBuf frame = Unpooled.buffer();
    LinkWriter.write(frame, type, id, number, payload);
    return frame;
  }

  /** All of it arrives in one read. */
  void send(ByteBuf... frames) {
    channel.writeInbound(Unpooled.wrappedBuffer(frames));
    channel.runPendingTasks();
  }

  void turnEnds() {
    outboxes.turnEnded(0);
    outboxes.turnEnded(1);
    channel.runPendingTasks();
  }

  /** What was sent since the last call. */
  List<Frame> heard() {
    List<Frame> frames = new ArrayList<>();
    ByteBuf bytes = channel.readOutbound();
    while (bytes != null) {
      frames.addAll(Frame.readAll(bytes));
      bytes = channel.readOutbound();
    }
    return frames;
  }

  Frame heardOne() {
    List<Frame> frames = heard();
    if (frames.size() != 1) {
      throw new AssertionError(frames);
    }
    return frames.get(0);
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  /** A router that reads nothing while a test says so. */
  private final class SlowReader extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      writes++;
      if (reads) {
        ctx.write(message, promise);
      } else {
        ((ByteBuf) message).release();
        unwritten.add(promise);
      }
    }
  }
}
