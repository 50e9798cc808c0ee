package usher.node.player;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.link.LinkLimits;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.Visitor;
import usher.common.room.RoomId;
import usher.node.feed.FeedDoor;
import usher.node.link.LinkRefusal;
import usher.node.link.Links;
import usher.node.room.RoomRegistry;
import usher.node.room.RoomSummary;
import usher.node.room.RoomWork;

/** A connection's one request: into a room, or about one. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(PlayerLimits.MAX_MESSAGE_BYTES)
          .closeOnProtocolViolation(false)
          .withUTF8Validator(false)
          .build();
  private static final int RETRY_AFTER_SECONDS = 1;

  private final RoomRegistry rooms;
  private final FeedDoor feeds;
  private final Outboxes outboxes;
  private final NodePage page;
  private final @Nullable Links links;
  private boolean asked;
  private boolean answered;

  RequestHandler(
      RoomRegistry rooms, FeedDoor feeds, Outboxes outboxes, NodePage page, @Nullable Links links) {
    this.rooms = rooms;
    this.feeds = feeds;
    this.outboxes = outboxes;
    this.page = page;
    this.links = links;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.executor()
        .schedule(() -> onDeadline(ctx), PlayerLimits.HANDSHAKE_MS, TimeUnit.MILLISECONDS);
  }

  private void onDeadline(ChannelHandlerContext ctx) {
    if (!asked && !ctx.isRemoved()) {
      reply(ctx, Reply.refused(CloseReason.HANDSHAKE_TIMEOUT, null, 0));
    } else if (!ctx.isRemoved()) {
      ctx.close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (answered) {
      return;
    }
    DecoderResult decoded = message.decoderResult();
    if (decoded.isFailure()) {
      reply(ctx, unreadable(decoded.cause()));
    } else if (message instanceof HttpRequest request) {
      if (asked) {
        // More than one request on a connection: the first is not answered yet.
        ctx.close();
        return;
      }
      asked = true;
      try {
        route(ctx, request);
      } catch (BadRequestException e) {
        reply(ctx, Reply.refused(e.reason(), e.getMessage(), 0));
      }
    }
  }

  private static Reply unreadable(Throwable cause) {
    return cause instanceof TooLongFrameException
        ? Reply.refused(
            CloseReason.HEAD_TOO_LARGE, "a head is at most " + PlayerLimits.MAX_HEAD_BYTES, 0)
        : Reply.refused(CloseReason.BAD_REQUEST, "this is no HTTP/1.1", 0);
  }

  private void route(ChannelHandlerContext ctx, HttpRequest request) {
    String path = new QueryStringDecoder(request.uri(), true).rawPath();
    if (RoomUrl.isRoom(path) && Upgrade.isAsked(request)) {
      join(ctx, request);
      return;
    }
    if (path.equals(FeedLimits.PATH)) {
      follow(ctx, request);
      return;
    }
    if (links != null && path.equals(LinkLimits.PATH)) {
      link(ctx, request, links);
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      throw new BadRequestException(CloseReason.BAD_METHOD, "only GET is taken here");
    }
    if (RoomUrl.isRoom(path)) {
      describe(ctx, RoomUrl.room(path));
    } else {
      Reply found = page.reply(path, rooms.load());
      reply(ctx, found);
    }
  }

  private void join(ChannelHandlerContext ctx, HttpRequest request) {
    FullHttpResponse response = Upgrade.answer(request);
    OpenRequest wanted = RoomUrl.open(request.uri(), request.headers().get(Visitor.PLAYER_HEADER));
    // Nothing may come before the answer; what does stays in the system's buffer.
    ctx.channel().config().setAutoRead(false);
    RoomSocket socket =
        new RoomSocket(
            ctx.channel(),
            rooms,
            wanted,
            outboxes.of(rooms.loopOf(wanted.room())),
            accepted -> upgrade(ctx, response, accepted));
    if (!rooms.offer(new RoomWork.Open(wanted, 0, socket))) {
      reply(ctx, Reply.refused(CloseReason.ROOM_UNAVAILABLE, "busy", RETRY_AFTER_SECONDS));
    }
  }

  /** A seat at the node's feeds. */
  private void follow(ChannelHandlerContext ctx, HttpRequest request) {
    FullHttpResponse response = Upgrade.answer(request);
    RoomUrl.checkFeeds(request.uri());
    ctx.channel().config().setAutoRead(false);
    FeedSocket socket =
        new FeedSocket(
            ctx.channel(), feeds, outboxes.feeds(), accepted -> upgrade(ctx, response, accepted));
    if (!feeds.open(socket, List.of())) {
      reply(ctx, Reply.refused(CloseReason.ROOM_UNAVAILABLE, "busy", RETRY_AFTER_SECONDS));
    }
  }

  private void upgrade(ChannelHandlerContext ctx, FullHttpResponse response, PlayerSocket socket) {
    answered = true;
    ChannelPipeline pipeline = ctx.pipeline();
    ctx.write(response);
    pipeline
        .addLast(new WebSocket13FrameDecoder(FRAMES))
        .addLast(new WebSocket13FrameEncoder(false))
        .addLast(new Utf8FrameValidator(false))
        .addLast(new WebSocketFrameAggregator(PlayerLimits.MAX_MESSAGE_BYTES))
        .addLast(new IdleStateHandler(PlayerLimits.PING_SECONDS, 0, 0))
        .addLast(new FrameHandler(socket));
    pipeline.remove(this);
    pipeline.remove(HttpServerCodec.class);
    ctx.channel().config().setAutoRead(true);
  }

  private void link(ChannelHandlerContext ctx, HttpRequest request, Links given) {
    LinkRefusal why = given.whyNot(request);
    if (why != null) {
      reply(ctx, Reply.refused(why.httpStatus(), why.word(), why.message(), 0));
      return;
    }
    answered = true;
    ChannelPipeline pipeline = ctx.pipeline();
    ctx.writeAndFlush(given.answer());
    pipeline.addLast(given.reader(ctx.channel()));
    pipeline.remove(this);
    pipeline.remove(HttpServerCodec.class);
  }

  private void describe(ChannelHandlerContext ctx, RoomId room) {
    boolean asking =
        rooms.describe(
            room, summary -> ctx.executor().execute(() -> reply(ctx, summaryReply(summary))));
    if (!asking) {
      reply(ctx, Reply.refused(CloseReason.ROOM_UNAVAILABLE, "busy", RETRY_AFTER_SECONDS));
    }
  }

  private static Reply summaryReply(@Nullable RoomSummary summary) {
    return summary == null
        ? Reply.refused(CloseReason.NOT_FOUND, "this room is not here", 0)
        : Reply.json(summary);
  }

  private void reply(ChannelHandlerContext ctx, Reply reply) {
    answered = true;
    Channel channel = ctx.channel();
    if (channel.isActive()) {
      reply.send(channel);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
