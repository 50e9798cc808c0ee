package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A connection that is not read for a while, and whose peer ends or dies meanwhile. */
@ExtendWith(LeakWatch.class)
class PausedReadingTest {
  private static final int MUCH = 60_000;
  private static final int WAIT_SECONDS = 10;

  private final AtomicInteger read = new AtomicInteger();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
  private EventLoopGroup loops;

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = Mode.EXCLUDE, names = "AUTO")
  void allThatCameBeforeAFinIsReadAfterThePause(TransportChoice choice) throws Exception {
    try (Socket peer = connect(choice, true)) {
      Channel here = accepted.get(WAIT_SECONDS, TimeUnit.SECONDS);
      peer.getOutputStream().write(new byte[MUCH]);
      peer.shutdownOutput();
      letTheLoopLook(here);
      here.config().setAutoRead(true);
      assertEquals("fin", end.get(WAIT_SECONDS, TimeUnit.SECONDS));
      assertEquals(MUCH, read.get());
      here.writeAndFlush(here.alloc().buffer().writeByte('!')).sync();
      assertEquals('!', peer.getInputStream().read());
      here.close().sync();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = Mode.EXCLUDE, names = "AUTO")
  void thePauseMayComeAndGoOnceMore(TransportChoice choice) throws Exception {
    try (Socket peer = connect(choice, true)) {
      Channel here = accepted.get(WAIT_SECONDS, TimeUnit.SECONDS);
      peer.getOutputStream().write(new byte[MUCH]);
      peer.shutdownOutput();
      letTheLoopLook(here);
      while (!end.isDone()) {
        here.read();
        letTheLoopLook(here);
      }
      assertEquals("fin", end.get());
      assertEquals(MUCH, read.get());
      here.close().sync();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = Mode.EXCLUDE, names = "AUTO")
  void allThatCameBeforeAnEndIsReadWhereHalfOpenIsNotAllowed(TransportChoice choice)
      throws Exception {
    try (Socket peer = connect(choice, false)) {
      Channel here = accepted.get(WAIT_SECONDS, TimeUnit.SECONDS);
      peer.getOutputStream().write(new byte[MUCH]);
      peer.shutdownOutput();
      letTheLoopLook(here);
      here.config().setAutoRead(true);
      assertEquals("closed", end.get(WAIT_SECONDS, TimeUnit.SECONDS));
      assertEquals(MUCH, read.get());
    }
  }

  /** Between two timers the loop asks the kernel what there is. */
  private static void letTheLoopLook(Channel channel) throws Exception {
    for (int i = 0; i < 3; i++) {
      channel.eventLoop().schedule(() -> {}, 2, TimeUnit.MILLISECONDS).sync();
    }
  }

  private Socket connect(TransportChoice choice, boolean halfOpen) throws Exception {
    Transport transport = Transport.of(choice);
    loops = transport.group("paused", 1);
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverSocketChannel())
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, halfOpen)
            .childHandler(new Counting())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private final class Counting extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Count());
    }
  }

  private final class Count extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      accepted.complete(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      read.addAndGet(bytes.readableBytes());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == ChannelInputShutdownEvent.INSTANCE) {
        end.complete("fin");
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end.complete("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end.complete(cause.toString());
    }
  }
}
