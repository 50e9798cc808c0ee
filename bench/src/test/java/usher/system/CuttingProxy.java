package usher.system;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on, and cuts each after so many bytes, wherever in a frame that is. */
final class CuttingProxy implements AutoCloseable {
  /** Enough for a handshake; as many again at most are random. */
  private static final int COMMAND_BYTES = 600;

  /** Enough for the answer to a handshake and a welcome; four times as many at most are random. */
  private static final int EVENT_BYTES = 1_200;

  private static final int BUFFER_BYTES = 1_024;

  private final ServerSocket door;
  private final InetSocketAddress target;
  private final Random random;
  private final AtomicInteger left;
  private final AtomicInteger cuts = new AtomicInteger();

  /**
   * Listens on a free port of loopback.
   *
   * @param target whose port on loopback connections are passed on to
   * @param most how many connections are cut; those after them are left alone
   */
  CuttingProxy(String target, int most, long seed) {
    String port = target.substring(target.lastIndexOf(':') + 1);
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    this.left = new AtomicInteger(most);
    this.random = new Random(seed);
    try {
      door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy-door", this::accept);
  }

  String address() {
    return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket player = door.accept();
      Socket router = new Socket();
      router.connect(target);
      // Either way may be the one that is cut: commands are lost with it, or events.
      boolean cut = left.getAndDecrement() > 0;
      boolean events = random.nextBoolean();
      int commandBytes = COMMAND_BYTES + random.nextInt(COMMAND_BYTES);
      int eventBytes = EVENT_BYTES + random.nextInt(4 * EVENT_BYTES);
      pump(player, router, cut && !events ? commandBytes : Long.MAX_VALUE);
      pump(router, player, cut && events ? eventBytes : Long.MAX_VALUE);
    }
  }

  private void pump(Socket from, Socket to, long bytes) {
    start(
        "proxy-pump",
        () -> {
          try (from;
              to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long rest = bytes;
            int read = in.read(buffer, 0, (int) Math.min(rest, BUFFER_BYTES));
            while (read > 0) {
              out.write(buffer, 0, read);
              rest -= read;
              read = in.read(buffer, 0, (int) Math.min(rest, BUFFER_BYTES));
            }
            if (rest == 0) {
              cuts.incrementAndGet();
            }
          }
        });
  }

  private interface Job {
    void run() throws IOException;
  }

  private static void start(String name, Job job) {
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run();
              } catch (IOException e) {
                // One of the two ends is gone, and so is the other now.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(door);
  }
}
