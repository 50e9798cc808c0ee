package usher.node.player;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import usher.common.net.Binding;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.LoopDeath;
import usher.common.net.Transport;
import usher.common.tls.TlsPort;
import usher.node.feed.FeedDoor;
import usher.node.link.Links;
import usher.node.room.RoomRegistry;

/** The port that players reach a node on. */
public final class PlayerPort {
  private static final int BACKLOG = 1_024;
  private static final long PACE_NS = 1_000_000;

  private final EventLoopGroup group;
  private final LoopDeath death;
  private final Channel listening;
  private final AtomicInteger connections;

  private PlayerPort(
      EventLoopGroup group, LoopDeath death, Channel listening, AtomicInteger connections) {
    this.group = group;
    this.death = death;
    this.listening = listening;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param maxSeats the node's seats: a few more connections than that are taken
   * @param links what routers are given at {@code /link}; null where that is nothing
   * @param tls of the port
   * @throws CannotListenException if the address cannot be bound
   */
  public static PlayerPort open(
      HostPort address,
      Transport transport,
      int threads,
      int maxSeats,
      RoomRegistry rooms,
      FeedDoor feeds,
      Outboxes outboxes,
      NodePage page,
      @Nullable Links links,
      TlsPort tls) {
    EventLoopGroup group = transport.group("io", threads);
    AtomicInteger connections = new AtomicInteger();
    int maxConnections = maxSeats + PlayerLimits.SPARE_CONNECTIONS;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverSocketChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(
                    PlayerLimits.MAX_UNREAD_BYTES / 2, PlayerLimits.MAX_UNREAD_BYTES))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.closeFuture().addListener(done -> connections.decrementAndGet());
                    if (connections.incrementAndGet() > maxConnections) {
                      channel.close();
                      return;
                    }
                    tls.install(channel);
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(heads()))
                        .addLast(new RequestHandler(rooms, feeds, outboxes, page, links));
                  }
                });
    try {
      Channel listening = Binding.bind(bootstrap, "--listen", address);
      LoopDeath death = LoopDeath.endsProcess().watch(group);
      return new PlayerPort(group, death, listening, connections);
    } catch (CannotListenException e) {
      group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw e;
    }
  }

  private static HttpDecoderConfig heads() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(PlayerLimits.MAX_HEAD_BYTES / 2)
        .setMaxHeaderSize(PlayerLimits.MAX_HEAD_BYTES / 2);
  }

  /** The port that was bound. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Takes no new connections. Blocks until that is so, at most so long. */
  public void stopListening(long timeoutMs) {
    listening.close().awaitUninterruptibly(timeoutMs);
  }

  /** Takes no new connections, gives those that are open so long to end, and ends. Blocks. */
  public void close(long timeoutMs) {
    stopListening(timeoutMs);
    long deadline = System.nanoTime() + timeoutMs * 1_000_000;
    while (connections.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PACE_NS);
    }
    death.stopping();
    group.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS).awaitUninterruptibly(timeoutMs);
  }
}
