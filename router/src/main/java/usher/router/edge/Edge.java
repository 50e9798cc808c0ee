package usher.router.edge;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.access.AccessLog;
import usher.router.cluster.ClusterInbox;
import usher.router.limit.Limits;
import usher.router.site.Site;

/** What all connections of the player port share; any thread. */
record Edge(
    EdgeConfig config,
    Limits limits,
    EdgeMetrics metrics,
    Site site,
    ClusterInbox inbox,
    @Nullable AccessLog access) {
  static final String TOO_MUCH = "this address has, or asks for, more than one may";

  private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf(Edge.class, "counted");

  /** Why a connection may not stay, by where it comes from; null where it may. */
  @Nullable CloseReason connectRefusal(Channel channel) {
    // Behind a proxy that is trusted each player has an address, which the head tells.
    return config.door().proxies().contains(ClientAddress.peer(channel)) ? null : count(channel);
  }

  /** Why a request may not be had, by where it comes from; null where it may. */
  @Nullable CloseReason requestRefusal(
      EdgeLoop loop, Channel channel, HttpRequest head, RoomRoute.Match match) {
    CloseReason refused = channel.hasAttr(COUNTED) ? null : count(channel);
    return refused == null ? roomRefusal(loop, channel, head, match) : refused;
  }

  private @Nullable CloseReason count(Channel channel) {
    InetAddress from = ClientAddress.of(channel);
    CloseReason refused = limits.admitConnection(from);
    if (refused == null) {
      channel.attr(COUNTED).set(true);
      channel.closeFuture().addListener(closed -> limits.addresses().release(from));
    }
    return refused;
  }

  /** A room that is nowhere yet costs more than one that is there. */
  private @Nullable CloseReason roomRefusal(
      EdgeLoop loop, Channel channel, HttpRequest head, RoomRoute.Match match) {
    boolean isNew =
        match instanceof RoomRoute.Match.Room asked
            ? loop.pins().get(asked.room()) == null && !loop.seats().knows(asked.room())
            : match == RoomRoute.NONE && RoomCreation.isAsked(head);
    return isNew ? limits.admitRoom(ClientAddress.of(channel)) : null;
  }
}
