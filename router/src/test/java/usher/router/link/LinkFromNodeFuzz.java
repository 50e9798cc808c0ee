package usher.router.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.link.FeedOpen;
import usher.common.link.FuzzFrames;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkLimits;
import usher.common.link.LinkListener;
import usher.common.link.LinkReader;
import usher.common.link.LinkType;
import usher.common.link.OpenRequest;
import usher.common.net.HostPort;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.SeatQuery;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.FeedNodes;
import usher.router.cluster.Located;
import usher.router.edge.EdgeCounters;
import usher.router.feed.FeedLink;
import usher.router.feed.FeedPort;
import usher.router.feed.LoopFeeds;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;
import usher.router.seat.LinkPort;
import usher.router.seat.LoopRooms;
import usher.router.seat.Said;
import usher.router.seat.SeatLink;
import usher.router.seat.SeatPlayer;
import usher.router.seat.Word;

/**
 * Fuzzed: what comes on a link of a router, with players in a room and at a feed. It is passed on,
 * dropped, or ends the link with a word why; no buffer is left.
 */
public final class LinkFromNodeFuzz {
  private static final NodeRef NODE =
      new NodeRef(
          new Incarnation(new NodeId("n1"), "b"), new HostPort("127.0.0.1", 1), Upstream.LINK);
  private static final EdgeCounters COUNTERS = new EdgeCounters();
  private static final int MAX_WAIT_NS = 1_000;

  private LinkFromNodeFuzz() {}

  /** The bytes as {@link FuzzFrames} has them, in one read. */
  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuf bytes = FuzzFrames.of(data);
    if (!bytes.isReadable()) {
      return;
    }
    Peer peer = new Peer();
    EmbeddedChannel channel = new EmbeddedChannel();
    peer.begin(channel);
    channel.pipeline().addLast(new LinkReader(peer, LinkLimits.MAX_PAYLOAD_BYTES));
    channel.writeInbound(bytes);
    channel.runPendingTasks();
    if (peer.malformed == channel.isOpen()) {
      throw new IllegalStateException("a link is closed when it is malformed, and only then");
    }
    channel.finishAndReleaseAll();
    if (bytes.refCnt() != 0) {
      throw new IllegalStateException("bytes of a node were not released");
    }
  }

  /** One event loop's rooms and feeds, with two players in room r and one at a feed. */
  private static final class Peer implements LinkListener, SeatPlayer, FeedPort, LinkPort {
    private LinkFrames frames;
    private boolean malformed;

    void begin(EmbeddedChannel channel) {
      PinTable pins = new PinTable();
      SeatLink[] seats = new SeatLink[1];
      LoopFeeds feeds =
          new LoopFeeds(
              new LoopFeeds.World(this::post, Runnable::run, () -> 0, COUNTERS.feeds()),
              MAX_WAIT_NS);
      LoopRooms rooms =
          new LoopRooms(
              new LoopRooms.World(
                  pins, this::post, Runnable::run, () -> 0, () -> "T", COUNTERS.seats()),
              made -> {
                seats[0] = made;
                return this;
              },
              MAX_WAIT_NS);
      rooms.nodeJoined(NODE);
      FeedLink link = feeds.link(NODE, this, seats[0]::nextOpen);
      frames = new LinkFrames(seats[0], link, channel.alloc());
      rooms.seat(new RoomId("r"), SeatQuery.of("/rooms/r?player=ann"), this);
      rooms.seat(new RoomId("r"), SeatQuery.of("/rooms/r?role=spectator"), this);
      feeds.seat(new usher.common.link.FeedOpen("bob", List.of()), this);
      seats[0].onUp();
      link.onUp();
    }

    private boolean post(ClusterEvent event) {
      if (event instanceof ClusterEvent.Locate locate) {
        locate.listener().onLocated(new Located.At(new Pin(locate.room(), NODE, 7)));
      } else if (event instanceof ClusterEvent.FeedsAsked asked) {
        asked.listener().onFeedNodes(new FeedNodes(List.of(NODE), null, false, 0));
      }
      return true;
    }

    @Override
    public void onFrame(LinkType type, int id, long number, ByteBuf payload)
        throws LinkFormatException {
      frames.on(type, id, number, payload);
    }

    @Override
    public void onReadEnd() {}

    @Override
    public void onMalformed(String why) {
      malformed = true;
    }

    @Override
    public void onClosed() {}

    @Override
    public void say(Word word, boolean asked) {
      ((WireWord) word).frame(asked).release();
    }

    @Override
    public void say(PlayerFrame frame) {}

    @Override
    public void read(boolean more) {}

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {}

    @Override
    public void dial() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void feedOpen(int open, FeedOpen request) {}

    @Override
    public void open(int open, long epoch, OpenRequest request) {}

    @Override
    public void command(int open, long n, PlayerFrame frame) {}

    @Override
    public void raw(int open, PlayerFrame frame) {}

    @Override
    public void pass(int open, Said said) {}

    @Override
    public void detach(int open, boolean onPurpose) {}
  }
}
