package usher.router.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import usher.common.player.CloseReason;
import usher.router.edge.origin.ProxyHeaderHandler;

/** Lets a new connection in, or shows it out when there are too many. */
final class PlayerInitializer extends ChannelInitializer<Channel> {
  private static final String FULL =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"
          + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";

  private final Edge edge;
  private final Map<EventLoop, EdgeLoop> loops;
  private final AtomicInteger players = new AtomicInteger();
  private final byte[] full;

  PlayerInitializer(Edge edge, Map<EventLoop, EdgeLoop> loops) {
    this.edge = edge;
    this.loops = loops;
    String body =
        "{\"error\":\"%s\",\"detail\":\"the router takes at most %d players at once\"}%n"
            .formatted(CloseReason.TOO_MANY_PLAYERS.word(), edge.config().maxPlayers());
    this.full = FULL.formatted(body.length(), body).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected void initChannel(Channel channel) {
    if (players.incrementAndGet() > edge.config().maxPlayers()) {
      players.decrementAndGet();
      edge.metrics().refused(CloseReason.TOO_MANY_PLAYERS);
      if (edge.config().tls().isOn()) {
        // No words before a handshake, and one for a player who is refused would cost too much.
        channel.close();
        return;
      }
      channel.writeAndFlush(Unpooled.wrappedBuffer(full)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    edge.metrics().playerConnected();
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
        .addLast(new ProxyHeaderHandler(due, edge.config().headDeadline(), new Source(channel)));
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
      edge.metrics().refused(CloseReason.WRONG_PROXY);
    }
  }

  /** Who connected is certain: only now is anything else of the connection looked at. */
  private void addressKnown(Channel channel, @Nullable InetAddress source) {
    ClientAddress.known(channel, source);
    EdgeLoop own = loops.get(channel.eventLoop());
    if (own == null) {
      throw new IllegalStateException("a loop that is none of ours");
    }
    if (edge.config().tls().isOn()) {
      edge.config().tls().install(channel);
    }
    new PlayerHandler(edge, own, channel).install();
  }
}
