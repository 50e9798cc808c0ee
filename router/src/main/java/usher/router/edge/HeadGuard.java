package usher.router.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;

/**
 * Stands before the HTTP codec and lets through one request's head at a time, if its bytes are
 * beyond dispute: CRLF at each line's end, no folded lines, no control characters, bounded. What
 * two readers could read differently, nobody gets to read.
 */
final class HeadGuard extends ChannelInboundHandlerAdapter {
  private enum Mode {
    /** A head comes. */
    HEAD,
    /** Whatever comes is the body of the request, or behind it; the codec counts. */
    BODY,
    /** A request without body is being answered; what comes is the next one, and waits. */
    ANSWER,
    /** An upgrade is being answered; nothing may come. */
    UPGRADE,
    /** Nothing is read any more. */
    DEAF
  }

  private static final String NO_TLS = "this port speaks no TLS: use http:// or ws://";

  private final PlayerHandler player;
  private final int maxBytes;
  private Mode mode = Mode.HEAD;
  private int headBytes;
  private byte previous;
  private byte beforePrevious;
  private @Nullable ByteBuf waiting;

  /**
   * @param maxBytes the longest head, its request line and all
   */
  HeadGuard(PlayerHandler player, int maxBytes) {
    this.player = player;
    this.maxBytes = maxBytes;
  }

  /** Whether a head has begun and is not whole. */
  boolean insideHead() {
    return mode == Mode.HEAD && headBytes > 0;
  }

  /** The head that was let through last begins a request with a body, of which some may wait. */
  void expectBody(ChannelHandlerContext ctx) {
    mode = Mode.BODY;
    ByteBuf came = waiting;
    waiting = null;
    if (came != null) {
      ctx.fireChannelRead(came);
      ctx.fireChannelReadComplete();
    }
  }

  /** The head that has just been let through asks for an upgrade. */
  void expectNothing() {
    mode = Mode.UPGRADE;
  }

  /** Nothing more is read from this player. */
  void turnDeaf() {
    mode = Mode.DEAF;
    releaseWaiting();
  }

  /** The request was answered: lets the next head through, which may have come already. */
  void next(ChannelHandlerContext ctx) {
    mode = Mode.HEAD;
    ByteBuf came = waiting;
    waiting = null;
    if (came != null) {
      channelRead(ctx, came);
    }
  }

  /** The body of the request is whole: what comes behind it is nothing that we look at. */
  void bodyEnds() {
    if (mode == Mode.BODY) {
      turnDeaf();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    while (mode == Mode.HEAD && bytes.isReadable() && !ctx.isRemoved()) {
      if (!head(ctx, bytes)) {
        return;
      }
    }
    if (!bytes.isReadable() || ctx.isRemoved()) {
      bytes.release();
      return;
    }
    switch (mode) {
      case HEAD -> throw new IllegalStateException("a head was left over");
      case BODY -> ctx.fireChannelRead(bytes);
      case ANSWER -> hold(ctx, bytes);
      case UPGRADE -> {
        bytes.release();
        refuse(CloseReason.BAD_UPGRADE, "nothing may follow an upgrade before its 101");
      }
      case DEAF -> bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    releaseWaiting();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    releaseWaiting();
  }

  /**
   * Looks at bytes of a head and lets them through.
   *
   * @return whether a head ended and the buffer is still ours, with what came behind the head
   */
  private boolean head(ChannelHandlerContext ctx, ByteBuf bytes) {
    int end = bytes.writerIndex();
    for (int i = bytes.readerIndex(); i < end; i++) {
      byte next = bytes.getByte(i);
      if (++headBytes > maxBytes) {
        bytes.release();
        refuse(
            CloseReason.HEAD_TOO_LARGE,
            "a head has at most " + maxBytes + " bytes, its request line and all");
        return false;
      }
      String wrong = wrong(next);
      if (wrong != null) {
        bytes.release();
        refuse(CloseReason.BAD_REQUEST, isHandshake(ctx, next) ? NO_TLS : wrong);
        return false;
      }
      if (next == '\n' && beforePrevious == '\n') {
        return headEnds(ctx, bytes, i + 1);
      }
      beforePrevious = previous;
      previous = next;
    }
    ctx.fireChannelRead(bytes);
    return false;
  }

  private boolean isHandshake(ChannelHandlerContext ctx, byte next) {
    return headBytes == 1 && player.tls().isHandshake(next, ctx.channel());
  }

  /** What is wrong with this byte after those before it; null if nothing is. */
  private @Nullable String wrong(byte next) {
    if (previous == '\r' && next != '\n') {
      return "a CR must be followed by LF";
    }
    if (next == '\n' && previous != '\r') {
      return "a line must end with CR LF, not LF alone";
    }
    if (previous == '\n' && (next == ' ' || next == '\t')) {
      return "a header may not be folded over lines";
    }
    if (headBytes == 1 && next <= ' ') {
      return "a request begins with its method";
    }
    if ((next >= 0 && next < ' ' && next != '\r' && next != '\n' && next != '\t') || next == 0x7f) {
      return "a head may not have control characters";
    }
    return null;
  }

  /** Lets the head through; the codec and the handler behind it are done with it on return. */
  private boolean headEnds(ChannelHandlerContext ctx, ByteBuf bytes, int headEnd) {
    headBytes = 0;
    previous = 0;
    beforePrevious = 0;
    mode = Mode.ANSWER;
    if (headEnd == bytes.writerIndex()) {
      ctx.fireChannelRead(bytes);
      return false;
    }
    ctx.fireChannelRead(bytes.readRetainedSlice(headEnd - bytes.readerIndex()));
    return true;
  }

  /** Keeps the next request until this one is answered; no more is read meanwhile. */
  private void hold(ChannelHandlerContext ctx, ByteBuf bytes) {
    ctx.channel().config().setAutoRead(false);
    ByteBuf before = waiting;
    if (before == null) {
      waiting = bytes;
    } else {
      waiting = ctx.alloc().compositeBuffer().addComponent(true, before).addComponent(true, bytes);
    }
  }

  private void refuse(CloseReason reason, String detail) {
    turnDeaf();
    player.onBadHead(reason, detail);
  }

  private void releaseWaiting() {
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
  }
}
