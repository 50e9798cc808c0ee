package usher.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;

/** The relay game in a few lines, on one loop, with the faults that a test asks for. */
final class FakeRelay implements AutoCloseable {
  private final EventLoopGroup group;
  private final Channel listener;
  private final Map<String, Set<Channel>> rooms = new HashMap<>();
  private final AtomicInteger welcomes = new AtomicInteger();
  private final Fault fault;

  enum Fault {
    NONE,
    /** Every other player of a room is told another node at the same epoch. */
    TWO_NODES,
    /** Each player's first command ends its first socket. */
    CLOSES_ONCE,
    /** Every command is swallowed. */
    SILENT
  }

  FakeRelay(Fault fault) {
    this.fault = fault;
    Transport transport = Transport.of(TransportChoice.NIO);
    group = transport.group("fake-relay", 1);
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverSocketChannel())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketServerProtocolHandler("/rooms", true),
                            new Seat());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  String url() {
    return "ws://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Seat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private Set<Channel> room = Set.of();
    private boolean resumed;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete handshake) {
        QueryStringDecoder uri = new QueryStringDecoder(handshake.requestUri());
        room = rooms.computeIfAbsent(uri.path(), any -> new HashSet<>());
        room.add(context.channel());
        resumed = uri.parameters().containsKey("seat");
        int number = welcomes.incrementAndGet();
        String node = fault == Fault.TWO_NODES && room.size() % 2 == 0 ? "node-2" : "node-1";
        var unused =
            context.writeAndFlush(
                new TextWebSocketFrame(
                    "{\"type\":\"welcome\",\"node\":\"%s\",\"seat\":\"s%d\",\"id\":\"7-0\",\"seq\":0}"
                        .formatted(node, number)));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      if (fault == Fault.CLOSES_ONCE && !resumed) {
        var unused = context.writeAndFlush(new CloseWebSocketFrame(1012, "node-lost"));
      } else if (fault != Fault.SILENT) {
        for (Channel member : room) {
          var unused = member.writeAndFlush(frame.retainedDuplicate());
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      room.remove(context.channel());
    }
  }
}
