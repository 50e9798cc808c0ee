package usher.bench.compare.echo;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import usher.common.net.HostPort;
import usher.common.net.Transport;

/** Players and upstreams, on one thread. */
public final class EchoLoad implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final Transport transport;
  private final EventLoopGroup group;
  private final EventLoop loop;

  public EchoLoad(Transport transport) {
    this.transport = transport;
    this.group = transport.group("echo", 1);
    this.loop = group.next();
  }

  /** Binds this many upstreams to free ports of loopback. */
  public List<HostPort> upstreams(int count) throws InterruptedException {
    List<HostPort> upstreams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Channel listener =
          new ServerBootstrap()
              .group(group)
              .channel(transport.serverSocketChannel())
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      channel.pipeline().addLast(new EchoUpstream());
                    }
                  })
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      int port = ((InetSocketAddress) listener.localAddress()).getPort();
      upstreams.add(new HostPort("127.0.0.1", port));
    }
    return upstreams;
  }

  /** Seats players behind a proxy, each in a room of its own, and waits until all are upgraded. */
  public Crowd crowd(HostPort proxy, int players) throws InterruptedException {
    Crowd crowd = new Crowd(this, proxy);
    crowd.connect(players);
    return crowd;
  }

  /** Connects, upgrades and closes, in {@code rooms} rooms, so many at a time. */
  public Handshakes handshakes(HostPort proxy, int rooms, int atATime) {
    Handshakes handshakes = new Handshakes(this, proxy, rooms);
    handshakes.start(atATime);
    return handshakes;
  }

  EventLoop loop() {
    return loop;
  }

  static String path(int room) {
    return "/rooms/r" + room;
  }

  /** Opens a socket; whatever becomes of it, the driver hears of its end. */
  void connect(HostPort proxy, String path, EchoPlayer.Driver driver) {
    EchoPlayer player = new EchoPlayer(proxy.toString(), path, driver);
    new Bootstrap()
        .group(loop)
        .channel(transport.socketChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(player)
        .connect(proxy.host(), proxy.port())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                driver.onEnded(player, false);
              }
            });
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
