package usher.router.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** An unmodified third-party WebSocket server that sends back what it gets. */
final class EchoNode extends WebSocketServer implements AutoCloseable {
  private final CountDownLatch started = new CountDownLatch(1);

  EchoNode() {
    this(null);
  }

  /**
   * @param sockets what makes its sockets; null for plain ones
   */
  EchoNode(@Nullable WebSocketServerFactory sockets) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, List.of(draft()));
    if (sockets != null) {
      setWebSocketFactory(sockets);
    }
    setReuseAddr(true);
    setDaemon(true);
    start();
    try {
      started.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Draft_6455 draft() {
    List<IExtension> extensions = List.of(new PerMessageDeflateExtension());
    List<IProtocol> protocols = List.of(new Protocol("chess"), new Protocol(""));
    return new Draft_6455(extensions, protocols);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {}

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

  @Override
  public void onMessage(WebSocket socket, String message) {
    if (message.startsWith("close ")) {
      socket.close(Integer.parseInt(message.substring(6)), "as you wish");
    } else if (message.equals("ping me")) {
      socket.sendPing();
    } else {
      socket.send(message);
    }
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    socket.send(message);
  }

  @Override
  public void onError(WebSocket socket, Exception error) {}

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void close() {
    try {
      stop(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
