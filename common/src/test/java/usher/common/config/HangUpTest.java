package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SIGHUP to processes of their own. */
class HangUpTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final int DEADLINE_S = 20;

  @Test
  void aHangUpReloads() throws Exception {
    Process process =
        start(
            "if env --default-signal=HUP true 2>/dev/null; then set -- env --default-signal=HUP \"$@\""
                + "; fi; exec \"$@\"");
    try (BufferedReader said = said(process)) {
      assertEquals("ready", said.readLine());
      hangUp(process);
      assertEquals("reloaded", said.readLine());
    }
    assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS));
  }

  @Test
  void aProcessToldToIgnoreItSaysThatItReloadsNothing() throws Exception {
    Process process = start("trap '' HUP; exec \"$@\"");
    try (BufferedReader said = said(process)) {
      String warning = said.readLine();
      assertTrue(warning.contains("WARN") && warning.contains("SIGHUP reloads nothing"), warning);
      assertEquals("ready", said.readLine());
      hangUp(process);
      assertTrue(process.isAlive());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String shell) throws Exception {
    return new ProcessBuilder(
            "sh",
            "-c",
            shell,
            "sh",
            JAVA,
            "-cp",
            System.getProperty("java.class.path"),
            Reloading.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader said(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void hangUp(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start();
    assertTrue(kill.waitFor(DEADLINE_S, TimeUnit.SECONDS));
  }

  /** Waits for one reload, and ends. */
  static final class Reloading {
    private Reloading() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch reloaded = new CountDownLatch(1);
      HangUp.runs(
          () -> {
            System.out.println("reloaded");
            reloaded.countDown();
          });
      System.out.println("ready");
      boolean ended = reloaded.await(DEADLINE_S, TimeUnit.SECONDS);
      System.exit(ended ? 0 : 1);
    }
  }
}
