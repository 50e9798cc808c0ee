package usher.common.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of Netty's transports, chosen once at the start.
 *
 * @param name as in {@link TransportChoice}, in lower case
 * @param why why this one was chosen, for the log
 */
public record Transport(
    String name,
    String why,
    Supplier<IoHandlerFactory> handlers,
    Class<? extends SocketChannel> socketChannel,
    Class<? extends ServerSocketChannel> serverSocketChannel,
    Class<? extends DatagramChannel> datagramChannel) {
  /** How many completions wait at most on one event loop's ring, of 16 bytes each. */
  private static final int COMPLETIONS = 16_384;

  private static final String ACCEPTS_MANY = "io.netty.iouring.acceptMultiShotEnabled";

  static {
    // Netty asks again at once for what failed, though the port rests: without a free file
    // descriptor that is a core and a log full of it (so in 4.2.18).
    if (System.getProperty(ACCEPTS_MANY) == null) {
      System.setProperty(ACCEPTS_MANY, "false");
    }
  }

  /**
   * The transport for a choice.
   *
   * @throws IllegalArgumentException if the chosen one does not work here; the message says why
   */
  public static Transport of(TransportChoice choice) {
    return switch (choice) {
      case AUTO -> auto();
      case IO_URING ->
          required(
              ioUring("--transport io_uring"), "io_uring", cause(IoUring.unavailabilityCause()));
      case EPOLL ->
          required(epoll("--transport epoll"), "epoll", cause(Epoll.unavailabilityCause()));
      case NIO -> nio("--transport nio");
    };
  }

  /**
   * The transport of a node for a choice. Auto takes epoll first: as fast for a node's few links,
   * and the sockets of a process that died refuse at once, where the kernel takes 10 to 20 ms to
   * end a ring's, for which its players would wait.
   *
   * @throws IllegalArgumentException if the chosen one does not work here; the message says why
   */
  public static Transport ofNode(TransportChoice choice) {
    Transport epoll =
        choice == TransportChoice.AUTO
            ? epoll("a node that dies is known to be dead soonest")
            : null;
    return epoll != null ? epoll : of(choice);
  }

  /**
   * A group of event loops of this transport, with threads named {@code name-0}, {@code name-1}.
   */
  public EventLoopGroup group(String threadName, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(threadName), handlers.get());
  }

  /** What resolves names without blocking an event loop; literal addresses pass it untouched. */
  public AddressResolverGroup<InetSocketAddress> resolver() {
    return new DnsAddressResolverGroup(
        new DnsNameResolverBuilder()
            .datagramChannelType(datagramChannel)
            .nameServerProvider(DnsServerAddressStreamProviders.platformDefault()));
  }

  private static Transport auto() {
    Transport uring = ioUring("the fastest that works here");
    if (uring != null) {
      return uring;
    }
    String noUring = "io_uring is not available: " + cause(IoUring.unavailabilityCause());
    Transport epoll = epoll(noUring);
    return epoll != null
        ? epoll
        : nio(noUring + "; epoll is not available: " + cause(Epoll.unavailabilityCause()));
  }

  private static @Nullable Transport ioUring(String why) {
    return IoUring.isAvailable()
        ? new Transport(
            "io_uring",
            why,
            Transport::ring,
            IoUringSocketChannel.class,
            IoUringServerSocketChannel.class,
            IoUringDatagramChannel.class)
        : null;
  }

  /**
   * A ring whose completions have room for a broadcast to every seat of a loop: one that overflows
   * costs more system calls, and a line in the log each time.
   */
  private static IoHandlerFactory ring() {
    return IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(COMPLETIONS));
  }

  private static @Nullable Transport epoll(String why) {
    return Epoll.isAvailable()
        ? new Transport(
            "epoll",
            why,
            HeldEpoll::factory,
            EpollSocketChannel.class,
            EpollServerSocketChannel.class,
            EpollDatagramChannel.class)
        : null;
  }

  private static Transport nio(String why) {
    return new Transport(
        "nio",
        why,
        NioIoHandler::newFactory,
        NioSocketChannel.class,
        NioServerSocketChannel.class,
        NioDatagramChannel.class);
  }

  private static Transport required(@Nullable Transport transport, String name, String why) {
    if (transport == null) {
      throw new IllegalArgumentException(
          "--transport " + name + " does not work here (" + why + "); auto picks one that does");
    }
    return transport;
  }

  private static String cause(@Nullable Throwable cause) {
    return cause == null
        ? "unknown"
        : String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
  }
}
