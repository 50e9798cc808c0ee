package usher.router.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameScannerTest {
  private final FrameScanner scanner = new FrameScanner();

  private void scan(int... bytes) {
    ByteBuf buffer = Unpooled.buffer(bytes.length);
    for (int each : bytes) {
      buffer.writeByte(each);
    }
    scanner.scan(buffer);
  }

  @Test
  void boundaryIsWhereAFrameEnds() {
    assertTrue(scanner.atBoundary());
    scan(0x81);
    assertFalse(scanner.atBoundary());
    scan(2);
    assertFalse(scanner.atBoundary());
    scan('h');
    assertFalse(scanner.atBoundary());
    scan('i');
    assertTrue(scanner.atBoundary());
  }

  @Test
  void emptyFrameEndsWithItsHeader() {
    scan(0x81, 0);
    assertTrue(scanner.atBoundary());
    scan(0x82, 126, 0, 0);
    assertTrue(scanner.atBoundary());
  }

  @Test
  void maskIsPartOfTheFrame() {
    scan(0x81, 0x81, 1, 2, 3, 4);
    assertFalse(scanner.atBoundary());
    scan(5);
    assertTrue(scanner.atBoundary());
  }

  @Test
  void closeIsSeenAsSoonAsItBegins() {
    scan(0x81, 1, 0x88);
    assertFalse(scanner.closeSeen());
    scan(0x88);
    assertTrue(scanner.closeSeen());
    assertFalse(scanner.atBoundary());
  }

  @Test
  void impossibleLengthLeavesNoBoundaryEver() {
    scan(0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0);
    assertFalse(scanner.atBoundary());
    scan(0x7f);
    assertFalse(scanner.atBoundary());
  }

  @Test
  void anySplitOfAnyFramesFindsTheSameBoundaries() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ByteBuf stream = Unpooled.buffer();
      List<Integer> ends = new ArrayList<>();
      for (int frame = 0; frame < 20; frame++) {
        writeFrame(stream, random);
        ends.add(stream.writerIndex());
      }
      FrameScanner whole = new FrameScanner();
      int at = 0;
      while (at < stream.writerIndex()) {
        int step = Math.min(1 + random.nextInt(300), stream.writerIndex() - at);
        whole.scan(stream.slice(at, step));
        at += step;
        assertEquals(ends.contains(at), whole.atBoundary(), "seed " + seed + " at " + at);
      }
    }
  }

  private static void writeFrame(ByteBuf stream, Random random) {
    int length = new int[] {0, 1, 125, 126, 400, 65_535, 65_536}[random.nextInt(7)];
    boolean masked = random.nextBoolean();
    stream.writeByte(random.nextBoolean() ? 0x82 : 0x01);
    int mask = masked ? 0x80 : 0;
    if (length < 126) {
      stream.writeByte(mask | length);
    } else if (length < 65_536) {
      stream.writeByte(mask | 126).writeShort(length);
    } else {
      stream.writeByte(mask | 127).writeLong(length);
    }
    if (masked) {
      stream.writeInt(random.nextInt());
    }
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    stream.writeBytes(payload);
  }
}
