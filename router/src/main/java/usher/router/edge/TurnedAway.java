package usher.router.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.player.CloseReason;
import usher.router.deadline.Deadline;
import usher.router.limit.PlayerLimits;

/**
 * Shows connections out before they are heard, as cheaply as can be: one write, no HTTP. Some may
 * take their time to read why; when these are many, the next are shut out without a word. Any
 * thread, each connection on its event loop.
 */
final class TurnedAway {
  private static final String ANSWER =
      String.join(
          "\r\n",
          "HTTP/1.1 %d %s",
          "Connection: close",
          "Retry-After: %d",
          "Content-Type: application/json",
          "Cache-Control: no-store",
          "Content-Length: %d",
          "",
          "%s");
  private static final int TOO_MANY_REQUESTS = 429;

  private final Map<CloseReason, byte[]> answers = new EnumMap<>(CloseReason.class);
  private final AtomicInteger lingering = new AtomicInteger();

  TurnedAway() {
    answer(CloseReason.TOO_MANY_PLAYERS, "the router has as many players as it takes");
    answer(CloseReason.OVERLOADED, "the router has too much to do");
    answer(CloseReason.TOO_MANY_CONNECTIONS, "this address has as many connections as it may have");
    answer(CloseReason.CONNECTS_TOO_FAST, "this address connects too fast");
  }

  private void answer(CloseReason reason, String detail) {
    String body = "{\"error\":\"" + reason.word() + "\",\"message\":\"" + detail + "\"}\n";
    int status = reason.httpStatus();
    String phrase = status == TOO_MANY_REQUESTS ? "Too Many Requests" : "Service Unavailable";
    answers.put(
        reason,
        ANSWER
            .formatted(status, phrase, PlayerLimits.RETRY_AFTER_SECONDS, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Ends a connection that nothing was read of.
   *
   * @param inWords whether the peer could read an answer: it speaks HTTP, not TLS
   * @param deadline the connection's
   */
  void out(Channel channel, CloseReason reason, boolean inWords, Deadline deadline) {
    byte[] answer = answers.get(reason);
    if (!inWords || answer == null || lingering.incrementAndGet() > EdgeLimits.LINGERING) {
      if (inWords && answer != null) {
        lingering.decrementAndGet();
      }
      channel.close();
      return;
    }
    channel
        .closeFuture()
        .addListener(
            closed -> {
              lingering.decrementAndGet();
              deadline.cancel();
            });
    channel.pipeline().addLast(new Deaf());
    HangUp.after(channel.writeAndFlush(Unpooled.wrappedBuffer(answer)), deadline);
  }

  /** Drops what comes: a close with unread bytes would be a reset, which overtakes the answer. */
  private static final class Deaf extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ReferenceCountUtil.release(bytes);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
