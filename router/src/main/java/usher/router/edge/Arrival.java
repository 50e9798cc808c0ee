package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import usher.common.control.Upstream;
import usher.common.player.CloseReason;
import usher.common.player.SeatQuery;
import usher.common.player.WrongQueryException;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Located;
import usher.router.edge.socket.SeatLoop;
import usher.router.edge.socket.SeatSocket;
import usher.router.pin.Pin;
import usher.router.proxy.ProxyLimits;
import usher.router.upstream.UpstreamLimits;

/**
 * A player's checked upgrade on its way into a room: to a seat where the room's node has links,
 * else to an exchange with the node. On the player's event loop.
 */
final class Arrival {
  private final Edge edge;
  private final EdgeLoop loop;
  private final PlayerHandler player;
  private final Doorkeeper keeper;
  private final RoomId room;
  private final HttpRequest head;
  private @Nullable SeatSocket socket;
  private boolean over;

  Arrival(
      Edge edge,
      EdgeLoop loop,
      PlayerHandler player,
      Doorkeeper keeper,
      RoomId room,
      HttpRequest head) {
    this.edge = edge;
    this.loop = loop;
    this.player = player;
    this.keeper = keeper;
    this.room = room;
    this.head = head;
  }

  void start() {
    Pin pin = loop.pins().get(room);
    if (pin != null && !pin.isRetired()) {
      enter(pin.node().upstream());
    } else if (loop.seats().knows(room)) {
      enter(Upstream.LINK);
    } else {
      locate();
    }
  }

  /** The player is gone, or its request turned out to be no good. */
  void stop() {
    over = true;
    if (socket != null) {
      socket.abort();
    }
  }

  private void locate() {
    long deadlineNs = System.nanoTime() + ProxyLimits.HANDSHAKE.toNanos();
    boolean posted =
        edge.inbox()
            .post(
                new ClusterEvent.Locate(
                    room,
                    null,
                    deadlineNs,
                    located -> loop.legs().loop().execute(() -> onLocated(located))));
    if (!posted) {
      player.refuse(
          CloseReason.ROOM_UNAVAILABLE,
          "too many requests for rooms at once",
          UpstreamLimits.RETRY_AFTER_MS);
    }
  }

  private void onLocated(Located located) {
    if (over) {
      return;
    }
    if (located instanceof Located.At at) {
      enter(at.pin().node().upstream());
    } else if (located instanceof Located.Nowhere nowhere) {
      player.refuse(nowhere.reason(), "the room can be served nowhere now", nowhere.retryAfterMs());
    }
  }

  private void enter(Upstream upstream) {
    String key = head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    if (upstream == Upstream.TUNNEL) {
      player.exchange(room, head, key);
      return;
    }
    try {
      SeatQuery query = keeper.query(head.uri());
      SeatLoop.Ask ask = new SeatLoop.Ask(room, query, keeper.visitor());
      socket = loop.seats().seat(player.channel(), ask, key, player);
    } catch (WrongQueryException e) {
      player.refuse(e.reason(), e.detail(), 0);
    }
  }
}
