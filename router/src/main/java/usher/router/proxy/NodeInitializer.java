package usher.router.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;

/** The pipeline towards a node: HTTP, until a 101. */
final class NodeInitializer extends ChannelInitializer<Channel> {
  private static final HttpDecoderConfig DECODER =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(ProxyLimits.ANSWER_HEAD_BYTES)
          .setMaxHeaderSize(ProxyLimits.ANSWER_HEAD_BYTES)
          .setMaxChunkSize(Integer.MAX_VALUE);

  private final Exchange exchange;

  NodeInitializer(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast(new HttpClientCodec(DECODER, false, false));
    channel.pipeline().addLast(new NodeAnswerHandler(exchange));
  }
}
