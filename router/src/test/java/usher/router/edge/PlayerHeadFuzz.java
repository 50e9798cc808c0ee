package usher.router.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.player.CloseReason;
import usher.common.tls.TlsDial;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.FeedNodes;
import usher.router.cluster.Located;
import usher.router.edge.socket.SeatLoop;
import usher.router.limit.Limits;
import usher.router.limit.PlayerLimits;
import usher.router.pin.PinTable;
import usher.router.site.SiteLoader;
import usher.router.upstream.LoopLegs;

/**
 * Fuzzed: a player's connection from its first byte, in parts, where every room is nowhere. It gets
 * answers that are whole, or is closed; no buffer is left, and no more waits than one read.
 */
public final class PlayerHeadFuzz {
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final EdgeCounters COUNTERS = new EdgeCounters();
  private static final Transport NIO = Transport.of(TransportChoice.NIO);
  private static final Limits LIMITS = new Limits(PlayerLimits.DEFAULTS);
  private static final Edge EDGE =
      new Edge(
          EdgeConfig.at(new HostPort("127.0.0.1", 0)).withParking(Duration.ofSeconds(1)),
          LIMITS,
          COUNTERS,
          SiteLoader.load(PlayerHeadFuzz.class.getClassLoader()),
          PlayerHeadFuzz::post,
          null);

  private PlayerHeadFuzz() {}

  /** The first byte says how long the parts are in which the others come. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    EmbeddedChannel channel = new EmbeddedChannel();
    SeatLoop seats = install(channel);
    List<ByteBuf> sent = new ArrayList<>();
    int part = 1 + (data[0] & 0xff) * 8;
    for (int from = 1; from < data.length && channel.isOpen(); from += part) {
      ByteBuf bytes = Unpooled.copiedBuffer(data, from, Math.min(part, data.length - from));
      sent.add(bytes);
      channel.writeInbound(bytes);
      channel.runPendingTasks();
    }
    checkAnswers(channel);
    seats.stop();
    channel.finishAndReleaseAll();
    for (ByteBuf bytes : sent) {
      if (bytes.refCnt() != 0) {
        throw new IllegalStateException("bytes of a player were not released");
      }
    }
  }

  static SeatLoop install(EmbeddedChannel channel) {
    PinTable pins = new PinTable();
    LoopLegs legs =
        new LoopLegs(
            channel.eventLoop(), NIO, pins, PlayerHeadFuzz::post, COUNTERS, TlsDial.off("nodes"));
    SeatLoop seats =
        new SeatLoop(
            legs,
            pins,
            PlayerHeadFuzz::post,
            Duration.ofSeconds(1),
            LIMITS,
            null,
            new SeatLoop.Counts(
                COUNTERS.seats(), COUNTERS.links(), COUNTERS.feeds(), COUNTERS.traffic()));
    new PlayerHandler(EDGE, new EdgeLoop(legs, seats, pins), channel).install();
    return seats;
  }

  private static boolean post(ClusterEvent event) {
    if (event instanceof ClusterEvent.Locate locate) {
      locate.listener().onLocated(new Located.Nowhere(CloseReason.NO_NODE, 1_000));
    } else if (event instanceof ClusterEvent.FeedsAsked asked) {
      asked.listener().onFeedNodes(new FeedNodes(List.of(), CloseReason.NO_NODE, false, 1_000));
    }
    return true;
  }

  private static void checkAnswers(EmbeddedChannel channel) {
    int length = 0;
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      ByteBuf bytes = (ByteBuf) out;
      if (length == 0 && bytes.isReadable() && !startsLikeAnswer(bytes)) {
        throw new IllegalStateException("an answer begins with its status");
      }
      length += bytes.readableBytes();
      bytes.release();
    }
    if (length > MAX_ANSWER_BYTES) {
      throw new IllegalStateException("answers of " + length + " bytes");
    }
  }

  private static boolean startsLikeAnswer(ByteBuf bytes) {
    return bytes
        .toString(
            bytes.readerIndex(), Math.min(5, bytes.readableBytes()), StandardCharsets.US_ASCII)
        .equals("HTTP/");
  }
}
