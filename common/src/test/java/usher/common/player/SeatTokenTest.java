package usher.common.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeatTokenTest {
  @Test
  void aBoundTokenFitsItsPlayerOnly() {
    String token = SeatToken.bound("ann");

    assertTrue(SeatToken.isWellFormed(token), token);
    assertTrue(SeatToken.isBoundTo(token, "ann"));
    assertFalse(SeatToken.isBoundTo(token, "bob"));
    assertFalse(SeatToken.isBoundTo(token, "an"));
    assertNotEquals(token, SeatToken.bound("ann"));
  }

  @Test
  void aTokenBoundToNobodyFitsNobody() {
    String token = SeatToken.fresh();

    assertTrue(SeatToken.isWellFormed(token), token);
    assertEquals(24, token.length());
    assertFalse(SeatToken.isBoundTo(token, ""));
  }

  @Test
  void halvesOfTwoTokensMakeNoThird() {
    String ann = SeatToken.bound("ann");
    String bob = SeatToken.bound("bob");

    assertFalse(SeatToken.isBoundTo(ann.substring(0, 24) + bob.substring(24), "bob"));
    assertFalse(SeatToken.isWellFormed(ann + "x"));
    assertFalse(SeatToken.isWellFormed(ann.substring(1)));
  }
}
