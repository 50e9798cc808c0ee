package usher.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterEvent;
import usher.router.control.peer.ControlMetrics;
import usher.router.control.peer.ControlPeers;
import usher.router.control.peer.MessageRate;
import usher.router.control.peer.Refusals;

class NodeSocketHandlerTest {
  private static final String GOODBYE = "{\"type\":\"goodbye\"}";

  private final List<ClusterEvent> events = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private boolean full;
  private final ControlPeers peers = new ControlPeers(event -> !full && events.add(event));
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new WebSocketFrameAggregator(1_000),
          new NodeSocketHandler(
              peers, new Refusals(refusal -> counted.add(refusal.word())), ControlMetrics.NONE));

  @BeforeEach
  void upgrade() {
    channel
        .pipeline()
        .fireUserEventTriggered(new HandshakeComplete("/control", new DefaultHttpHeaders(), null));
  }

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  private String answered() {
    StringBuilder answers = new StringBuilder();
    for (WebSocketFrame frame = channel.readOutbound();
        frame != null;
        frame = channel.readOutbound()) {
      answers.append(
          frame instanceof CloseWebSocketFrame close
              ? "close " + close.statusCode() + " " + close.reasonText()
              : ((TextWebSocketFrame) frame).text() + "\n");
      frame.release();
    }
    return answers.toString();
  }

  private void say(String text) {
    channel.writeInbound(new TextWebSocketFrame(text));
  }

  @Test
  void aMessageReachesTheClusterAndTheEndOfTheConnectionToo() {
    say(GOODBYE);
    channel.close();
    assertEquals(
        List.of(
            new ClusterEvent.NodeSaid(1, new NodeMessage.Goodbye()),
            new ClusterEvent.ControlClosed(1)),
        events);
    assertEquals(0, peers.size());
  }

  @Test
  void aFragmentedMessageIsOneMessage() {
    channel.writeInbound(new TextWebSocketFrame(false, 0, "{\"type\":"));
    channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "\"goodbye\"}"));
    assertEquals(List.of(new ClusterEvent.NodeSaid(1, new NodeMessage.Goodbye())), events);
  }

  @Test
  void aWrongFieldIsRefusedAndTheConnectionStays() {
    say("{\"type\":\"opened\",\"room\":\"a\",\"epoch\":0}");
    assertEquals(
        "{\"type\":\"refused\",\"error\":\"bad-field\",\"message\":\"epoch is a whole number, 1 to"
            + " 9007199254740991\"}\n",
        answered());
    assertTrue(channel.isActive());
    assertEquals(List.of("bad-field"), counted);
  }

  @Test
  void whatIsNoJsonEndsTheConnection() {
    say("{");
    assertTrue(answered().endsWith("close 1008 malformed"));
    assertFalse(channel.isActive());
  }

  @Test
  void aBinaryFrameEndsTheConnection() {
    channel.writeInbound(new BinaryWebSocketFrame(Unpooled.buffer().writeInt(1)));
    assertTrue(answered().endsWith("close 1008 binary-frame"));
    assertEquals(List.of("binary-frame"), counted);
  }

  @Test
  void aMessageOverTheSizeEndsTheConnection() {
    channel.writeInbound(new TextWebSocketFrame(false, 0, "a".repeat(800)));
    channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "a".repeat(800)));
    assertTrue(answered().endsWith("close 1008 too-large"));
    assertFalse(channel.isActive());
  }

  @Test
  void aSilentConnectionIsClosed() {
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.FIRST_READER_IDLE_STATE_EVENT);
    assertTrue(answered().endsWith("close 1008 idle"));
    assertFalse(channel.isActive());
  }

  @Test
  void aClusterWithoutTimeEndsTheConnection() {
    full = true;
    say(GOODBYE);
    assertTrue(answered().endsWith("close 1008 busy"));
    full = false;
  }

  @Test
  void aFloodIsReadNoMoreForAWhile() {
    channel.freezeTime();
    for (int i = 0; i < 2 * MessageRate.BURST && channel.config().isAutoRead(); i++) {
      say(GOODBYE);
    }
    assertFalse(channel.config().isAutoRead());
    assertEquals(List.of("too-fast"), counted);
    assertTrue(channel.isActive());
  }

  @Test
  void whatTheClusterSaysIsSentAndItsCloseFollows() {
    peers.get(1).send(new RouterMessage.Drain());
    peers.get(1).close();
    channel.runPendingTasks();
    assertEquals("{\"type\":\"drain\"}\nclose 1000 ", answered());
    assertFalse(channel.isActive());
  }

  @Test
  void aNodeThatDoesNotReadIsHungUpOn() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    peers.get(1).send(new RouterMessage.Drain());
    channel.runPendingTasks();
    assertFalse(channel.isActive());
    assertEquals(List.of("too-slow"), counted);
  }
}
