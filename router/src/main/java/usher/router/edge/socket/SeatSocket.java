package usher.router.edge.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.PlayerFrame;
import usher.common.player.RateLimit;
import usher.router.access.AccessNote;
import usher.router.deadline.Deadline;
import usher.router.limit.PlayerLimits;
import usher.router.limit.Rung;
import usher.router.link.WireFrame;
import usher.router.link.WireWord;
import usher.router.pin.Pin;
import usher.router.seat.PlayerSeat;
import usher.router.seat.SeatPlayer;
import usher.router.seat.Word;

/**
 * A player's connection on a seat: HTTP until the node's first word, a WebSocket from then on. On
 * the connection's event loop.
 */
public final class SeatSocket implements SeatPlayer, Flushes.Socket {
  private static final long MS_PER_S = 1_000;

  /** A welcome of more than this part of what may be unread gets space of its own. */
  private static final int LARGE_WORD = 4;

  private static final String ALL_ON_TUNNELS =
      "all nodes are on tunnels, and feeds need a node with links";

  private final Channel channel;
  private final SeatLoop loop;
  private @Nullable HttpSide http;
  private final boolean watches;
  private @Nullable String key;
  private final String refusal;
  private @Nullable PlayerSeat seat;
  private final PlayerLimits limits;
  private final Deadline deadline;
  private final RateLimit rate;

  /**
   * Where its frames go out from: past the handlers of what comes in, which a broadcast to
   * thousands would have to fetch from memory.
   */
  private ChannelOutboundInvoker out;

  private boolean ended;
  private boolean byNode;
  private boolean dirty;
  private boolean notRead;
  private boolean pinged;
  private long place;
  private long heardNs;
  private long framesIn;
  private long framesOut;

  /**
   * @param watches whether players in rooms go before it
   * @param refusal what a player is told who gets no seat
   */
  SeatSocket(
      Channel channel, SeatLoop loop, HttpSide http, String key, boolean watches, String refusal) {
    this.channel = channel;
    this.out = channel;
    this.loop = loop;
    this.http = http;
    this.key = key;
    this.watches = watches;
    this.refusal = refusal;
    this.limits = loop.limits();
    this.deadline = loop.deadlines().unset();
    this.rate = new RateLimit(System.nanoTime(), limits.commandsPerSecond());
  }

  @Override
  public boolean watches() {
    return watches;
  }

  void sits(PlayerSeat on) {
    seat = on;
  }

  @Override
  public void say(Word word, boolean asked) {
    if (!(word instanceof WireWord wire)) {
      throw new IllegalArgumentException("a word that came by no link");
    }
    if (mayWrite()) {
      if (wire.bytes() > limits.unreadBytes() / LARGE_WORD) {
        channel
            .config()
            .setWriteBufferWaterMark(SocketLimits.unread(limits.unreadBytes(), wire.bytes()));
      }
      write(wire.frame(asked));
    }
  }

  @Override
  public void say(PlayerFrame frame) {
    if (mayWrite()) {
      int first = frame.isBinary() ? WireFrame.BINARY : WireFrame.TEXT;
      write(WireFrame.of(channel.alloc(), first, frame.payload()));
    }
  }

  @Override
  public void read(boolean more) {
    notRead = !more;
    if (!ended) {
      channel.config().setAutoRead(more);
    }
  }

  @Override
  public void endedByNode() {
    byNode = true;
  }

  @Override
  public void close(CloseReason reason, int retryAfterSeconds) {
    Pin closing = loop.closing();
    if (closing != null) {
      AccessNote.at(channel, closing.node().incarnation().node().toString(), closing.epoch());
    }
    HttpSide before = http;
    if (before == null) {
      AccessNote.ends(channel, reason, byNode ? AccessNote.By.NODE : AccessNote.By.ROUTER);
      end(reason);
    } else if (!ended) {
      ended = true;
      http = null;
      String detail = reason == CloseReason.NO_FEEDS ? ALL_ON_TUNNELS : refusal;
      before.refuse(reason, detail, retryAfterSeconds * MS_PER_S);
    }
  }

  /** The player went before it was seated, or asked in a wrong way. */
  public void abort() {
    if (!ended) {
      onGone(false);
    }
  }

  private boolean mayWrite() {
    if (ended || !channel.isActive()) {
      return false;
    }
    if (http != null) {
      upgrade(http);
    }
    if (hasTooMuchUnread()) {
      channel.flush();
      if (hasTooMuchUnread()) {
        endSeat(CloseReason.TOO_SLOW);
        return false;
      }
    }
    return true;
  }

  private boolean hasTooMuchUnread() {
    if (!channel.isWritable()) {
      return true;
    }
    if (loop.rung().compareTo(watches ? Rung.WATCHERS : Rung.PLAYERS) < 0) {
      return false;
    }
    return unreadBytes()
        > Math.max(SocketLimits.KEPT_BYTES, limits.unreadBytes() / SocketLimits.KEPT_SHARE);
  }

  private long unreadBytes() {
    return channel.config().getWriteBufferHighWaterMark() - channel.bytesBeforeUnwritable();
  }

