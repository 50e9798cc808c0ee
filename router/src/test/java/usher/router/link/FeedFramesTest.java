package usher.router.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.feed.TopicName;
import usher.common.link.FeedOpen;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkLimits;
import usher.common.link.LinkListener;
import usher.common.link.LinkReader;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenRequest;
import usher.common.net.HostPort;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.FeedNodes;
import usher.router.edge.EdgeCounters;
import usher.router.feed.FeedLink;
import usher.router.feed.FeedPort;
import usher.router.feed.LoopFeeds;
import usher.router.pin.NodeRef;
import usher.router.pin.PinTable;
import usher.router.seat.LinkPort;
import usher.router.seat.LoopRooms;
import usher.router.seat.Said;
import usher.router.seat.SeatLink;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.SeatPlayer;
import usher.router.seat.Word;

/** What a node sends about feeds, right and wrong, byte by byte. */
class FeedFramesTest {
  private static final NodeRef NODE =
      new NodeRef(
          new Incarnation(new NodeId("n1"), "b"), new HostPort("127.0.0.1", 1), Upstream.LINK);

  private final EdgeCounters counters = new EdgeCounters();
  private final List<String> heard = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private LoopFeeds feeds;
  private FeedLink link;

  @BeforeEach
  void begin() {
    feeds =
        new LoopFeeds(
            new LoopFeeds.World(this::post, Runnable::run, () -> 0, counters.feeds()), 1_000);
    Silent port = new Silent();
    SeatLink[] seats = new SeatLink[1];
    LoopRooms.Ways remember =
        made -> {
          seats[0] = made;
          return port;
        };
    LoopRooms rooms =
        new LoopRooms(
            new LoopRooms.World(
                new PinTable(), event -> true, Runnable::run, () -> 0, () -> "T", counters.seats()),
            remember,
            1_000);
    rooms.nodeJoined(NODE);
    link = feeds.link(NODE, port, seats[0]::nextOpen);
    link.onUp();
    LinkFrames frames = new LinkFrames(seats[0], link, channel.alloc());
    channel.pipeline().addLast(new LinkReader(new Listener(frames), LinkLimits.MAX_PAYLOAD_BYTES));
    feeds.seat(new usher.common.link.FeedOpen("ann", List.of()), new Ann());
    feeds.seat(new usher.common.link.FeedOpen("bob", List.of()), new Ann());
  }

  @AfterEach
  void end() {
    assertFalse(channel.finish());
  }

  private boolean post(ClusterEvent event) {
    ClusterEvent.FeedsAsked asked = (ClusterEvent.FeedsAsked) event;
    List<NodeRef> nodes = new ArrayList<>();
    for (int i = 0; i < asked.seats(); i++) {
      nodes.add(NODE);
    }
    asked.listener().onFeedNodes(new FeedNodes(nodes, null, false, 0));
    return true;
  }

  private void node(LinkType type, int id, long number, String payload) {
    ByteBuf frame = channel.alloc().buffer();
    LinkWriter.write(frame, type, id, number, payload.getBytes(StandardCharsets.UTF_8));
    channel.writeInbound(frame);
  }

  @Test
  void oneFrameOfATopicIsOneEncodedFrameForEachWhoListens() {
    node(LinkType.ANSWER, 1, 0, "{\"type\":\"welcome\"}");
    node(LinkType.TOPIC, 5, 0, "AAPL");
    node(LinkType.LISTEN, 1, 5, "");
    node(LinkType.LISTEN, 2, 5, "");
    node(LinkType.VOLATILE, 5, 0, "{\"type\":\"message\"}");
    node(LinkType.VOLATILE, 5, 0, "{\"type\":\"gap\",\"topic\":\"AAPL\"}");
    node(LinkType.UNLISTEN, 2, 5, "");
    node(LinkType.UNLISTEN, 1, 0, "AAPL");
    node(LinkType.VOLATILE, 5, 0, "nobody");
    node(LinkType.TOPIC_END, 5, 0, "");
    assertEquals(
        List.of(
            "{\"type\":\"welcome\"}",
            "{\"type\":\"message\"}",
            "{\"type\":\"message\"}",
            "{\"type\":\"gap\",\"topic\":\"AAPL\"}",
            "{\"type\":\"gap\",\"topic\":\"AAPL\"}"),
        heard);
    assertEquals(List.of(), malformed);
    assertEquals(2, counters.feeds().messagesHeard());
    assertEquals(2, counters.feeds().messagesDelivered());
    assertEquals(2, counters.feeds().gapsTold());
    assertEquals(0, counters.feeds().topicsNow());
  }

