package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.net.LeakWatch;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;

/** How a tunnel ends, on every transport. */
@ExtendWith(LeakWatch.class)
class TunnelEndTest {
  private static final byte[] NODE_LOST = closeFrame(1012, "node-lost");
  private static final int MUCH = 32 << 20;

  static byte[] closeFrame(int code, String word) {
    byte[] text = word.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[4 + text.length];
    frame[0] = (byte) 0x88;
    frame[1] = (byte) (2 + text.length);
    frame[2] = (byte) (code >> 8);
    frame[3] = (byte) code;
    System.arraycopy(text, 0, frame, 4, text.length);
    return frame;
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void playersFinGoesOnBehindItsBytesAndTheNodeMayStillAnswer(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      table.player.send("last words").finish();
      assertEquals("last words", table.node.restText());
      table.node.send("answer").finish();
      assertEquals("answer", table.player.restText());
      table.assertOver(CloseReason.PLAYER_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodesFinBehindItsCloseGoesOnAsItIsAndThePlayerMayStillSpeak(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      byte[] close = closeFrame(1000, "bye");
      table.node.send(close).finish();
      assertArrayEquals(close, table.player.rest());
      table.player.send("echo").finish();
      assertEquals("echo", table.node.restText());
      table.assertOver(CloseReason.PLAYER_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodesFinWithoutCloseAtAFramesEndIsToldAsNodeLost(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.node.send(new byte[] {(byte) 0x81, 1, 'x'}).finish();
      assertArrayEquals(new byte[] {(byte) 0x81, 1, 'x'}, table.player.bytes(3));
      assertArrayEquals(NODE_LOST, table.player.rest());
      table.player.hangUp();
      table.assertOver(CloseReason.NODE_LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodesFinInsideAFrameIsALostNodeThoughThePlayerResets(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      table.node.send(new byte[] {(byte) 0x82, 100, 1, 2, 3}).finish();
      assertEquals(5, table.player.rest().length);
      table.player.reset();
      table.assertOver(CloseReason.NODE_LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void playersFinCountsBeforeTheNodesResetBehindIt(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.player.finish();
      assertEquals("", table.node.restText());
      table.node.reset();
      table.assertOver(CloseReason.PLAYER_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void playersResetGoesOnAsAReset(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.player.reset();
      assertTrue(table.node.endsWithReset());
      table.assertOver(CloseReason.PLAYER_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodesResetAtAFramesEndIsToldAsNodeLost(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.node.reset();
      assertArrayEquals(NODE_LOST, table.player.rest());
      table.player.hangUp();
      table.assertOver(CloseReason.NODE_LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodesResetInsideAFrameGoesOnAsAReset(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.node.send(new byte[] {(byte) 0x82, 100, 1, 2, 3});
      assertEquals(5, table.player.bytes(5).length);
      table.node.reset();
      assertTrue(table.player.endsWithReset());
      table.assertOver(CloseReason.NODE_LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void nodeLostEndsItsTunnelsAtOnceAndItsLegsAreCountedOut(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      assertEquals(1, table.house.port.legsOpen(table.place.ref));
      table.house.port.nodeLost(table.place.ref);
      assertArrayEquals(NODE_LOST, table.player.rest());
      assertTrue(table.node.endsWithReset());
      table.player.hangUp();
      Await.until("no leg", () -> table.house.port.legsOpen(table.place.ref) == 0);
      Await.until(
          "the room is empty", () -> table.house.cluster.wasTold(ClusterEvent.RoomEmptied.class));
      table.assertOver(CloseReason.NODE_LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void noCloseIsPutBehindTheNodesOwn(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      byte[] close = closeFrame(4000, "own");
      table.node.send(close);
      assertArrayEquals(close, table.player.bytes(close.length));
      table.house.port.nodeLost(table.place.ref);
      assertTrue(table.player.endsWithReset());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void allBytesBeforeTheNodesFinArriveThoughThePlayerWasSlow(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      byte[] much = new byte[MUCH];
      new Random(1).nextBytes(much);
      frame(much);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> unchecked(() -> table.node.send(much).finish()));
      table.awaitPause(sent);
      assertArrayEquals(much, table.player.bytes(MUCH));
      assertArrayEquals(NODE_LOST, table.player.rest());
      sent.join();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void allBytesBeforeThePlayersFinArriveThoughTheNodeWasSlow(TransportChoice choice)
      throws Exception {
    try (Table table = new Table(choice)) {
      byte[] much = new byte[MUCH];
      new Random(2).nextBytes(much);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> unchecked(() -> table.player.send(much).finish()));
      table.awaitPause(sent);
      assertArrayEquals(much, table.node.rest());
      table.node.finish();
      assertEquals(0, table.player.rest().length);
      sent.join();
      table.assertOver(CloseReason.PLAYER_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void aSlowPlayerDoesNotKeepALostNodesTunnel(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      byte[] much = new byte[MUCH];
      frame(much);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> unchecked(() -> table.node.send(much)));
      table.awaitPause(sent);
      table.house.port.nodeLost(table.place.ref);
      Await.until("the tunnel's end", () -> table.house.counters.tunnelsOpen() == 0);
      Await.until("the player's end", () -> table.house.counters.playersOpen() == 0);
      sent.handle((ok, failed) -> null).join();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void stoppingRouterSaysSoAtAFramesEnd(TransportChoice choice) throws Exception {
    try (Table table = new Table(choice)) {
      table.house.port.close();
      assertArrayEquals(closeFrame(1001, "router-leaving"), table.player.rest());
      assertTrue(table.node.endsWithReset());
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void bytesBehindThe101Pass(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        RawNode place = new RawNode("node-1")) {
      house.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = place.accept()) {
        node.head();
        node.send(RawPeer.SWITCHING + "\u0081\u0005hello").finish();
        assertTrue(player.head().startsWith("HTTP/1.1 101 "));
        assertEquals("\u0081\u0005hello", player.text(7));
        assertEquals(1, List.of(house.cluster.pins.get(new RoomId("a"))).size());
      }
    }
  }

  /** Makes the bytes one whole frame. */
  private static void frame(byte[] bytes) {
    bytes[0] = (byte) 0x82;
    bytes[1] = 127;
    long length = bytes.length - 10L;
    for (int i = 0; i < 8; i++) {
      bytes[2 + i] = (byte) (length >> (56 - 8 * i));
    }
  }

  private static void unchecked(IoAction action) {
    try {
      action.run();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private interface IoAction {
    void run() throws java.io.IOException;
  }
}
