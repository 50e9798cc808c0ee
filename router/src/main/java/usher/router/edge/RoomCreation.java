package usher.router.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.security.SecureRandom;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.Located;
import usher.router.proxy.ProxyLimits;
import usher.router.upstream.LoopLegs;
import usher.router.upstream.UpstreamLimits;

/** {@code POST /rooms}: a fresh id, placed on a node. On the player's event loop. */
final class RoomCreation {
  private static final String PATH = "/rooms";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Edge edge;
  private final LoopLegs legs;
  private final PlayerHandler player;
  private final Doorkeeper keeper;
  private boolean over;

  RoomCreation(Edge edge, LoopLegs legs, PlayerHandler player, Doorkeeper keeper) {
    this.edge = edge;
    this.legs = legs;
    this.player = player;
    this.keeper = keeper;
  }

  static boolean isAsked(HttpRequest head) {
    return head.method().equals(HttpMethod.POST)
        && (head.uri().equals(PATH) || head.uri().startsWith(PATH + "?"));
  }

  void start(HttpRequest head) {
    if (HttpUtil.getContentLength(head, 0L) > EdgeLimits.CREATE_BODY_BYTES
        || head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      player.refuse(
          CloseReason.BODY_TOO_LARGE,
          "a body here has at most " + EdgeLimits.CREATE_BODY_BYTES + " bytes, and a length",
          0);
      return;
    }
    RoomId room = RoomId.fresh(RANDOM);
    Refusal wrong = keeper.wrongFor(room);
    if (wrong != null) {
      player.refuse(wrong.reason(), wrong.detail(), 0);
      return;
    }
    long deadlineNs = System.nanoTime() + ProxyLimits.HANDSHAKE.toNanos();
    boolean posted =
        edge.inbox()
            .post(
                new ClusterEvent.Locate(
                    room,
                    null,
                    deadlineNs,
                    located -> legs.loop().execute(() -> onLocated(room, located))));
    if (!posted) {
      player.refuse(
          CloseReason.ROOM_UNAVAILABLE,
          "too many requests for rooms at once",
          UpstreamLimits.RETRY_AFTER_MS);
    }
  }

  void stop() {
    over = true;
  }

  private void onLocated(RoomId room, Located located) {
    if (over) {
      return;
    }
    over = true;
    if (located instanceof Located.At at) {
      edge.metrics().roomCreated();
      player.answer(Answers.created(room, edge.config().route().targetOf(room), at.pin().node()));
    } else if (located instanceof Located.Nowhere nowhere) {
      player.refuse(nowhere.reason(), "a room can be served nowhere now", nowhere.retryAfterMs());
    }
  }
}
