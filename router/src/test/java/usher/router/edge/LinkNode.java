package usher.router.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLException;
import usher.common.link.EventPayload;
import usher.common.link.LinkType;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.link.OpenedPayload;
import usher.common.link.WelcomePayload;
import usher.router.pin.NodeRef;

/** A node with links, of which the test plays every frame. */
final class LinkNode implements AutoCloseable {
  private static final int TIMEOUT_MS = 15_000;
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: usher-link/1\r\n\r\n";

  final NodeRef ref;
  private final ServerSocket listening;

  LinkNode(String id) throws IOException {
    this(id, new ServerSocket(), false);
  }

  /** A node that listens with this, which is not bound yet. */
  LinkNode(String id, ServerSocket socket, boolean tls) throws IOException {
    listening = socket;
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    listening.setSoTimeout(TIMEOUT_MS);
    NodeRef plain = FakeCluster.linkNode(id, listening.getLocalPort());
    ref = new NodeRef(plain.incarnation(), plain.address(), plain.upstream(), tls);
  }

  /** Accepts a connection that gets no further than its handshake. */
  void acceptInVain() throws IOException {
    try (Socket socket = listening.accept()) {
      socket.setSoTimeout(TIMEOUT_MS);
      int first = socket.getInputStream().read();
      throw new IllegalStateException("a handshake was done, and " + first + " was read");
    } catch (SSLException e) {
      // As it should be.
      assert e.getMessage() != null;
    }
  }

  Link accept() throws IOException {
    Link link = new Link(listening.accept());
    link.head = link.readHead();
    return link.sendRaw(SWITCHING.getBytes(US_ASCII));
  }

  /** Accepts a connection, and answers it with this. */
  void refuse(String answer) throws IOException {
    try (Link link = new Link(listening.accept())) {
      link.readHead();
      link.sendRaw(answer.getBytes(US_ASCII));
    }
  }

  /** From now on a connection is refused. */
  void refuseConnections() throws IOException {
    listening.close();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  /** A frame of the router. */
  record Frame(LinkType type, int id, long number, String text) {
    OpenRequest open() throws Exception {
      if (type != LinkType.OPEN) {
        throw new IllegalStateException("no open: " + this);
      }
      return OpenJson.read(Unpooled.copiedBuffer(text, UTF_8));
    }
  }

  /** A link of the router. */
  static final class Link implements AutoCloseable {
    String head = "";
    private final Socket socket;
    private final DataInputStream in;

    Link(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    }

    private String readHead() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      return head.toString();
    }

    Link sendRaw(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    }

    Frame next() throws IOException {
      int length = in.readInt();
      LinkType type = LinkType.of(in.readByte());
      int id = in.readInt();
      long number = in.readLong();
      byte[] payload = new byte[length - 13];
      in.readFully(payload);
      if (type == null) {
        throw new IOException("a frame of no type");
      }
      return new Frame(type, id, number, new String(payload, UTF_8));
    }

    /** The next frame, which is of this type. */
    Frame next(LinkType type) throws IOException {
      Frame frame = next();
      if (frame.type() != type) {
        throw new IllegalStateException("not " + type + " but " + frame);
      }
      return frame;
    }

    /** Whether the router closed, after whatever came before. */
    boolean ends() throws IOException {
      try {
        while (in.read() >= 0) {
          Thread.onSpinWait();
        }
        return true;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    Link send(LinkType type, int id, long number, byte[] payload) throws IOException {
      ByteBuf frame = Unpooled.buffer();
      usher.common.link.LinkWriter.write(frame, type, id, number, payload);
      return sendRaw(ByteBufUtil.getBytes(frame));
    }

    Link send(LinkType type, int id, long number, String payload) throws IOException {
      return send(type, id, number, payload.getBytes(UTF_8));
    }

    Link group(int group, long epoch, String room) throws IOException {
      return send(LinkType.GROUP, group, epoch, room);
    }

    Link welcome(int open, long epoch, long seq, boolean raw, String text) throws IOException {
      ByteBuf payload = Unpooled.buffer();
      WelcomePayload.head(payload, epoch, raw);
      payload.writeBytes(text.getBytes(UTF_8));
      return send(LinkType.WELCOME, open, seq, ByteBufUtil.getBytes(payload));
    }

    Link opened(int open, long settled, int group, long count) throws IOException {
      ByteBuf payload = Unpooled.buffer();
      OpenedPayload.write(payload, group, count, false);
      return send(LinkType.OPENED, open, settled, ByteBufUtil.getBytes(payload));
    }

    /** An event whose text is {@code {"seq":SEQ,"event":1}}; the asker's n goes before event. */
    Link event(LinkType type, int id, long epoch, long seq, int asker, long n) throws IOException {
      String before = "{\"seq\":" + seq + ",";
      ByteBuf payload = Unpooled.buffer();
      EventPayload.head(payload, epoch, asker, n, before.length());
      payload.writeBytes((before + "\"event\":1}").getBytes(UTF_8));
      return send(type, id, seq, ByteBufUtil.getBytes(payload));
    }

    /** Seats the open that comes next in a room at seq 0. */
    Frame seat(int group, long epoch) throws Exception {
      Frame open = next(LinkType.OPEN);
      group(group, epoch, open.open().room().value());
      welcome(open.id(), epoch, 0, false, "{\"welcome\":" + epoch + "}");
      opened(open.id(), 0, group, 1);
      return open;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    /** Ends as a killed process does. */
    void kill() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
