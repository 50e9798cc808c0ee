package usher.router.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.FlagException;
import usher.common.needed.Needed;

/** What {@code --access-log} may name. */
@Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogTargetTest {
  @TempDir Path directory;

  private Path fifo(String name) throws InterruptedException {
    Path fifo = directory.resolve(name);
    int exit;
    try {
      exit = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    } catch (IOException e) {
      exit = -1;
    }
    Needed.orSkip(exit == 0, "an access log that is a FIFO needs mkfifo");
    return fifo;
  }

  private static String refusal(Path fifo) {
    return "--access-log: cannot write '"
        + fifo
        + "' (it is a FIFO, which waits for a reader: name a file, or - for standard output)";
  }

  @Test
  void aFifoIsRefusedInWordsAtTheStartAndNotWaitedFor() throws Exception {
    String fifo = fifo("fifo").toString();
    String refusal = refusal(Path.of(fifo));
    FlagException early = assertThrows(FlagException.class, () -> AccessLog.check(fifo));
    assertEquals(refusal, early.getMessage());
    FlagException late = assertThrows(FlagException.class, () -> AccessLog.open(fifo));
    assertEquals(refusal, late.getMessage());
  }

  @Test
  void aFileThatBecameAFifoIsRefusedAtTheReloadAndTheOldOneGoesOn() throws Exception {
    Path file = directory.resolve("access.log");
    try (AccessLog log = AccessLog.open(file.toString())) {
      Path moved = Files.move(file, directory.resolve("access.log.1"));
      fifo("access.log");
      FlagException wrong = assertThrows(FlagException.class, log::reload);
      assertEquals(refusal(file), wrong.getMessage());
      log.writeLine("{}");
      assertEquals("{}\n", Files.readString(moved));
    }
  }

  @Test
  void aLinkToAFifoIsNoWayAround() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), fifo("fifo"));
    assertThrows(FlagException.class, () -> AccessLog.open(link.toString()));
  }

  @Test
  void aDeviceIsNone() {
    Path device = Path.of("/dev/null");
    Needed.orSkip(Files.exists(device), "an access log that is a device needs /dev/null");
    AccessLog.check("/dev/null");
    try (AccessLog log = AccessLog.open("/dev/null")) {
      log.writeLine("{}");
      assertEquals("opened anew", log.reload());
      log.writeLine("{}");
      assertEquals(2, log.written());
    }
  }

  @Test
  void aPipeThatAnotherProcessReadsMayBeNamed() throws Exception {
    Path mine = Path.of("/dev/stdout");
    Needed.orSkip(Files.exists(mine), "an access log that is a pipe needs /dev/stdout");
    Process inner =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                ToStandardOutput.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(inner.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(0, inner.waitFor());
    assertTrue(said.contains("{\"to\":\"/dev/stdout\"}\n"), said);
    assertTrue(said.contains("{\"to\":\"-\"}\n"), said);
  }

  /** A process whose standard output is a pipe. */
  static final class ToStandardOutput {
    private ToStandardOutput() {}

    public static void main(String[] args) {
      for (String target : new String[] {"/dev/stdout", "-"}) {
        AccessLog.check(target);
        try (AccessLog log = AccessLog.open(target)) {
          log.writeLine("{\"to\":\"" + target + "\"}");
        }
      }
    }
  }
}
