package usher.bench.compare.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

class EchoTest {
  private static final String REQUEST =
      "GET /rooms/r HTTP/1.1\r\nHost: h\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static ByteBuf allOutbound(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return all;
  }

  @Test
  void theUpgradeIsAcceptedAsRfc6455Says() {
    EmbeddedChannel channel = new EmbeddedChannel(new EchoUpstream());
    channel.writeInbound(bytes(REQUEST.substring(0, 20)));
    channel.writeInbound(bytes(REQUEST.substring(20)));
    String answer = allOutbound(channel).toString(StandardCharsets.US_ASCII);
    assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    assertTrue(answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), answer);
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 125, 126, 1_023, 1_024, 65_535, 65_536})
  void framesComeBackUnmaskedHoweverTheyAreCut(int payload) {
    for (int cut : new int[] {Math.max(1, payload / 100), 1 + payload / 3, Integer.MAX_VALUE}) {
      EmbeddedChannel channel = new EmbeddedChannel(new EchoUpstream());
      channel.writeInbound(bytes(REQUEST));
      allOutbound(channel);
      ByteBuf frames = Unpooled.buffer();
      for (int i = 0; i < 2; i++) {
        frames.writeBytes(Frames.ofPlayer(payload).duplicate());
      }
      while (frames.isReadable()) {
        channel.writeInbound(frames.readBytes(Math.min(cut, frames.readableBytes())));
      }
      ByteBuf echoes = allOutbound(channel);
      assertEquals(2 * Frames.echoBytes(payload), echoes.readableBytes(), "cut " + cut);
      assertEquals(0x82, echoes.getUnsignedByte(0));
      assertTrue(echoes.getUnsignedByte(1) <= 127, "no mask");
      channel.finishAndReleaseAll();
    }
  }

  @Test
  void aCrowdEchoesAndHandshakesWithoutErrors() throws InterruptedException {
    try (EchoLoad load = new EchoLoad(Transport.of(TransportChoice.NIO))) {
      var upstream = load.upstreams(1).get(0);
      try (Crowd crowd = load.crowd(upstream, 5)) {
        crowd.restart();
        crowd.echo(64);
        awaitCount(crowd);
        crowd.rest();
        crowd.echo(16_384, 1_000);
        crowd.restart();
        awaitCount(crowd);
        assertEquals(0, crowd.read().errors());
      }
      try (Handshakes handshakes = load.handshakes(upstream, 3, 2)) {
        handshakes.restart();
        awaitCount(handshakes);
        assertEquals(0, handshakes.read().errors());
      }
    }
  }

  private static void awaitCount(Phase phase) throws InterruptedException {
    long deadlineNs = System.nanoTime() + 10_000_000_000L;
    while (phase.read().count() < 20) {
      assertFalse(System.nanoTime() - deadlineNs > 0, "20 echoes or handshakes");
    }
  }
}
