package usher.router.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.player.WrongQueryException;
import usher.common.room.RoomId;
import usher.common.tls.TlsPort;
import usher.router.access.AccessNote;
import usher.router.deadline.Deadline;
import usher.router.deadline.Deadlines;
import usher.router.edge.socket.HttpSide;
import usher.router.edge.socket.SeatSocket;
import usher.router.limit.PlayerLimits;
import usher.router.proxy.Exchange;
import usher.router.proxy.PlayerSide;
import usher.router.upstream.UpstreamLimits;

/**
 * A player's connection as long as it speaks HTTP: takes one request at a time, and sees to it that
 * each gets one answer. On the connection's event loop.
 */
final class PlayerHandler extends ChannelInboundHandlerAdapter implements PlayerSide, HttpSide {
  private final Edge edge;
  private final EdgeLoop loop;
  private final HeadGuard guard;
  private final PlayerLimits limits;
  private final Channel channel;
  private final Doorkeeper keeper;
  private final Deadline deadline;
  private @Nullable ChannelHandlerContext guardContext;
  private @Nullable Exchange exchange;
  private @Nullable RoomCreation creation;
  private @Nullable Arrival arrival;
  private @Nullable SeatSocket feed;
  private boolean inRequest;
  private boolean requestWhole;
  private boolean firstRequest = true;
  private boolean refused;
  private boolean keepAlive;

  PlayerHandler(Edge edge, EdgeLoop loop, Channel channel) {
    this.edge = edge;
    this.loop = loop;
    this.channel = channel;
    this.keeper = new Doorkeeper(edge.config().door(), channel);
    this.limits = edge.limits().now();
    this.deadline = loop.deadlines().unset();
    this.guard = new HeadGuard(this, limits.headBytes());
  }

