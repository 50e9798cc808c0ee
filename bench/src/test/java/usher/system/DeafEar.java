package usher.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A seat at the feeds or a spectator of a room, who reads nothing of what is sent. */
final class DeafEar implements AutoCloseable {
  private static final int FINAL_TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;

  private final Socket socket;

  private DeafEar(Socket socket) {
    this.socket = socket;
  }

  /** One at the feeds. */
  static DeafEar at(String address) throws IOException {
    return connect(address, "/feeds");
  }

  /** One that watches a room. */
  static DeafEar watching(String address, String room) throws IOException {
    return connect(address, "/rooms/" + room + "?role=spectator");
  }

  private static DeafEar connect(String address, String path) throws IOException {
    int colon = address.lastIndexOf(':');
    Socket socket = new Socket();
    // What the kernels keep for it is little, so that the router soon has the rest.
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    byte[] upgrade =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + address
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(upgrade);
    while (socket.getInputStream().read() != '\n') {
      // The status line, so that the frame comes after the handshake.
    }
    return new DeafEar(socket);
  }

  void subscribe(String topic) throws IOException {
    byte[] command = ("{\"subscribe\":\"" + topic + "\"}").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[2 + MASK_BYTES + command.length];
    frame[0] = (byte) FINAL_TEXT;
    frame[1] = (byte) (MASKED | command.length);
    // Masked with zeros: the text as it is.
    System.arraycopy(command, 0, frame, 2 + MASK_BYTES, command.length);
    socket.getOutputStream().write(frame);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
