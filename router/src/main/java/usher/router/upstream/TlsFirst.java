package usher.router.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import usher.common.net.HostPort;
import usher.common.tls.TlsDial;

/** The start of a connection to a node that serves TLS: what is written waits for the handshake. */
final class TlsFirst extends ChannelInitializer<Channel> {
  private final TlsDial tls;
  private final HostPort node;
  private final ChannelHandler then;

  TlsFirst(TlsDial tls, HostPort node, ChannelHandler then) {
    this.tls = tls;
    this.node = node;
    this.then = then;
  }

  @Override
  protected void initChannel(Channel channel) {
    var unused = tls.install(channel, node);
    channel.pipeline().addLast(then);
  }
}
