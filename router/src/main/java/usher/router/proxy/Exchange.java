package usher.router.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.router.access.AccessNote;
import usher.router.cluster.ProbeOutcome;
import usher.router.deadline.Deadline;
import usher.router.pin.Pin;
import usher.router.tunnel.Tunnel;
import usher.router.tunnel.TunnelMetrics;
import usher.router.upstream.LoopLegs;
import usher.router.upstream.NodeLeg;
import usher.router.upstream.RoomDialer;
import usher.router.upstream.UpstreamLimits;

/**
 * One request of a player and its answer by the room's node. The request's head is kept until the
 * answer begins, so that the request can go to another node when the first one dies.
 *
 * <p>Both connections are on one event loop, which owns the exchange.
 */
public final class Exchange implements RoomDialer.Listener {
  private final PlayerSide player;
  private final Request request;
  private final TunnelMetrics metrics;
  private final RoomDialer dialer;
  private final PendingBody pending = new PendingBody();
  private final Deadline deadline;

  private Phase phase = Phase.DIALING;
  private @Nullable NodeLeg leg;
  private @Nullable HttpResponse switching;
  private boolean interim;
  private boolean bodySent;
  private boolean bodyWhole;
  private boolean keepAlive;

  private enum Phase {
    DIALING,
    WAITING,
    ANSWERING,
    OVER
  }

  /**
   * An exchange that has not begun.
   *
   * @param upgradeKey the Sec-WebSocket-Key of a checked upgrade; null for a plain request
   */
  public Exchange(
      PlayerSide player,
      LoopLegs legs,
      RoomId room,
      HttpRequest head,
      @Nullable String upgradeKey,
      TunnelMetrics metrics) {
    this.player = player;
    this.request = new Request(head, upgradeKey);
    this.deadline = player.deadlines().unset();
    this.metrics = metrics;
    long deadlineNs = System.nanoTime() + ProxyLimits.HANDSHAKE.toNanos();
    this.dialer = new RoomDialer(legs, room, deadlineNs, this);
  }

  /** Begins. */
  public void start() {
    request.prepare();
    deadline.in(ProxyLimits.HANDSHAKE, this::onDeadline);
    dialer.start();
  }

  /** A part of the request's body; the exchange releases it. */
  public void onBody(HttpContent part) {
    NodeLeg open = leg;
    bodyWhole |= part instanceof LastHttpContent;
    if (phase == Phase.OVER || !request.hasBody()) {
      part.release();
    } else if (open == null) {
      pending.add(part);
      player.channel().config().setAutoRead(bodyWhole);
    } else {
      writeBody(open.channel(), part);
    }
  }

  /** The player's read pauses: what was written goes out. */
  public void onBodyPause() {
    if (leg != null && phase != Phase.OVER) {
      leg.channel().flush();
    }
  }

  /** The player takes more, or takes no more for now. */
  public void onPlayerWritability() {
    if (leg != null && phase == Phase.ANSWERING) {
      leg.channel().config().setAutoRead(player.channel().isWritable());
    }
  }

  /** The player is gone, or its request turned out to be no good. */
  public void abort() {
    if (phase != Phase.OVER) {
      over();
    }
  }

  @Override
  public ChannelHandler newNodeHandler() {
    return new NodeInitializer(this);
  }

  @Override
  public void onConnected(NodeLeg connected) {
    leg = connected;
    phase = Phase.WAITING;
    if (!request.isUpgrade()) {
      deadline.in(ProxyLimits.ANSWER, this::onDeadline);
    }
    Channel node = connected.channel();
    node.write(request.head(), node.voidPromise());
    if (request.isUpgrade() || !request.hasBody()) {
      node.write(LastHttpContent.EMPTY_LAST_CONTENT, node.voidPromise());
    } else {
      pending.drainTo(part -> writeBody(node, part));
      player.channel().config().setAutoRead(true);
    }
    node.flush();
  }

  @Override
  public void onEnd(CloseReason reason) {
    if (reason == CloseReason.NODE_LOST) {
      nodeFailed(true);
    } else if (reason == CloseReason.ROOM_CLOSED) {
      if (leg != null) {
        Pin pin = leg.pin();
        AccessNote.at(player.channel(), pin.node().incarnation().node().toString(), pin.epoch());
      }
      refuse(reason, "an operator closed the room", 0);
    } else {
      refuse(reason, "the router is stopping", UpstreamLimits.RETRY_AFTER_MS);
    }
  }

  @Override
  public void onNowhere(CloseReason reason, String detail, long retryAfterMs) {
    refuse(reason, detail, retryAfterMs);
  }

