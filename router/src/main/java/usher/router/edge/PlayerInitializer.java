package usher.router.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.common.tls.TlsFailure;
import usher.router.access.AccessLog;
import usher.router.access.AccessNote;
import usher.router.edge.origin.ProxyHeaderHandler;
import usher.router.pin.Pin;

/** Lets a new connection in, or shows it out when there are too many. */
final class PlayerInitializer extends ChannelInitializer<Channel> {
  private final Edge edge;
  private final Map<EventLoop, EdgeLoop> loops;
  private final AtomicInteger players = new AtomicInteger();
  private final TurnedAway turnedAway = new TurnedAway();
  private final TlsNote tlsNote = new TlsNote();

  PlayerInitializer(Edge edge, Map<EventLoop, EdgeLoop> loops) {
    this.edge = edge;
    this.loops = loops;
  }

  @Override
  protected void initChannel(Channel channel) {
    AccessLog access = edge.access();
    if (access != null) {
      note(channel, access);
    }
    edge.metrics().playerConnected();
    CloseReason refused = edge.limits().refusal(players.incrementAndGet());
    if (refused != null) {
      players.decrementAndGet();
      // It holds no place, however long it takes to read why.
      edge.metrics().playerGone();
      refuse(channel, refused);
      return;
    }
    channel
        .closeFuture()
        .addListener(
            closed -> {
              players.decrementAndGet();
              edge.metrics().playerGone();
            });
    Door door = edge.config().door();
    if (!door.proxyHeaders()) {
      addressKnown(channel, null);
      return;
    }
    boolean due = door.proxies().contains(ClientAddress.peer(channel));
    channel
        .pipeline()
        .addLast(
            new ProxyHeaderHandler(
                due,
                edge.limits().now().handshake(),
                own(channel).deadlines().unset(),
                new Source(channel)));
  }

  /** Who connected to a proxy. */
  private final class Source implements ProxyHeaderHandler.Listener {
    private final Channel channel;

    Source(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void onSource(@Nullable InetAddress source) {
      addressKnown(channel, source);
    }

    @Override
    public void onWrong() {
      AccessNote.ends(channel, CloseReason.WRONG_PROXY, AccessNote.By.ROUTER);
      edge.metrics().refused(CloseReason.WRONG_PROXY);
    }
  }

  /** Who connected is certain: only now is anything else of the connection looked at. */
  private void addressKnown(Channel channel, @Nullable InetAddress source) {
    ClientAddress.known(channel, source);
    CloseReason refused = edge.connectRefusal(channel);
    if (refused != null) {
      refuse(channel, refused);
      return;
    }
    if (edge.config().tls().isOn()) {
      edge.config().tls().install(channel);
      channel.pipeline().addLast(tlsNote);
    }
    new PlayerHandler(edge, own(channel), channel).install();
  }

  private EdgeLoop own(Channel channel) {
    EdgeLoop own = loops.get(channel.eventLoop());
    if (own == null) {
      throw new IllegalStateException("a loop that is none of ours");
    }
    return own;
  }

  private void note(Channel channel, AccessLog access) {
    AccessNote note = AccessNote.begin(channel);
    channel.pipeline().addFirst(new NoteEnd(channel, note, access));
  }

  /** Notes why a connection is sent away for that it speaks no TLS. */
  @Sharable
  private static final class TlsNote extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof TlsFailure failure) {
        AccessNote.ends(ctx.channel(), failure.word(), AccessNote.By.ROUTER);
      }
      ctx.fireUserEventTriggered(event);
    }
  }

  /** Unregistered a channel is once all handlers have heard that it is closed. */
  private final class NoteEnd extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final AccessNote note;
    private final AccessLog access;

    NoteEnd(Channel channel, AccessNote note, AccessLog access) {
      this.channel = channel;
      this.note = note;
      this.access = access;
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
      RoomId room = note.room();
      Pin pin = room == null ? null : own(channel).pins().get(room);
      if (pin != null) {
        AccessNote.at(channel, pin.node().incarnation().node().toString(), pin.epoch());
      }
      note.end(ClientAddress.of(channel), access);
      ctx.fireChannelUnregistered();
    }
  }

  private void refuse(Channel channel, CloseReason reason) {
    AccessNote.ends(channel, reason, AccessNote.By.ROUTER);
    edge.metrics().refused(reason);
    turnedAway.out(channel, reason, !edge.config().tls().isOn(), own(channel).deadlines().unset());
  }
}