  private void upgrade(HttpSide before) {
    http = null;
    before.leaveHttp(Handshake.answer(String.valueOf(key)));
    key = null;
    channel
        .config()
        .setOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, SocketLimits.unread(limits.unreadBytes(), 0));
    ChannelHandler decoder = new WebSocket13FrameDecoder(loop.frames(limits.messageBytes()));
    channel
        .pipeline()
        .addLast(decoder)
        .addLast(new Utf8FrameValidator(false))
        .addLast(new WebSocketFrameAggregator(limits.messageBytes()))
        .addLast(new SeatFrameHandler(this));
    out = channel.pipeline().context(decoder);
    place = loop.order().add(this, watches);
    onHeardNow();
    deadline.in(pingAfter(), this::onQuiet);
    channel.closeFuture().addListener(closed -> onClosed());
    channel.config().setAutoRead(!notRead);
  }

  private void onClosed() {
    loop.order().remove(place);
    deadline.cancel();
    AccessNote note = AccessNote.of(channel);
    if (note != null) {
      note.frames(framesIn, framesOut);
    }
  }

  private void write(ByteBuf frame) {
    framesOut++;
    loop.traffic().out(frame.readableBytes());
    out.write(frame, channel.voidPromise());
    if (!dirty) {
      dirty = true;
      loop.flushes().add(this);
    }
  }

  @Override
  public void flush() {
    dirty = false;
    out.flush();
  }

  /** The player sent a message; the buffer stays the caller's. */
  void onMessage(ByteBuf message, boolean binary) {
    PlayerSeat on = seat;
    if (!ended && on != null && takes(message.readableBytes())) {
      on.said(loop.said().of(message, binary));
    }
  }

  /** The player sent a ping; the buffer stays the caller's. */
  void onPing(ByteBuf content) {
    if (!ended && takes(content.readableBytes()) && mayWrite()) {
      write(WireFrame.of(channel.alloc(), WireFrame.PONG, content));
    }
  }

  private boolean takes(int bytes) {
    loop.traffic().in(bytes);
    if (rate.take(bytes, System.nanoTime())) {
      return true;
    }
    endSeat(CloseReason.TOO_FAST);
    return false;
  }

  /** Something came. */
  void onHeard() {
    framesIn++;
    loop.traffic().in();
    onHeardNow();
  }

  private void onHeardNow() {
    pinged = false;
    heardNs = loop.deadlines().sweptNs();
  }

  private Duration pingAfter() {
    return limits.idle().dividedBy(2);
  }

  /** The player may have been silent; one that is not read cannot be heard. */
  private void onQuiet() {
    if (ended) {
      return;
    }
    if (notRead) {
      onHeardNow();
    }
    Duration silent = Duration.ofNanos(loop.deadlines().sweptNs() - heardNs);
    Duration bound = pinged ? limits.idle() : pingAfter();
    if (silent.compareTo(bound) < 0) {
      deadline.in(bound.minus(silent), this::onQuiet);
    } else if (pinged) {
      endSeat(CloseReason.PLAYER_SILENT);
    } else if (mayWrite()) {
      pinged = true;
      write(WireFrame.of(channel.alloc(), WireFrame.PING, Unpooled.EMPTY_BUFFER));
      deadline.in(limits.idle().minus(silent), this::onQuiet);
    }
  }

  /** The player says that it goes; the buffer stays the caller's. */
  void onClose(ByteBuf content, boolean onPurpose) {
    boolean answered = ended;
    AccessNote.ends(channel, CloseReason.PLAYER_LEFT, AccessNote.By.PLAYER);
    onGone(onPurpose);
    if (answered) {
      channel.close();
    } else {
      channel
          .writeAndFlush(WireFrame.of(channel.alloc(), WireFrame.CLOSE, content))
          .addListener(ChannelFutureListener.CLOSE);
      deadline.in(SocketLimits.CLOSE, channel::close);
    }
  }

  void onGone(boolean onPurpose) {
    ended = true;
    PlayerSeat left = seat;
    seat = null;
    if (left != null) {
      left.gone(onPurpose);
    }
  }

  /**
   * Ends the seat, and tells the player. The seat hears of it when the call it is in has returned.
   */
  void endSeat(CloseReason reason) {
    PlayerSeat left = seat;
    end(reason);
    if (left != null) {
      channel.eventLoop().execute(() -> left.drop(reason));
    }
  }

  /**
   * Ends the WebSocket with a close frame, and waits a while for the player's. While seats must go
   * nobody waits for one who did not read what came before that frame.
   */
  private void end(CloseReason reason) {
    if (ended) {
      return;
    }
    ended = true;
    seat = null;
    loop.order().remove(place);
    AccessNote.ends(channel, reason, AccessNote.By.ROUTER);
    if (loop.rung().compareTo(Rung.WATCHERS) >= 0 && unreadBytes() > SocketLimits.KEPT_BYTES) {
      channel.close();
      return;
    }
    byte[] word = reason.word().getBytes(StandardCharsets.US_ASCII);
    ByteBuf close = WireFrame.head(channel.alloc(), WireFrame.CLOSE, 2 + word.length);
    close.writeShort(reason.closeCode()).writeBytes(word);
    channel.writeAndFlush(close).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    channel.config().setAutoRead(true);
    deadline.in(SocketLimits.CLOSE, channel::close);
  }
}
