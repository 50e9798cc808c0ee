package usher.router.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.control.NodeId;

class MoveWishTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "{}", "{\"to\":null}"})
  void withoutANodeAnyNodeWillDo(String body) {
    assertNull(MoveWish.read(body).to());
  }

  @Test
  void aNodeCanBeNamed() {
    assertEquals(new NodeId("node-2"), MoveWish.read("{\"to\":\"node-2\"}").to());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node-2",
        "[]",
        "\"node-2\"",
        "{\"to\":2}",
        "{\"to\":\"\"}",
        "{\"node\":\"n\"}",
        "{} {}"
      })
  void whatIsNoWishIsRefusedWithWhatWouldBeRight(String body) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> MoveWish.read(body)).getMessage());
    assertTrue(message.startsWith("the body of a move is empty, or {\"to\":\"node-2\"}"), message);
  }
}