  void onAnswer(Channel from, HttpObject part) {
    if (phase == Phase.OVER || leg == null || leg.channel() != from) {
      ReferenceCountUtil.release(part);
    } else if (part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(part);
      badUpstream("the node's answer is no HTTP");
    } else if (part instanceof HttpResponse head) {
      onAnswerHead(head);
    } else if (interim) {
      ReferenceCountUtil.release(part);
      interim = !(part instanceof LastHttpContent);
    } else if (switching != null) {
      ReferenceCountUtil.release(part);
      becomeTunnel(leg, switching);
    } else {
      onAnswerBody((HttpContent) part);
    }
  }

  void onAnswerPause(Channel from) {
    if (leg != null && leg.channel() == from && phase == Phase.ANSWERING) {
      player.channel().flush();
    }
  }

  void onNodeWritability(Channel node) {
    if (leg != null && leg.channel() == node && phase != Phase.OVER && request.hasBody()) {
      player.channel().config().setAutoRead(node.isWritable());
    }
  }

  void onNodeGone(Channel node) {
    if (leg != null && leg.channel() == node && phase != Phase.OVER) {
      nodeFailed(false);
    }
  }

  private void onAnswerHead(HttpResponse head) {
    int status = head.status().code();
    if (status == 101) {
      String wrong = request.wrongSwitch(head);
      if (wrong != null) {
        badUpstream(wrong);
      } else {
        switching = head;
      }
    } else if (status < 200) {
      interim = true;
      if (status == 100 && request.expectsContinue()) {
        player.sendContinue();
      }
    } else {
      deadline.cancel();
      phase = Phase.ANSWERING;
      keepAlive = request.mayKeepAlive() && bodyWhole;
      request.frameAnswer(head, keepAlive);
      player.channel().write(head, player.channel().voidPromise());
    }
  }

  private void onAnswerBody(HttpContent part) {
    Channel to = player.channel();
    boolean last = part instanceof LastHttpContent;
    to.write(part, to.voidPromise());
    if (last) {
      to.flush();
      over();
      player.answered(keepAlive);
    } else if (!to.isWritable() && leg != null) {
      leg.channel().config().setAutoRead(false);
    }
  }

  private void becomeTunnel(NodeLeg open, HttpResponse head) {
    deadline.cancel();
    phase = Phase.OVER;
    Channel node = open.channel();
    player.leaveHttp(head);
    node.pipeline().remove(NodeAnswerHandler.class);
    Tunnel.open(player.channel(), open, metrics);
    // Last: what the node sent behind its 101 comes out of the codec now, into the tunnel.
    node.pipeline().remove(HttpClientCodec.class);
    player.channel().flush();
  }

  private void writeBody(Channel node, HttpContent part) {
    bodySent = true;
    node.write(part, node.voidPromise());
    if (!node.isWritable()) {
      player.channel().config().setAutoRead(false);
    }
  }

  /** The node died, or hung up, before its answer was whole. */
  private void nodeFailed(boolean lost) {
    if (phase == Phase.ANSWERING) {
      over();
      player.brokenOff();
    } else if (request.mayRepeat() && !bodySent) {
      leg = null;
      switching = null;
      interim = false;
      phase = Phase.DIALING;
      if (lost) {
        dialer.again();
      } else {
        dialer.failed(ProbeOutcome.SILENT);
      }
    } else {
      refuse(
          CloseReason.NODE_LOST,
          "the room's node was lost before it answered; whether it acted is not known",
          UpstreamLimits.RETRY_AFTER_MS);
    }
  }

  private void badUpstream(String detail) {
    refuse(CloseReason.BAD_UPSTREAM, detail, 0);
  }

  private void refuse(CloseReason reason, String detail, long retryAfterMs) {
    if (phase == Phase.ANSWERING) {
      over();
      player.brokenOff();
    } else if (phase != Phase.OVER) {
      over();
      player.refuse(reason, detail, retryAfterMs);
    }
  }

  private void over() {
    phase = Phase.OVER;
    deadline.cancel();
    dialer.stop();
    pending.release();
    NodeLeg open = leg;
    leg = null;
    if (open != null) {
      open.channel().close();
    }
  }

  private void onDeadline() {
    if (phase == Phase.DIALING) {
      refuse(
          CloseReason.ROOM_UNAVAILABLE,
          "the room's node could not be reached in time",
          UpstreamLimits.RETRY_AFTER_MS);
    } else if (phase == Phase.WAITING) {
      refuse(
          CloseReason.ROOM_UNAVAILABLE,
          "the room's node did not answer in time",
          UpstreamLimits.RETRY_AFTER_MS);
    }
  }
}
