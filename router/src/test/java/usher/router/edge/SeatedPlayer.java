package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A player that remembers what it heard. */
final class SeatedPlayer extends WebSocketClient implements AutoCloseable {
  private final CountDownLatch opened = new CountDownLatch(1);
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

  /** Connects, and does not wait for the answer. */
  SeatedPlayer(House house, String target) {
    super(URI.create(house.url(target)));
    setConnectionLostTimeout(0);
    connect();
  }

  /** Connects to this URL by these sockets, and does not wait for the answer. */
  SeatedPlayer(String url, SocketFactory sockets) {
    super(URI.create(url));
    setSocketFactory(sockets);
    setConnectionLostTimeout(0);
    connect();
  }

  void opens() throws InterruptedException {
    assertTrue(opened.await(15, TimeUnit.SECONDS));
  }

  void isRefused(int status) throws InterruptedException {
    String how = closed.poll(15, TimeUnit.SECONDS);
    assertTrue(how != null && how.contains("" + status), "closed: " + how);
  }

  /** Whom the certificate of the other side names. */
  String peer() throws SSLPeerUnverifiedException {
    return getSSLSession().getPeerPrincipal().getName();
  }

  void hears(String expected) throws InterruptedException {
    assertEquals(expected, heard.poll(15, TimeUnit.SECONDS));
  }

  void isClosed(int code, String word) throws InterruptedException {
    assertEquals(code + " " + word, closed.poll(15, TimeUnit.SECONDS));
  }

  void leaves() {
    close();
  }

  void isSeated() throws InterruptedException {
    String first = heard.poll(15, TimeUnit.SECONDS);
    assertTrue(first != null && first.startsWith("{\"welcome\""), "heard " + first);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    opened.countDown();
  }

  @Override
  public void onMessage(String message) {
    heard.add(message);
  }

  @Override
  public void onMessage(ByteBuffer message) {
    heard.add("binary " + StandardCharsets.UTF_8.decode(message));
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.add(code + " " + reason);
  }

  @Override
  public void onError(Exception error) {
    heard.add("error " + error);
  }
}
