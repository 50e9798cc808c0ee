package usher.common.control.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import usher.common.control.NodeId;

/** Random changes to good messages are taken or refused in our words, and nothing else happens. */
class ControlCodecFuzzTest {
  private static final long SEED = Long.getLong("usher.fuzz.seed", 20_260_101L);
  private static final int ROUNDS = 1_500;
  private static final String SPICE = "{}[]\",:0179.-+eE\\ntrufalsN\u0000\u2028é\ud83d";
  private static final List<String> GOOD =
      List.of(
          "{\"type\":\"register\",\"protocol\":1,\"node\":\"n\",\"incarnation\":\"b\","
              + "\"address\":\"h:1\",\"capacity\":{\"rooms\":1,\"seats\":1},"
              + "\"rooms\":[{\"room\":\"a\",\"epoch\":1},{\"room\":\"b\",\"epoch\":2}]}",
          "{\"protocol\":1,\"incarnation\":\"b\",\"number\":1,\"rooms\":0,\"seats\":0,"
              + "\"cpu\":0.5,\"placement\":0,\"address\":\"h:1\","
              + "\"capacity\":{\"rooms\":1,\"seats\":1}}",
          "{\"type\":\"heartbeat\",\"number\":1,\"rooms\":0,\"seats\":0,\"load\":0.5,"
              + "\"placement\":0}",
          "{\"type\":\"welcome\",\"routerId\":\"x\",\"heartbeatIntervalMs\":5,\"leaseMs\":9,"
              + "\"forget\":[{\"room\":\"a\",\"epoch\":1}]}",
          "{\"type\":\"stale\",\"room\":\"a\",\"placement\":1}");

  @Test
  void nothingButARefusalComesOfRandomChanges() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutate(random, GOOD.get(random.nextInt(GOOD.size())));
      taken += read(text, "seed " + SEED + ", round " + round + ": " + text);
    }
    assertTrue(taken > 0, "some changes do no harm");
  }

  private static int read(String text, String what) {
    int taken = 0;
    try {
      ControlCodec.readNodeMessage(text);
      taken++;
    } catch (ControlFormatException e) {
      assertSentence(e, what);
    }
    try {
      ControlCodec.readRouterMessage(text);
      taken++;
    } catch (ControlFormatException e) {
      assertSentence(e, what);
    }
    try {
      ControlCodec.readReport(new NodeId("n"), text);
      taken++;
    } catch (ControlFormatException e) {
      assertSentence(e, what);
    }
    return taken;
  }

  private static void assertSentence(ControlFormatException e, String what) {
    assertTrue(Texts.isPrintable(e.sentence()), what);
    assertTrue(e.sentence().length() < 2_000, what);
    assertEquals(0, e.getStackTrace().length, what);
  }

  private static String mutate(Random random, String good) {
    StringBuilder text = new StringBuilder(good);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
        case 1 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
        case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
      }
      if (text.isEmpty()) {
        text.append('x');
      }
    }
    return text.toString();
  }
}
