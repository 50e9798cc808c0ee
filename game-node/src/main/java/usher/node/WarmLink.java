package usher.node;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;

/** A link to this very process, as a router has it, for a {@link WarmUp}. Blocks. One thread. */
final class WarmLink implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final ByteBuf out = Unpooled.buffer();
  private final Map<LinkType, Integer> heard = new EnumMap<>(LinkType.class);

  /**
   * Dials a port of this machine.
   *
   * @param patience how long to wait for any byte
   */
  WarmLink(int port, Duration patience) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String head =
          "GET /link HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n";
      out.writeCharSequence(head.formatted(LinkLimits.PROTOCOL), StandardCharsets.US_ASCII);
      flush();
      skipHead();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void skipHead() throws IOException {
    int last = 0;
    while (last != 0x0D0A0D0A) {
      last = last << Byte.SIZE | in.readUnsignedByte();
    }
  }

  /** Adds a frame to what is sent next. */
  void add(LinkType type, int id, long number, byte[] payload) {
    LinkWriter.write(out, type, id, number, payload);
  }

  void flush() throws IOException {
    socket.getOutputStream().write(ByteBufUtil.getBytes(out));
    out.clear();
  }

  /** How many frames of a type were heard. */
  int heard(LinkType type) {
    return heard.getOrDefault(type, 0);
  }

  /** How many commands were answered; no room publishes what it says elsewhere, nor to others. */
  int answers() {
    return heard(LinkType.GROUP_EVENT) + heard(LinkType.ANSWER);
  }

  /** Reads until it is so. */
  void await(BooleanSupplier so) throws IOException {
    while (!so.getAsBoolean()) {
      read();
      if (heard(LinkType.CLOSE) > 0) {
        throw new IOException("a room of the warm-up did not open");
      }
    }
  }

  /** Reads one frame. */
  private void read() throws IOException {
    int rest = in.readInt();
    LinkType type = LinkType.of(in.readByte());
    in.skipNBytes(rest - 1L);
    if (type != null) {
      heard.merge(type, 1, Integer::sum);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
