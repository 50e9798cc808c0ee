package usher.router.edge.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlushesTest {
  private static final int WATCHERS = 20 * Flushes.MAX_SPECTATORS_AT_ONCE;
  private static final long SECONDS = 20;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<String> flushed = new ArrayList<>();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private Flushes.Socket socket(String name, boolean watches, Runnable then) {
    return new Flushes.Socket() {
      @Override
      public boolean watches() {
        return watches;
      }

      @Override
      public void flush() {
        flushed.add(name);
        then.run();
      }
    };
  }

  @Test
  void aPlayerIsHeardWhileThousandsWhoWatchAreFlushed() throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    CompletableFuture<Integer> heardAfter = new CompletableFuture<>();
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelActive(ChannelHandlerContext ctx) {
                    accepted.complete(ctx.channel());
                  }

                  @Override
                  public void channelRead(ChannelHandlerContext ctx, Object message) {
                    ReferenceCountUtil.release(message);
                    heardAfter.complete(flushed.size());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    CompletableFuture<Void> all = new CompletableFuture<>();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    try (Socket player = new Socket(InetAddress.getLoopbackAddress(), port)) {
      accepted.get(SECONDS, TimeUnit.SECONDS);
      Flushes flushes = new Flushes(group.next());
      group
          .next()
          .submit(
              () -> {
                player.getOutputStream().write('x');
                for (int i = 1; i < WATCHERS; i++) {
                  flushes.add(socket("watcher", true, () -> {}));
                }
                flushes.add(socket("watcher", true, () -> all.complete(null)));
                return null;
              })
          .get(SECONDS, TimeUnit.SECONDS);
      all.get(SECONDS, TimeUnit.SECONDS);
      int before = heardAfter.get(SECONDS, TimeUnit.SECONDS);
      assertTrue(
          before <= 2 * Flushes.MAX_SPECTATORS_AT_ONCE,
          before + " who watch were flushed before a player was heard");
    }
  }

  @Test
  void whoPlaysIsFlushedBeforeTheNextOfThoseWhoWatch() throws Exception {
    CompletableFuture<Void> all = new CompletableFuture<>();
    Flushes flushes = new Flushes(group.next());
    Flushes.Socket player = socket("player", false, () -> {});
    group
        .next()
        .submit(
            () -> {
              flushes.add(socket("watcher", true, () -> flushes.add(player)));
              for (int i = 2; i < WATCHERS; i++) {
                flushes.add(socket("watcher", true, () -> {}));
              }
              flushes.add(socket("watcher", true, () -> all.complete(null)));
            })
        .get(SECONDS, TimeUnit.SECONDS);
    all.get(SECONDS, TimeUnit.SECONDS);
    assertEquals(WATCHERS + 1, flushed.size());
    assertEquals(Flushes.MAX_SPECTATORS_AT_ONCE, flushed.indexOf("player"));
  }
}
