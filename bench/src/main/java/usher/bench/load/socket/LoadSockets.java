package usher.bench.load.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** How one event loop of a load makes its sockets, and waits. On the loop. */
public final class LoadSockets {
  private final EventLoop executor;
  private final Class<? extends Channel> socketChannel;
  private final int sources;
  private final Tally errors;

  /**
   * @param sources from how many addresses of loopback it connects
   * @param errors where tasks are counted that failed
   */
  public LoadSockets(
      EventLoop executor, Class<? extends Channel> socketChannel, int sources, Tally errors) {
    this.executor = executor;
    this.socketChannel = socketChannel;
    this.sources = sources;
    this.errors = errors;
  }

  public EventLoop executor() {
    return executor;
  }

  /**
   * Connects one; the owner is told how that ended where it fails, after this has returned.
   *
   * @param number of the owner, which says from where it connects
   */
  public Channel connect(URI uri, Target target, SocketOwner owner, int number) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(executor)
            .channel(socketChannel)
            .handler(new PlayerInitializer(uri, owner));
    InetSocketAddress remote = new InetSocketAddress(target.host(), target.port());
    ChannelFuture connected =
        sources == 1
            ? bootstrap.connect(remote)
            : bootstrap.connect(
                remote, new InetSocketAddress("127.0.0." + (1 + number % sources), 0));
    connected.addListener(
        future -> {
          if (!future.isSuccess()) {
            owner.onEnded(connected.channel(), PlayerHandler.word(future.cause()));
          }
        });
    return connected.channel();
  }

  /** Runs a task after a wait; one that fails is an error of the load's own. Any thread. */
  public void later(Runnable task, long waitNs) {
    var unused =
        executor.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                errors.count("load-" + e.getClass().getSimpleName());
              }
            },
            Math.max(0, waitNs),
            TimeUnit.NANOSECONDS);
  }
}