  @Test
  void closeOfASeatIsToldWithItsWord() {
    node(LinkType.CLOSE, 1, 3, "too-fast");
    node(LinkType.CLOSE, 2, 0, "no word of ours");
    assertEquals(List.of("closed too-fast 3", "closed bad-upstream 0"), heard);
  }

  @Test
  void framesToOpensAndGroupsThatAreNoneAreDroppedAndCounted() {
    node(LinkType.ANSWER, 9, 0, "x");
    node(LinkType.CLOSE, 9, 0, "too-fast");
    node(LinkType.UNLISTEN, 9, 0, "AAPL");
    node(LinkType.VOLATILE, 9, 0, "x");
    node(LinkType.TOPIC_END, 9, 0, "");
    assertEquals(List.of(), malformed);
    assertEquals(3, counters.seats().drops(Drop.OLD_OPEN));
    assertEquals(2, counters.seats().drops(Drop.OLD_GROUP));
    assertEquals(2, feeds.size());
  }

  private void isMalformed(String why) {
    assertEquals(1, malformed.size());
    assertTrue(malformed.get(0).contains(why), malformed.get(0));
    assertFalse(channel.isActive());
    assertEquals(List.of(), heard);
  }

  @Test
  void topicOfALegalNameAtItsBoundIsTakenAndOneCharacterMoreIsMalformed() {
    node(LinkType.TOPIC, 1, 0, "x".repeat(TopicName.MAX_LENGTH));
    assertEquals(List.of(), malformed);
    node(LinkType.TOPIC, 2, 0, "x".repeat(TopicName.MAX_LENGTH + 1));
    isMalformed("a topic is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "..", "ä", "a/b"})
  void topicOutOfRuleIsMalformed(String name) {
    node(LinkType.TOPIC, 1, 0, name);
    isMalformed("a topic is");
  }

  @Test
  void listeningToAGroupThatWasNotNamedIsMalformed() {
    node(LinkType.LISTEN, 1, 4, "");
    isMalformed("named before");
  }

  @Test
  void groupTwiceIsMalformed() {
    node(LinkType.TOPIC, 1, 0, "A");
    node(LinkType.TOPIC, 1, 0, "B");
    isMalformed("not in use");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1L << 32, Long.MAX_VALUE, -1})
  void groupOutOfRangeIsMalformed(long number) {
    node(LinkType.LISTEN, 1, number, "");
    isMalformed("the number of a");
  }

  @Test
  void frameThatIsARoutersIsMalformed() {
    node(LinkType.FEED_OPEN, 1, 0, "{}");
    isMalformed("not a node's to send");
  }

  private final class Listener implements LinkListener {
    private final LinkFrames frames;

    Listener(LinkFrames frames) {
      this.frames = frames;
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
      malformed.add(why);
    }

    @Override
    public void onClosed() {}
  }

  private final class Ann implements SeatPlayer {
    @Override
    public void say(Word word, boolean asked) {
      ByteBuf frame = ((WireWord) word).frame(asked);
      heard.add(frame.toString(2, frame.readableBytes() - 2, StandardCharsets.UTF_8));
      frame.release();
    }

    @Override
    public void say(PlayerFrame frame) {}

    @Override
    public void read(boolean more) {}

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      heard.add("closed " + reason.word() + " " + retryAfterSeconds);
    }
  }

  private static final class Silent implements FeedPort, LinkPort {
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
