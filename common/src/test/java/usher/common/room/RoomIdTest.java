package usher.common.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Room-1", "a.b_c~d", "...", "0"})
  void theCharactersOfAUrlPathAreAnId(String id) {
    assertEquals(id, new RoomId(id).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "a%20", "é", "a\n", "a\u0000"})
  void anythingElseIsRefusedWithTheRule(String id) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new RoomId(id));
    assertTrue(String.valueOf(e.getMessage()).contains(RoomId.RULE));
  }

  @Test
  void theLongestIdHas128Characters() {
    assertTrue(RoomId.isValid("x".repeat(128)));
    assertFalse(RoomId.isValid("x".repeat(129)));
  }

  @Test
  void freshIdsDiffer() {
    Random random = new Random(1);
    assertNotEquals(RoomId.fresh(random), RoomId.fresh(random));
  }
}
