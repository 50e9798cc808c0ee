package usher.router.edge.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.router.deadline.Deadlines;

/**
 * Fuzzed: the first bytes of a connection, from a trusted proxy and from anybody. The header is
 * taken once, or the connection ends; what is behind it goes on; no buffer is left.
 */
public final class ProxyHeaderFuzz {
  private ProxyHeaderFuzz() {}

  /** The first byte says whether a header is due, and how long the parts are. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    boolean due = (data[0] & 1) == 1;
    int part = 1 + (data[0] & 0xfe) * 4;
    Heard heard = new Heard();
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new ProxyHeaderHandler(
                due, Duration.ofSeconds(1), new Deadlines(System::nanoTime).unset(), heard));
    List<ByteBuf> sent = new ArrayList<>();
    for (int from = 1; from < data.length && channel.isOpen(); from += part) {
      ByteBuf bytes = Unpooled.copiedBuffer(data, from, Math.min(part, data.length - from));
      sent.add(bytes);
      channel.writeInbound(bytes);
      channel.runPendingTasks();
    }
    if (heard.sources + heard.wrongs > 1 || (heard.wrongs == 1) == channel.isOpen()) {
      throw new IllegalStateException(
          heard.sources + " sources, " + heard.wrongs + " wrongs, open " + channel.isOpen());
    }
    channel.finishAndReleaseAll();
    for (ByteBuf bytes : sent) {
      if (bytes.refCnt() != 0) {
        throw new IllegalStateException("bytes were not released");
      }
    }
  }

  private static final class Heard implements ProxyHeaderHandler.Listener {
    private int sources;
    private int wrongs;

    @Override
    public void onSource(@Nullable InetAddress source) {
      sources++;
    }

    @Override
    public void onWrong() {
      wrongs++;
    }
  }
}
