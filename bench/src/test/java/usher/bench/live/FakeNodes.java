package usher.bench.live;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import usher.common.net.HostPort;

/**
 * Nodes that are made up: each has a control connection and rooms, beats, opens what it is given,
 * and hands over what it is asked for. Nobody plays on them. One thread.
 */
final class FakeNodes implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int BACKLOG = 4_096;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<FakeNode> nodes = new ArrayList<>();
  private final Channel door;
  private final InetSocketAddress control;

  /** Nodes for the router whose control port is here. */
  FakeNodes(HostPort control) {
    // A thousand nodes on one thread: what they cost is not to be measured.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    this.control = new InetSocketAddress(control.host(), control.port());
    door =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public boolean isSharable() {
                    return true;
                  }

                  @Override
                  public void channelRead(ChannelHandlerContext ctx, Object message) {
                    ReferenceCountUtil.release(message);
                    ctx.close();
                  }

                  @Override
                  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                    ctx.close();
                  }
                })
            .bind("0.0.0.0", 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Starts so many nodes, each of which holds so many rooms: {@code room-0} and on. */
  void start(int count, int rooms) {
    int port = ((InetSocketAddress) door.localAddress()).getPort();
    for (int i = 0; i < count; i++) {
      HostPort address = new HostPort("127.1." + (i / 200) + "." + (1 + i % 200), port);
      FakeNode node = new FakeNode(i, address, rooms);
      nodes.add(node);
      connect(node);
    }
  }

  private void connect(FakeNode node) {
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_MESSAGE_BYTES))
                    .addLast(node.socket(control))
                    .addLast(node);
              }
            })
        .connect(control);
  }

  /** Ends a node's connection as if its process had been killed; it comes back after so long. */
  void kill(int index, long backAfterMs) {
    FakeNode node = nodes.get(index);
    node.kill();
    loops.schedule(
        () -> {
          FakeNode again = node.again();
          nodes.set(index, again);
          connect(again);
        },
        backAfterMs,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
  }
}
