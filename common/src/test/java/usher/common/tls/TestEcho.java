package usher.common.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import usher.common.config.ReloadReport;
import usher.common.config.Reloads;
import usher.common.net.Binding;
import usher.common.net.HostPort;
import usher.common.tls.TestAuthority.Issued;

/** A port with TLS that says what it hears; {@code bye} ends what it sends. */
final class TestEcho implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Reloads reloads = new Reloads();
  private final TlsThreads threads = new TlsThreads();
  private final List<Channel> open = new CopyOnWriteArrayList<>();
  private final TlsPort port;
  private final Channel listening;

  private TestEcho(TlsFiles files) {
    port = TlsPort.open("echo", files, threads);
    port.reloadWith(reloads);
    listening =
        Binding.bind(
            new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                    new ChannelInitializer<Channel>() {
                      @Override
                      protected void initChannel(Channel channel) {
                        port.install(channel);
                        channel.pipeline().addLast(new Echo());
                        open.add(channel);
                      }
                    }),
            "--listen",
            new HostPort("127.0.0.1", 0));
  }

  static TestEcho open(Issued own, @Nullable Path clientAuthorities) {
    return new TestEcho(
        Objects.requireNonNull(
            TlsFiles.ofPort("--tls-", own.certificate(), own.key(), clientAuthorities)));
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean bye = ((ByteBuf) message).toString(StandardCharsets.US_ASCII).equals("bye");
      if (bye) {
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      }
      ctx.writeAndFlush(message)
          .addListener(
              written -> {
                if (bye) {
                  TlsOutput.end((DuplexChannel) ctx.channel());
                }
              });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  int port() {
    return address().port();
  }

  HostPort address() {
    return Binding.addressOf(listening);
  }

  TlsCounters counters() {
    return port.counters();
  }

  ReloadReport.Outcome reload() {
    return reloads.reloadAll().outcomes().get(0);
  }

  /** Writes one shared buffer to all, then each its own, and flushes then only. */
  void sayToAll(String shared, Function<Channel, String> own) {
    group
        .next()
        .submit(
            () -> {
              ByteBuf all = Unpooled.buffer(256);
              ByteBufUtil.writeAscii(all, shared);
              open.forEach(channel -> channel.write(all.retainedDuplicate()));
              open.forEach(
                  channel ->
                      channel.write(
                          Unpooled.copiedBuffer(own.apply(channel), StandardCharsets.US_ASCII)));
              open.forEach(Channel::flush);
              all.release();
            });
  }

  /** A connection of a peer that is not ours, with its handshake done. */
  SSLSocket dial(TestAuthority authority, @Nullable Issued own, String... protocols)
      throws IOException {
    SSLContext context = authority.context(own);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port());
    socket.setSoTimeout(10_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  /** Dials as our own processes do: {@code shaken}, or why not. */
  String dialAs(TlsDial dial, HostPort peer) throws Exception {
    List<Future<Channel>> shaken = new CopyOnWriteArrayList<>();
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel dialled) {
                    shaken.add(dial.install(dialled, peer));
                    dialled.pipeline().addLast(new Echo());
                  }
                })
            .connect(peer.host(), peer.port())
            .sync()
            .channel();
    Throwable cause = shaken.get(0).awaitUninterruptibly().cause();
    channel.close().sync();
    return cause == null ? "shaken" : String.valueOf(TlsFailure.words(cause));
  }

  static String ask(SSLSocket socket, String what) throws IOException {
    socket.getOutputStream().write(what.getBytes(StandardCharsets.US_ASCII));
    return read(socket, what.length());
  }

  static String read(SSLSocket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    threads.close();
  }
}
