package usher.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.control.ControlLimits;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.net.HostPort;
import usher.common.net.LoopbackServer;
import usher.common.net.WebSocketAccept;

/**
 * As much of a router's control port as a {@link WarmUp} needs: it welcomes whoever registers,
 * acknowledges, places rooms and hears of those that were handed over.
 */
final class WarmRouter implements AutoCloseable {
  /** One heartbeat is enough: a later one could be late, and a warning. */
  private static final long LEASE_MS = WarmUp.PATIENCE.toMillis();

  private static final String SWITCHING =
      """
      HTTP/1.1 101 Switching Protocols\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Accept: %s\r
      \r
      """;
  private static final String KEY = "sec-websocket-key:";
  private static final int FINAL_TEXT = 0x81;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_16 = 126;
  private static final int MASK_BYTES = 4;

  private final String journal;
  private final LoopbackServer server;
  private final CountDownLatch welcomed = new CountDownLatch(1);
  private final Semaphore released = new Semaphore(0);
  private @Nullable OutputStream out;
  private long placement;

  private WarmRouter(String journal) throws IOException {
    this.journal = journal;
    server = LoopbackServer.start("warm-router", this::serve);
  }

  /**
   * Listens on a free port.
   *
   * @param journal its address, for the welcome
   */
  static WarmRouter start(String journal) throws IOException {
    return new WarmRouter(journal);
  }

  HostPort address() {
    return server.address();
  }

  /**
   * Waits until a node is welcome.
   *
   * @return false if none was in time
   */
  boolean awaitWelcome(Duration patience) throws InterruptedException {
    return welcomed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until so many more rooms were handed over.
   *
   * @return false if they were not in time
   */
  boolean awaitReleased(int rooms, Duration patience) throws InterruptedException {
    return released.tryAcquire(rooms, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Has the node open these rooms. */
  void place(List<WarmRoom> rooms, long epoch) throws IOException {
    List<RouterMessage> places = new ArrayList<>();
    for (WarmRoom room : rooms) {
      placement++;
      places.add(new RouterMessage.Place(room.id(), epoch, placement, null));
    }
    say(places);
  }

  /** Takes these rooms from the node, as from one that leaves. */
  void release(List<WarmRoom> rooms, long epoch) throws IOException {
    List<RouterMessage> releases = new ArrayList<>();
    for (WarmRoom room : rooms) {
      releases.add(new RouterMessage.Release(room.id(), epoch));
    }
    say(releases);
  }

  private void serve(Socket socket) throws IOException, ControlFormatException {
    socket.setSoTimeout((int) WarmUp.PATIENCE.toMillis());
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String accept = WebSocketAccept.of(key(in));
    synchronized (this) {
      out = socket.getOutputStream();
      out.write(SWITCHING.formatted(accept).getBytes(US_ASCII));
    }
    while (!socket.isClosed()) {
      hear(ControlCodec.readNodeMessage(text(in)));
    }
  }

  /** Of the upgrade's head, which is read to its end. */
  private static String key(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      if (head.length() == ControlLimits.MAX_HEAD_BYTES) {
        throw new IOException("a head of more than " + head.length() + " bytes");
      }
      head.append((char) in.readUnsignedByte());
    }
    return head.toString()
        .lines()
        .filter(line -> line.regionMatches(true, 0, KEY, 0, KEY.length()))
        .map(line -> line.substring(KEY.length()).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("no upgrade: " + head));
  }

  /** The next text; a frame of anything else ends the talk. */
  private static String text(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    if (type != FINAL_TEXT) {
      throw new IOException("no text: " + type);
    }
    long length = in.readUnsignedByte() & LENGTH;
    if (length >= LENGTH_16) {
      length = length == LENGTH_16 ? in.readUnsignedShort() : in.readLong();
    }
    if (length < 0 || length > ControlLimits.MAX_MESSAGE_BYTES) {
      throw new IOException("a text of " + length + " bytes");
    }
    byte[] mask = in.readNBytes(MASK_BYTES);
    byte[] text = in.readNBytes((int) length);
    for (int i = 0; i < text.length; i++) {
      text[i] ^= mask[i % MASK_BYTES];
    }
    return new String(text, UTF_8);
  }

  private void hear(NodeMessage message) throws IOException {
    if (message instanceof NodeMessage.Register) {
      say(new RouterMessage.Welcome(WarmRoom.PLAYER, LEASE_MS, LEASE_MS, journal, List.of()));
      welcomed.countDown();
    } else if (message instanceof NodeMessage.Heartbeat m) {
      say(new RouterMessage.Acknowledge(m.number(), LEASE_MS, m.placement(), false));
    } else if (message instanceof NodeMessage.Released) {
      released.release();
    }
  }

  private void say(RouterMessage message) throws IOException {
    say(List.of(message));
  }

  /** All in one write. */
  private synchronized void say(List<RouterMessage> messages) throws IOException {
    if (out == null) {
      throw new IOException("the node does not report to the router of the warm-up");
    }
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (RouterMessage message : messages) {
      byte[] text = ControlCodec.write(message).getBytes(UTF_8);
      frames.write(FINAL_TEXT);
      if (text.length < LENGTH_16) {
        frames.write(text.length);
      } else {
        frames.write(LENGTH_16);
        frames.write(text.length >> Byte.SIZE);
        frames.write(text.length);
      }
      frames.writeBytes(text);
    }
    out.write(frames.toByteArray());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
