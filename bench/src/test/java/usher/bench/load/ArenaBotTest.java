package usher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArenaBotTest {
  private final ArenaBot bot = new ArenaBot();
  private final List<Long> seen = new ArrayList<>();

  private void positions(int runner, int mark) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeByte(2).writeInt(9).writeByte(2);
    frame.writeByte(runner + 1).writeShort(1).writeShort(2).writeShort(60_000);
    frame.writeByte(runner).writeShort(3).writeShort(4).writeShort(mark);
    bot.onPositions(frame, seen::add);
  }

  @Test
  void aPositionTellsOfAllMarksUpToItsOwn() throws IOException {
    bot.onText("{\"state\":{\"game\":{\"runners\":[{\"name\":\"p1\",\"number\":7}]}}}", "p1");
    for (int i = 1; i <= 3; i++) {
      ByteBuf frame = bot.steer(1, 100L * i);
      assertEquals(5, frame.readableBytes());
      assertEquals(i, frame.getUnsignedShort(1));
    }
    positions(7, 0);
    assertEquals(List.of(), seen);
    positions(7, 2);
    positions(7, 2);
    assertEquals(List.of(100L, 200L), seen);
    positions(8, 3);
    assertEquals(List.of(100L, 200L), seen);
    positions(7, 3);
    assertEquals(List.of(100L, 200L, 300L), seen);
  }

  @Test
  void marksGoOnPastTheirWidth() throws IOException {
    bot.onText("{\"by\":\"p1\",\"event\":{\"entered\":7}}", "p1");
    for (int i = 1; i <= 70_000; i++) {
      bot.steer(1, i);
      positions(7, i & 0xFFFF);
    }
    assertEquals(70_000, seen.size());
    assertEquals(70_000L, seen.get(69_999));
  }
}
