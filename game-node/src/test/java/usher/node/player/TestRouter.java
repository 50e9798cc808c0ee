package usher.node.player;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.player.Role;
import usher.common.room.RoomId;

/** A router's end of a link, on a plain socket. */
final class TestRouter implements AutoCloseable {
  private static final int DEADLINE_MS = 10_000;
  private final Socket socket;
  private final DataInputStream in;

  record Said(LinkType type, int id, long number, ByteBuf payload) {
    String text() {
      return payload.toString(StandardCharsets.UTF_8);
    }
  }

  TestRouter(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(DEADLINE_MS);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for the link; the status line of the answer. */
  String ask(String upgrade, String token) {
    write(
        Unpooled.copiedBuffer(
            "GET /link HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: "
                + upgrade
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n",
            StandardCharsets.US_ASCII));
    try {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      return head.substring(0, head.indexOf("\r\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(int id, String room, long epoch, String player) {
    OpenRequest open =
        new OpenRequest(
            new RoomId(room),
            "seat-of-" + player,
            true,
            0,
            null,
            0,
            0,
            "chat",
            player,
            Role.PLAYER);
    send(LinkType.OPEN, id, epoch, OpenJson.write(open));
  }

  void send(LinkType type, int id, long number, byte[] payload) {
    ByteBuf frame = Unpooled.buffer();
    LinkWriter.write(frame, type, id, number, payload);
    write(frame);
  }

  void say(int id, long n, String text) {
    send(LinkType.COMMAND, id, n, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(ByteBuf bytes) {
    try {
      bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, which must be of this type. */
  Said next(LinkType type) {
    try {
      int payload = in.readInt() - 13;
      LinkType heard = LinkType.of(in.readByte());
      int id = in.readInt();
      long number = in.readLong();
      Said said = new Said(heard, id, number, Unpooled.wrappedBuffer(in.readNBytes(payload)));
      if (heard != type) {
        throw new AssertionError("wanted " + type + ", got " + said + " " + said.text());
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the node closed the connection, with nothing more said. */
  boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
