package usher.common.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.feed.TopicName;
import usher.common.room.NamePattern;

class FeedOpenJsonTest {
  @Test
  void anOpenSurvivesTheWire() throws LinkFormatException {
    FeedOpen open = new FeedOpen("ann", List.of(new TopicName("AAPL"), new TopicName("MSFT")));
    assertEquals(open, FeedOpenJson.read(Unpooled.wrappedBuffer(FeedOpenJson.write(open))));
  }

  @Test
  void whatASeatMayListenToSurvivesTheWire() throws LinkFormatException {
    FeedOpen open = new FeedOpen("ann", List.of(), List.of(new NamePattern("A*")));
    FeedOpen read = FeedOpenJson.read(Unpooled.wrappedBuffer(FeedOpenJson.write(open)));
    assertEquals(open, read);
    assertTrue(read.permits(new TopicName("AAPL")));
    assertFalse(read.permits(new TopicName("MSFT")));
    assertFalse(read("{\"permitted\":[]}").permits(new TopicName("AAPL")));
    assertTrue(read("{}").permits(new TopicName("AAPL")));
  }

  @Test
  void nothingNeedsToBeSaid() throws LinkFormatException {
    assertEquals(new FeedOpen(null, List.of()), read("{}"));
    assertEquals(1, read("{\"topics\":[\"A\",\"A\"]}").topics().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"topics\":\"A\"}",
        "{\"topics\":[1]}",
        "{\"topics\":[\"a b\"]}",
        "{\"player\":7}",
        "{\"permitted\":\"A\"}",
        "{\"permitted\":null}",
        "{\"permitted\":[7]}",
        "{\"permitted\":[\"a b\"]}",
        "{\"player\":\"\"}"
      })
  void anythingElseIsRefused(String json) {
    assertThrows(LinkFormatException.class, () -> read(json));
  }

  private static FeedOpen read(String json) throws LinkFormatException {
    return FeedOpenJson.read(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
  }
}
