package usher.router.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import usher.router.pin.NodeRef;

/** A node of which the test plays every byte. */
final class RawNode implements AutoCloseable {
  private static final int TIMEOUT_MS = 15_000;

  final NodeRef ref;
  private final ServerSocket socket;

  RawNode(String id) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(TIMEOUT_MS);
    ref = FakeCluster.node(id, socket.getLocalPort());
  }

  RawPeer accept() throws IOException {
    return new RawPeer(socket.accept());
  }

  /** Accepts an upgrade and answers it. */
  RawPeer acceptUpgrade() throws IOException {
    RawPeer peer = accept();
    peer.head();
    return peer.send(RawPeer.SWITCHING);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
