package usher.common.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.room.RoomId;

class FeedNamesTest {
  @ParameterizedTest
  @CsvSource({
    "AAPL, AAPL",
    "*, AAPL",
    "A*, AAPL",
    "*L, AAPL",
    "A*L, AAPL",
    "A*A*L, AAPL",
    "stock.*, stock.",
    "*.eu.*, a.eu.b.eu.c",
    "**, x"
  })
  void aStarStandsForAnyRunOfCharacters(String pattern, String topic) {
    assertTrue(new RetainPattern(pattern).matches(new TopicName(topic)));
  }

  @ParameterizedTest
  @CsvSource({"AAPL, AAPLE", "AAPL, AAP", "A*, BA", "*.eu.*, a.eu", "A*B, AxBx"})
  void anyOtherCharacterStandsForItself(String pattern, String topic) {
    assertFalse(new RetainPattern(pattern).matches(new TopicName(topic)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A,,B", "A b", "a[bc]", "a?", "."})
  void whatIsNoPatternIsRefusedWithTheRule(String list) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RetainPattern.list(list));
    assertTrue(String.valueOf(e.getMessage()).contains(RetainPattern.RULE));
  }

  @Test
  void thereAreAsManyPatternsAsTheBoundSays() {
    String most = "a,".repeat(FeedLimits.MAX_RETAIN_PATTERNS - 1) + "a";
    assertEquals(FeedLimits.MAX_RETAIN_PATTERNS, RetainPattern.list(most).size());
    assertThrows(IllegalArgumentException.class, () -> RetainPattern.list(most + ",a"));
  }

  @Test
  void aTopicIsFoundAgainFromItsChannel() {
    TopicName topic = new TopicName("AAPL");
    assertEquals("usher:feed:AAPL", FeedKeys.channel(topic));
    assertEquals("usher:feed-last:AAPL", FeedKeys.last(topic));
    assertEquals(topic, FeedKeys.topic("usher:feed:AAPL"));
    assertNull(FeedKeys.topic("usher:feed:"));
    assertNull(FeedKeys.topic("other"));
  }

  @Test
  void aRoomWithTheLongestIdHasNoTopic() {
    assertEquals("room.r1", TopicName.ofRoom(new RoomId("r1")).value());
    RoomId longest = new RoomId("x".repeat(RoomId.MAX_LENGTH));
    assertThrows(IllegalArgumentException.class, () -> TopicName.ofRoom(longest));
  }
}
