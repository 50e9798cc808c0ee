package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private static final int PATIENCE_MS = 10_000;

  private static Socket dial(LoopbackServer server) throws IOException {
    Socket socket = new Socket(server.address().host(), server.address().port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  @Test
  void connectionsAreServedAndAllEndAtOnceAndNewOnesComeAgain() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.start(
            "echo", socket -> socket.getInputStream().transferTo(socket.getOutputStream()))) {
      try (Socket one = dial(server)) {
        one.getOutputStream().write(7);
        assertEquals(7, one.getInputStream().read());
        server.hangUp();
        assertThrows(IOException.class, () -> readToTheEnd(one));
      }
      server.hangUp();
      try (Socket two = dial(server)) {
        two.getOutputStream().write(8);
        assertEquals(8, two.getInputStream().read());
      }
    }
  }

  /** A reset is an error, an end is none: and this is to be a reset. */
  private static void readToTheEnd(Socket socket) throws IOException {
    if (socket.getInputStream().read() < 0) {
      throw new IllegalStateException("it ended in order");
    }
  }
}
