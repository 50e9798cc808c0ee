package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import usher.common.link.LinkLimits;
import usher.common.link.LinkListener;
import usher.common.link.LinkReader;
import usher.common.link.LinkType;

/** A frame that a test heard. */
record Frame(LinkType type, int id, long number, ByteBuf bytes) {
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The text of an event or welcome, without the bytes before it. */
  String textAfter(int headBytes) {
    return bytes.toString(headBytes, bytes.readableBytes() - headBytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return type + " " + id + " " + number + " " + bytes.readableBytes();
  }

  /** All frames in a buffer, which is given away. */
  static List<Frame> readAll(ByteBuf bytes) {
    List<Frame> frames = new ArrayList<>();
    EmbeddedChannel reader =
        new EmbeddedChannel(new LinkReader(into(frames), LinkLimits.MAX_PAYLOAD_BYTES));
    reader.writeInbound(bytes);
    reader.finishAndReleaseAll();
    return frames;
  }

  static LinkListener into(List<Frame> frames) {
    return new LinkListener() {
      @Override
      public void onFrame(LinkType type, int id, long number, ByteBuf payload) {
        frames.add(new Frame(type, id, number, Unpooled.copiedBuffer(payload)));
      }

      @Override
      public void onReadEnd() {}

      @Override
      public void onMalformed(String why) {
        throw new AssertionError(why);
      }

      @Override
      public void onClosed() {}
    };
  }
}
