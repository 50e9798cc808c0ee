package usher.router.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import usher.common.needed.Needed;

/** What the access log does where its lines are not taken. */
class FullDiskTest {
  private static final String LINE = "{\"by\":\"player\"}";
  @TempDir Path directory;
  private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.class);
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    logger.addAppender(heard);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void listenNoMore() {
    logger.setAdditive(true);
    logger.setLevel(null);
    logger.detachAppender(heard);
  }

  /** Takes so many bytes, and no more until there is room again. */
  private static final class Disk implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;

    Disk(int room) {
      this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (room == 0) {
        throw new IOException("No space left on device");
      }
      byte[] part = new byte[Math.min(room, bytes.remaining())];
      bytes.get(part);
      taken.writeBytes(part);
      room -= part.length;
      return part.length;
    }

    List<String> lines() {
      return taken.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void whereverTheDiskIsFullNoLineIsGluedToAnotherAndTheCountsAreOfWhatIsThere() {
    for (int room = 0; room <= 3 * (LINE.length() + 1); room++) {
      Disk disk = new Disk(room);
      try (AccessLog log = new AccessLog("disk", new LineFile(disk, false))) {
        for (int i = 0; i < 4; i++) {
          log.writeLine(LINE);
        }
        disk.room = 1_000;
        log.writeLine(LINE);
        log.writeLine(LINE);
        List<String> lines = disk.lines();
        String seen = "room for " + room + ": " + lines;
        assertEquals(log.written(), lines.stream().filter(LINE::equals).count(), seen);
        assertEquals(6, log.written() + log.dropped(), seen);
        assertTrue(lines.stream().allMatch(line -> !line.isEmpty() && LINE.startsWith(line)), seen);
        assertTrue(lines.size() <= log.written() + 1, seen);
      }
    }
  }

  @Test
  void thatItFailsAndThatItWorksAgainAreSaidOnceEach() {
    Disk disk = new Disk(0);
    try (AccessLog log = new AccessLog("disk", new LineFile(disk, false))) {
      log.writeLine(LINE);
      log.writeLine(LINE);
      disk.room = 1_000;
      log.writeLine(LINE);
      log.writeLine(LINE);
    }
    assertEquals(
        List.of(
            "the access log 'disk' cannot be written, lines are lost: "
                + "java.io.IOException: No space left on device",
            "the access log 'disk' can be written again, 2 lines were lost"),
        heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }

  @Test
  void aFileThatEndsInsideALineGetsItsNextOneOnALineOfItsOwn() throws Exception {
    Path file = Files.writeString(directory.resolve("access.log"), "{\"by\":\"pl");
    try (AccessLog log = AccessLog.open(file.toString())) {
      log.writeLine(LINE);
      log.reload();
      log.writeLine(LINE);
    }
    assertEquals(List.of("{\"by\":\"pl", LINE, LINE), Files.readAllLines(file));
  }

  @Test
  void whatAFullDeviceDoesNotTakeIsDropped() {
    Needed.orSkip(Files.exists(Path.of("/dev/full")), "the full disk needs /dev/full");
    AccessLog.check("/dev/full");
    try (AccessLog log = AccessLog.open("/dev/full")) {
      log.writeLine(LINE);
      assertEquals(1, log.dropped());
      assertEquals(0, log.written());
    }
  }
}
