package usher.router.warm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A player of a {@link WarmUp}. Blocks. One thread. */
final class WarmPlayer implements AutoCloseable {
  private static final String UPGRADE =
      """
      GET /rooms/%s?player=warm HTTP/1.1
      Host: localhost
      Connection: Upgrade
      Upgrade: websocket
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dXNoZXIgd2FybXMgdXAuLg==

      """
          .replace("\n", "\r\n");
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int MASKED = 0x80;

  /** The longest text of one length byte. */
  private static final int SHORT = 125;

  private static final int MASK_BYTES = 4;

  private final Socket socket;
  private final DataInputStream in;

  /** Connects, asks for a seat, and does not wait for it. */
  WarmPlayer(int port, int patienceMs, String room) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.setSoTimeout(patienceMs);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      socket.getOutputStream().write(UPGRADE.formatted(room).getBytes(US_ASCII));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Waits for the seat. */
  void seated() throws IOException {
    int last = 0;
    while (last != 0x0D0A0D0A) {
      last = last << Byte.SIZE | in.readUnsignedByte();
    }
    hears("welcome");
  }

  void say(String command) throws IOException {
    send(TEXT, command.getBytes(UTF_8));
  }

  /** Reads until a frame of this type came. */
  void hears(String type) throws IOException {
    String begins = "{\"type\":\"" + type + "\"";
    while (!frame().startsWith(begins)) {
      Thread.onSpinWait();
    }
  }

  private String frame() throws IOException {
    int kind = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    byte[] payload = new byte[length <= SHORT ? length : in.readUnsignedShort()];
    in.readFully(payload);
    String text = new String(payload, UTF_8);
    if (kind != TEXT) {
      throw new IOException("a frame of kind " + kind + ": " + text);
    }
    return text;
  }

  /** A mask of zeros leaves a payload as it is. */
  private void send(int kind, byte[] payload) throws IOException {
    byte[] frame = new byte[2 + MASK_BYTES + payload.length];
    frame[0] = (byte) kind;
    frame[1] = (byte) (MASKED | payload.length);
    System.arraycopy(payload, 0, frame, 2 + MASK_BYTES, payload.length);
    socket.getOutputStream().write(frame);
  }

  @Override
  public void close() throws IOException {
    try (Socket ends = socket) {
      send(CLOSE, new byte[0]);
      ends.shutdownOutput();
    }
  }
}
