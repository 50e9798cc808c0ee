package usher.router.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One end of a connection that does just what it is told, byte for byte. */
final class RawPeer implements AutoCloseable {
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  static final String UPGRADE =
      "GET /rooms/a HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
          + KEY
          + "\r\n\r\n";
  static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: "
          + ACCEPT
          + "\r\n\r\n";

  private static final int TIMEOUT_MS = 15_000;

  private final Socket socket;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
  }

  static RawPeer connect(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** From another of the machine's loopback addresses, as in {@code 127.0.0.2}. */
  static RawPeer connect(int port, String from) throws IOException {
    return new RawPeer(
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0));
  }

  RawPeer send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawPeer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Up to and with the empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  byte[] bytes(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  String text(int count) throws IOException {
    return new String(bytes(count), StandardCharsets.ISO_8859_1);
  }

  /** Whatever comes until the peer's FIN; throws at its reset. */
  byte[] rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(rest);
    return rest.toByteArray();
  }

  String restText() throws IOException {
    return new String(rest(), StandardCharsets.ISO_8859_1);
  }

  /** Whether the connection ends with a reset, after whatever comes before. */
  boolean endsWithReset() throws IOException {
    try {
      rest();
      return false;
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return true;
    }
  }

  void finish() throws IOException {
    socket.shutdownOutput();
  }

  void hangUp() throws IOException {
    socket.close();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