  /** Builds the pipeline of a new connection. */
  void install() {
    channel.pipeline().addLast(guard);
    guardContext = channel.pipeline().lastContext();
    channel.pipeline().addLast(new HttpServerCodec(EdgeCodec.DECODER));
    channel.pipeline().addLast(this);
    deadline.in(limits.handshake(), this::onDeadline);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refused || (inRequest && requestWhole) || !channel.isActive()) {
      // Behind a body, in the same read: never looked at, the connection ends with the answer. Or
      // what the codec makes of a head that broke off: nobody is there to be answered.
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest head) {
      onHead(head);
    } else if (message instanceof HttpContent part) {
      onBody(part);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.onBodyPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.onPlayerWritability();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.cancel();
    abort();
    if (!refused && (inRequest || guard.insideHead())) {
      AccessNote.ends(channel, CloseReason.PLAYER_LEFT, AccessNote.By.PLAYER);
    }
    if (!refused && inRequest) {
      edge.metrics().refused(CloseReason.PLAYER_LEFT);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** The guard found something in a head, or before a 101, that may not be there. */
  void onBadHead(CloseReason reason, String detail) {
    abort();
    refuse(reason, detail, 0);
  }

  /** Of the port. */
  TlsPort tls() {
    return edge.config().tls();
  }

  private void onHead(HttpRequest head) {
    deadline.cancel();
    inRequest = true;
    requestWhole = false;
    firstRequest = false;
    Refusal wrong = RequestRules.wrong(head, edge.config().route());
    RoomRoute.Match match = RoomRoute.NONE;
    boolean upgrade = false;
    if (wrong == null) {
      match = edge.config().route().find(head.uri(), head.headers());
      // A page needs no upgrade, so one to anything but WebSocket is passed over there.
      upgrade =
          match == RoomRoute.NONE
              ? RequestRules.asksForWebSocket(head)
              : head.headers().contains(HttpHeaderNames.UPGRADE);
      wrong = upgrade ? RequestRules.wrongUpgrade(head) : null;
    }
    if (wrong != null) {
      refuse(wrong.reason(), wrong.detail(), 0);
      return;
    }
    keepAlive = HttpUtil.isKeepAlive(head) && !RequestRules.hasBody(head);
    if (upgrade) {
      guard.expectNothing();
    }
    admit(head, match, upgrade);
  }

  /** Until it is known who asks, the guard keeps what comes behind the head, a body too. */
  private void admit(HttpRequest head, RoomRoute.Match match, boolean upgrade) {
    if (match instanceof RoomRoute.Match.Wrong) {
      onAdmitted(head, match, upgrade, null);
    } else {
      boolean page = Doorkeeper.isPage(head, match, upgrade);
      keeper.admit(head, match, upgrade, page, wrong -> onAdmitted(head, match, upgrade, wrong));
    }
  }

  private void onAdmitted(
      HttpRequest head, RoomRoute.Match match, boolean upgrade, @Nullable Refusal wrong) {
    if (refused || !channel.isActive()) {
      // It took its time, and the player did not wait for it.
      return;
    }
    if (wrong != null) {
      boolean later = wrong.reason() == CloseReason.OVERLOADED;
      refuse(wrong.reason(), wrong.detail(), later ? UpstreamLimits.RETRY_AFTER_MS : 0);
      return;
    }
    boolean body = !upgrade && RequestRules.hasBody(head);
    if (body) {
      channel.config().setAutoRead(true);
    }
    dispatch(head, match, upgrade);
    if (requestWhole && exchange != null) {
      exchange.onBody(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    if (body && !refused && guardContext != null) {
      guard.expectBody(guardContext);
    }
  }

  private void dispatch(HttpRequest head, RoomRoute.Match match, boolean upgrade) {
    AccessNote.asked(channel, match instanceof RoomRoute.Match.Room to ? to.room() : null);
    CloseReason tooMuch = edge.requestRefusal(loop, channel, head, match);
    if (tooMuch != null) {
      refuse(tooMuch, Edge.TOO_MUCH, UpstreamLimits.RETRY_AFTER_MS);
      return;
    }
    if (match instanceof RoomRoute.Match.Wrong wrong) {
      refuse(CloseReason.BAD_ROOM, wrong.detail(), 0);
    } else if (match instanceof RoomRoute.Match.Room room) {
      if (upgrade) {
        arrival = new Arrival(edge, loop, this, keeper, room.room(), head);
        arrival.start();
      } else {
        edge.metrics().proxied();
        exchange(room.room(), head, null);
      }
    } else if (FeedRequest.isAsked(head)) {
      feedSeat(head, upgrade);
    } else if (upgrade) {
      refuse(CloseReason.NOT_FOUND, "there is no room at this path", 0);
    } else if (RoomCreation.isAsked(head)) {
      creation = new RoomCreation(edge, loop.legs(), this, keeper);
      creation.start(head);
    } else {
      edge.site().answer(head, this::answer, this::refuse);
    }
  }

  private void feedSeat(HttpRequest head, boolean upgrade) {
    if (!upgrade) {
      refuse(CloseReason.BAD_UPGRADE, FeedRequest.RULE, 0);
      return;
    }
    try {
      String key = head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
      feed = loop.seats().feedSeat(channel, FeedRequest.open(head, keeper.ticket()), key, this);
    } catch (WrongQueryException e) {
      refuse(e.reason(), e.detail(), 0);
    }
  }

  /**
   * Hands the request to the room's node.
   *
   * @param key the Sec-WebSocket-Key of a checked upgrade; null for a plain request
   */
  void exchange(RoomId room, HttpRequest head, @Nullable String key) {
    arrival = null;
    keeper.tellNode(head.headers());
    Exchange begun = new Exchange(this, loop.legs(), room, head, key, edge.metrics());
    exchange = begun;
    begun.start();
  }

  private void onBody(HttpContent part) {
    if (part.decoderResult().isFailure()) {
      part.release();
      abort();
      refuse(CloseReason.BAD_REQUEST, "the body is not framed as its head says", 0);
      return;
    }
    boolean last = part instanceof LastHttpContent;
    requestWhole |= last;
    if (exchange != null) {
      exchange.onBody(part);
    } else {
      part.release();
    }
    if (last) {
      guard.bodyEnds();
    }
  }

  /** Writes an answer of our own. */
  void answer(FullHttpResponse answer) {
    creation = null;
    if (!keepAlive) {
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    channel.writeAndFlush(answer, channel.voidPromise());
    answered(keepAlive);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Deadlines deadlines() {
    return loop.deadlines();
  }

  @Override
  public void refuse(CloseReason reason, String detail, long retryAfterMs) {
    exchange = null;
    creation = null;
    arrival = null;
    feed = null;
    if (refused || !channel.isActive()) {
      return;
    }
    refused = true;
    guard.turnDeaf();
    deadline.cancel();
    AccessNote.ends(channel, reason, AccessNote.By.ROUTER);
    edge.metrics().refused(reason);
    channel.writeAndFlush(Answers.refusal(reason, detail, retryAfterMs));
    hangUp();
  }

  @Override
  public void sendContinue() {
    if (guardContext != null) {
      guardContext.writeAndFlush(Answers.goOn());
    }
  }

  @Override
  public void answered(boolean mayStay) {
    exchange = null;
    if (!mayStay) {
      refused = true;
      guard.turnDeaf();
      hangUp();
      return;
    }
    inRequest = false;
    deadline.in(limits.idle(), this::onDeadline);
    channel.config().setAutoRead(true);
    if (guardContext != null) {
      guard.next(guardContext);
    }
  }

  @Override
  public void brokenOff() {
    exchange = null;
    refused = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void leaveHttp(HttpResponse switching) {
    exchange = null;
    arrival = null;
    feed = null;
    deadline.cancel();
    keeper.answerProtocol(switching);
    channel.write(
        new DefaultFullHttpResponse(
            switching.protocolVersion(),
            switching.status(),
            Unpooled.EMPTY_BUFFER,
            switching.headers(),
            io.netty.handler.codec.http.EmptyHttpHeaders.INSTANCE),
        channel.voidPromise());
    channel.pipeline().remove(this);
    channel.pipeline().remove(HttpServerCodec.class);
    channel.pipeline().remove(guard);
  }

  private void abort() {
    if (exchange != null) {
      exchange.abort();
      exchange = null;
    }
    if (creation != null) {
      creation.stop();
      creation = null;
    }
    if (arrival != null) {
      arrival.stop();
      arrival = null;
    }
    if (feed != null) {
      feed.abort();
      feed = null;
    }
  }

  private void hangUp() {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    HangUp.after(channel.writeAndFlush(Unpooled.EMPTY_BUFFER), deadline);
  }

  private void onDeadline() {
    if (inRequest || refused) {
      return;
    }
    if (guard.insideHead()) {
      refuse(CloseReason.HANDSHAKE_TIMEOUT, "the whole head must come in time", 0);
    } else {
      CloseReason why = firstRequest ? CloseReason.HANDSHAKE_TIMEOUT : CloseReason.PLAYER_SILENT;
      AccessNote.ends(channel, why, AccessNote.By.ROUTER);
      if (firstRequest) {
        edge.metrics().refused(CloseReason.HANDSHAKE_TIMEOUT);
      }
      refused = true;
      channel.close();
    }
  }
}
