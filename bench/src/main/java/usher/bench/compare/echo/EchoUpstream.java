package usher.bench.compare.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the upstream: takes the upgrade, then echoes each frame as it comes in. */
final class EchoUpstream extends ByteToMessageDecoder {
  private static final Pattern KEY =
      Pattern.compile("\r\nsec-websocket-key: *([^\r ]+) *\r\n", Pattern.CASE_INSENSITIVE);
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_HEAD_BYTES = 8 * 1024;

  private boolean upgraded;
  private int payloadLeft;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!upgraded) {
      upgrade(context, in);
      return;
    }
    while (in.isReadable()) {
      if (payloadLeft == 0) {
        int payload = Frames.readPlayerHead(in);
        if (payload < 0) {
          return;
        }
        payloadLeft = payload;
        ByteBuf echo = context.alloc().directBuffer(payload < 1024 ? payload + 10 : 10);
        Frames.writeEchoHead(echo, payload);
        if (payload < 1024 && in.readableBytes() >= payload) {
          echo.writeBytes(in, payload);
          payloadLeft = 0;
        }
        var unused = context.write(echo, context.voidPromise());
      } else {
        int part = Math.min(payloadLeft, in.readableBytes());
        payloadLeft -= part;
        var unused = context.write(in.readRetainedSlice(part), context.voidPromise());
      }
    }
  }

  private void upgrade(ChannelHandlerContext context, ByteBuf in) {
    String head = in.toString(StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      if (head.length() > MAX_HEAD_BYTES) {
        var unused = context.close();
      }
      return;
    }
    Matcher key = KEY.matcher(head);
    if (!key.find()) {
      var unused = context.close();
      return;
    }
    in.skipBytes(end + 4);
    upgraded = true;
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key.group(1))
            + "\r\n\r\n";
    var unused =
        context.writeAndFlush(
            ByteBufUtil.writeAscii(context.alloc(), answer), context.voidPromise());
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    context.flush();
    super.channelReadComplete(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unused = context.close();
  }
}
