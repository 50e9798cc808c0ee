package usher.common.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves this machine alone, on a free port, each connection on a daemon thread of its own: for
 * what a process says to itself, a few connections for a few seconds. Any thread.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);

  /** Serves a connection until it ends; it is closed afterwards, and what is thrown is logged. */
  @FunctionalInterface
  public interface Talk {
    void with(Socket connection) throws Exception;
  }

  private final String name;
  private final Talk talk;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private LoopbackServer(String name, Talk talk, ServerSocket server) {
    this.name = name;
    this.talk = talk;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param name of the threads
   */
  public static LoopbackServer start(String name, Talk talk) throws IOException {
    ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    LoopbackServer server = new LoopbackServer(name, talk, socket);
    server.thread(server::accept);
    return server;
  }

  /** Where it listens. */
  public HostPort address() {
    return new HostPort(server.getInetAddress().getHostAddress(), server.getLocalPort());
  }

  /** Ends all connections at once, as if the process had been killed. */
  public void hangUp() {
    for (Socket each : open) {
      try {
        each.setSoLinger(true, 0);
        each.close();
      } catch (IOException e) {
        log.debug("{}: a connection had ended: {}", name, e.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }

  private void thread(Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        open.add(socket);
        thread(() -> serve(socket));
      }
    } catch (IOException e) {
      log.debug("{}: no more connections: {}", name, e.toString());
    }
  }

  private void serve(Socket connected) {
    try (Socket connection = connected) {
      connection.setTcpNoDelay(true);
      talk.with(connection);
    } catch (Exception e) {
      log.debug("{}: a connection ended: {}", name, e.toString());
    } finally {
      open.remove(connected);
    }
  }
}
