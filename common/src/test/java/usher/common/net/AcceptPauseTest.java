package usher.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A port in a process that has no file descriptor left. */
class AcceptPauseTest {
  private static final int PLAYERS = 12;
  private static final int DEADLINE_S = 20;
  private static final int REST_S = 3;

  @Test
  void aPortRestsForASecondAndTriesAgain() {
    EmbeddedChannel port = new EmbeddedChannel(new AcceptPause("--listen"));
    port.freezeTime();
    for (int i = 0; i < 3; i++) {
      port.pipeline().fireExceptionCaught(new IOException("accept(..) failed with error(-24)"));
      port.pipeline().fireExceptionCaught(new IOException("accept(..) failed with error(-24)"));
      assertEquals(false, port.config().isAutoRead());
      port.advanceTimeBy(AcceptPause.REST.toMillis(), TimeUnit.MILLISECONDS);
      port.runScheduledPendingTasks();
      assertTrue(port.config().isAutoRead());
    }
    port.checkException();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, mode = Mode.EXCLUDE, names = "AUTO")
  void withoutFileDescriptorsAPortFailsOnceASecondAndServesWhoWaitedAfterwards(
      TransportChoice choice) throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 200; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starved.class.getName(),
                choice.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Socket> players = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = Integer.parseInt(word(said, "port"));
      for (int i = 0; i < PLAYERS; i++) {
        players.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      int failures = Integer.parseInt(word(said, "failures"));
      assertTrue(failures > 0 && failures <= 3 * REST_S, failures + " failures in 3 s");
      assertEquals("all", word(said, "accepted"));
    } finally {
      process.destroyForcibly();
      for (Socket each : players) {
        each.close();
      }
    }
  }

  private static String word(BufferedReader said, String name) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(name + " ")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new IOException("the process ended without its " + name);
  }

  /** A process that serves, and holds all its file descriptors but three for some seconds. */
  static final class Starved {
    private Starved() {}

    public static void main(String[] args) throws Exception {
      PrintStream out = System.out;
      Transport transport = Transport.of(TransportChoice.valueOf(args[0]));
      EventLoopGroup loops = transport.group("starved", 1);
      AtomicInteger failures = new AtomicInteger();
      CountDownLatch accepted = new CountDownLatch(PLAYERS);
      Channel port =
          Binding.bind(
              new ServerBootstrap()
                  .group(loops)
                  .channel(transport.serverSocketChannel())
                  .childHandler(
                      new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelActive(ChannelHandlerContext ctx) {
                          accepted.countDown();
                        }

                        @Override
                        public boolean isSharable() {
                          return true;
                        }
                      }),
              "--listen",
              new HostPort("127.0.0.1", 0));
      port.pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                  failures.incrementAndGet();
                  ctx.fireExceptionCaught(cause);
                }
              });
      List<FileInputStream> held = new ArrayList<>();
      try {
        while (true) {
          held.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException full) {
        for (int i = 0; i < 3; i++) {
          held.remove(0).close();
        }
      }
      out.println("port " + Binding.addressOf(port).port());
      System.in.read();
      Thread.sleep(TimeUnit.SECONDS.toMillis(REST_S));
      out.println("failures " + failures.get());
      for (FileInputStream each : held) {
        each.close();
      }
      boolean all = accepted.await(DEADLINE_S, TimeUnit.SECONDS);
      out.println("accepted " + (all ? "all" : accepted.getCount() + " missing"));
    }
  }
}
