package usher.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * What a player of the game {@code arena} says and looks for: each frame that steers has a mark,
 * and the runner's next position has it, too. Pure.
 */
final class ArenaBot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEER = 1;
  private static final int POSITIONS = 2;
  private static final int HEAD_BYTES = 1 + 4 + 1;
  private static final int RUNNER_BYTES = 1 + 2 + 2 + 2;
  private static final int FULL = 127;

  /** Marks that are under way; older ones count as lost. */
  private static final int MARKS = 1_024;

  private static final int TURN_EVERY = 20;

  private final long[] dueNs = new long[MARKS];
  private int runner;
  private long sent;
  private long seen;

  /** A welcome, or an event: it may tell which runner is ours. */
  void onText(String text, String player) throws IOException {
    if (!text.contains("\"runners\"") && !text.contains("\"entered\"")) {
      return;
    }
    JsonNode frame = JSON.readTree(text);
    for (JsonNode each : frame.path("state").path("game").path("runners")) {
      if (each.path("name").asText().equals(player)) {
        runner = each.path("number").asInt();
      }
    }
    if (frame.path("by").asText().equals(player) && frame.path("event").has("entered")) {
      runner = frame.path("event").path("entered").asInt();
    }
  }

  /** The next frame that steers; it turns a little each second. */
  ByteBuf steer(int number, long due) {
    sent++;
    dueNs[(int) (sent % MARKS)] = due;
    long turns = sent / TURN_EVERY;
    double angle = number + turns * 0.7;
    ByteBuf frame = Unpooled.buffer(5);
    frame.writeByte(STEER).writeShort((int) sent);
    frame.writeByte((int) (FULL * Math.cos(angle))).writeByte((int) (FULL * Math.sin(angle)));
    return frame;
  }

  /** A frame with positions: each mark of ours that it covers is told by when it was due. */
  void onPositions(ByteBuf frame, LongConsumer seenDue) {
    int at = frame.readerIndex();
    if (frame.readableBytes() < HEAD_BYTES || frame.getByte(at) != POSITIONS) {
      return;
    }
    int count = frame.getUnsignedByte(at + HEAD_BYTES - 1);
    for (int i = 0;
        i < count && frame.readableBytes() >= HEAD_BYTES + (i + 1) * RUNNER_BYTES;
        i++) {
      int from = at + HEAD_BYTES + i * RUNNER_BYTES;
      if (frame.getUnsignedByte(from) == runner) {
        int mark = frame.getUnsignedShort(from + 5);
        long newest = sent - ((sent - mark) & 0xFFFF);
        for (seen = Math.max(seen, sent - MARKS); seen < newest; ) {
          seen++;
          seenDue.accept(dueNs[(int) (seen % MARKS)]);
        }
      }
    }
  }

  /** The runner begins anew, on a new connection: what is under way is forgotten. */
  void restart() {
    seen = sent;
  }
}
