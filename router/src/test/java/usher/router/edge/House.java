package usher.router.edge;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.router.access.AccessLog;
import usher.router.site.SiteLoader;

/** A player port on its own loops, over a fake cluster. */
final class House implements AutoCloseable {
  private static final int LAST_LOOKS = 100;
  private static final long LOOK_NS = 5_000_000;

  final FakeCluster cluster = new FakeCluster();
  final EdgeCounters counters = new EdgeCounters();
  final PlayerPort port;
  private final EventLoopGroup loops;

  House(TransportChoice choice) {
    this(choice, config -> config);
  }

  House(TransportChoice choice, UnaryOperator<EdgeConfig> change) {
    this(choice, change, null);
  }

  House(TransportChoice choice, UnaryOperator<EdgeConfig> change, @Nullable AccessLog access) {
    Transport transport = Transport.of(choice);
    loops = transport.group("edge", 1);
    EdgeConfig config = change.apply(EdgeConfig.at(new HostPort("127.0.0.1", 0)));
    port =
        PlayerPort.open(
            config,
            SiteLoader.load(House.class.getClassLoader()),
            transport,
            loops,
            cluster.pins,
            cluster,
            counters,
            access);
  }

  int port() {
    return port.address().port();
  }

  String url(String path) {
    return "ws://127.0.0.1:" + port() + path;
  }

  /**
   * Waits a little for players who hang up just now: by io_uring, what is being written when its
   * loop ends is told as a leak.
   */
  @Override
  public void close() {
    port.close();
    for (int i = 0; i < LAST_LOOKS && counters.playersOpen() > 0; i++) {
      LockSupport.parkNanos(LOOK_NS);
    }
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
