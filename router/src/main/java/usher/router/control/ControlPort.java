package usher.router.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.control.RouterMessage;
import usher.common.net.Binding;
import usher.common.net.CannotListenException;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.router.cluster.ClusterInbox;
import usher.router.control.peer.ControlMetrics;
import usher.router.control.peer.ControlPeer;
import usher.router.control.peer.ControlPeers;
import usher.router.control.report.Reports;

/**
 * The control port: nodes dial it, or report to it over plain HTTP. What they say goes to the
 * cluster as events; {@link #send} and {@link #close(long)} are how the cluster's effects reach
 * them. Every method may be called on any thread.
 */
public final class ControlPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPort.class);
  private static final int BACKLOG = 1_024;

  private final ControlPeers peers;
  private final Reports reports;
  private final Channel listener;
  private final ChannelGroup channels;

  private ControlPort(
      ControlPeers peers, Reports reports, Channel listener, ChannelGroup channels) {
    this.peers = peers;
    this.reports = reports;
    this.listener = listener;
    this.channels = channels;
  }

  /**
   * Listens.
   *
   * @param loops where its connections run. Reading the register of a node with 20,000 rooms takes
   *     a loop tens of milliseconds: give it a small group of its own
   * @throws CannotListenException if the address cannot be listened on
   */
  public static ControlPort listen(
      ControlPortConfig config,
      Transport transport,
      EventLoopGroup loops,
      ClusterInbox inbox,
      ControlMetrics metrics) {
    ControlPeers peers = new ControlPeers(inbox);
    Reports reports = new Reports(loops.next(), peers, config.idleMs(), config.leaseMs());
    ChannelGroup channels = new DefaultChannelGroup("control", GlobalEventExecutor.INSTANCE);
    ControlInitializer initializer =
        new ControlInitializer(config, peers, reports, metrics, channels);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverSocketChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(
                    ControlPortConfig.MAX_UNREAD_BYTES / 2, ControlPortConfig.MAX_UNREAD_BYTES))
            .childHandler(initializer);
    try {
      Channel listener = Binding.bind(bootstrap, "--control", config.listen());
      return new ControlPort(peers, reports, listener, channels);
    } catch (CannotListenException e) {
      reports.stop();
      throw e;
    }
  }

  /** Where it listens, with the port that was picked. */
  public HostPort address() {
    return Binding.addressOf(listener);
  }

  /** Says this to the node on this connection; nothing happens if it is gone. */
  public void send(long connection, RouterMessage message) {
    withPeer(connection, peer -> peer.send(message));
  }

  /** Ends this connection, after what was sent on it. */
  public void close(long connection) {
    withPeer(connection, ControlPeer::close);
  }

  private void withPeer(long connection, Consumer<ControlPeer> what) {
    ControlPeer peer = peers.get(connection);
    if (peer == null) {
      return;
    }
    try {
      what.accept(peer);
    } catch (RejectedExecutionException e) {
      LOG.debug("control: connection {} ended with its event loop", connection, e);
    }
  }

  /** Stops listening and closes every connection. Does not wait for it. */
  @Override
  public void close() {
    reports.stop();
    channels.add(listener);
    var unused = channels.close();
  }
}
