package usher.node.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.Tokens;
import usher.common.link.LinkLimits;
import usher.common.link.LinkReader;
import usher.node.feed.FeedDoor;

/** All links of a node: who may have one, and what they count. Any thread. */
public final class Links {
  private static final Logger log = LoggerFactory.getLogger(Links.class);

  private final RoomEntrance rooms;
  private final FeedDoor feeds;
  private final @Nullable Tokens token;
  private final LinkOutboxes outboxes;
  private final LinkCounts counts = new LinkCounts();
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param token what routers show; null where the node asks for none
   */
  public Links(RoomEntrance rooms, FeedDoor feeds, LinkOutboxes outboxes, @Nullable Tokens token) {
    this.rooms = rooms;
    this.feeds = feeds;
    this.token = token;
    this.outboxes = outboxes;
  }

  /** What happened so far. */
  public LinkCounts counts() {
    return counts;
  }

  /** How many links there are. */
  public int size() {
    return open.get();
  }

  /** Why a request is given no link; null where it is given one. */
  public @Nullable LinkRefusal whyNot(HttpRequest request) {
    LinkRefusal why = refusal(request);
    if (why != null) {
      counts.add(LinkCount.REFUSED);
      log.warn("a request for a link is refused: {}", why.message());
    }
    return why;
  }

  private @Nullable LinkRefusal refusal(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (token != null && !token.isIn(headers.get(HttpHeaderNames.AUTHORIZATION, ""))) {
      return LinkRefusal.UNAUTHORIZED;
    }
    boolean asksRightly =
        request.method().equals(HttpMethod.GET)
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
            && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, LinkLimits.PROTOCOL, true);
    if (!asksRightly) {
      return LinkRefusal.BAD_UPGRADE;
    }
    return open.get() >= LinkServerLimits.MAX_LINKS ? LinkRefusal.TOO_MANY_LINKS : null;
  }

  /** The answer to a request that is given a link. */
  public FullHttpResponse answer() {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, LinkLimits.PROTOCOL)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    return response;
  }

  /** What reads a channel from now on, as a link. On its event loop. */
  public ChannelHandler reader(Channel channel) {
    open.incrementAndGet();
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    counts.add(LinkCount.ACCEPTED);
    log.info("link {} is open", channel.remoteAddress());
    LinkServer link = new LinkServer(channel, rooms, feeds, outboxes, counts);
    return new LinkReader(link, LinkLimits.MAX_PLAYER_PAYLOAD_BYTES);
  }
}
