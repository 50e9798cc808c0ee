package usher.router.admin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import usher.common.net.HostPort;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.tls.TlsPort;
import usher.router.admin.route.Desk;

class AdminPortTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void whoSendsFarTooMuchReadsWhyWhenAllIsSent() throws Exception {
    Transport transport = Transport.of(TransportChoice.AUTO);
    EventLoopGroup loops = transport.group("admin", 1);
    AdminPort port =
        AdminPort.open(
            new HostPort("127.0.0.1", 0),
            transport,
            loops,
            Desk.open("node-1").routes,
            null,
            AdminPage.NONE,
            TlsPort.off("admin"));
    try (Socket asks = new Socket(InetAddress.getLoopbackAddress(), port.address().port())) {
      asks.setSoTimeout(20_000);
      OutputStream out = asks.getOutputStream();
      String head = "POST /v1/feeds/big HTTP/1.1\r\nHost: h\r\nContent-Length: " + 4 * MIB;
      out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 4; i++) {
        out.write(new byte[MIB]);
      }
      String answer = new String(asks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
      assertTrue(answer.contains("a body has at most"), answer);
    } finally {
      port.close();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
