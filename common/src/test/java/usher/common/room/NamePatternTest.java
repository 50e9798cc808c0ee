package usher.common.room;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "lobby,lobby",
    "*,lobby",
    "lob*,lobby",
    "*by,lobby",
    "l*y,lobby",
    "lobby*,lobby",
    "a*b*c,axbxbc"
  })
  void aStarStandsForAnyRunOfCharacters(String pattern, String name) {
    assertTrue(new NamePattern(pattern).matches(name));
  }

  @ParameterizedTest
  @CsvSource({"lobby,lobby2", "lobby,Lobby", "lob*,alob", "*by,lobbyx", "a*b*c,axbxb", "a**b,a"})
  void whatDiffersDoesNotMatch(String pattern, String name) {
    assertFalse(new NamePattern(pattern).matches(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a?b", "[ab]", "ä", "..", "."})
  void whatNoNameCouldBeIsNoPattern(String text) {
    assertThrows(IllegalArgumentException.class, () -> new NamePattern(text));
  }

  @Test
  void aPatternIsAsLongAsANameAtMost() {
    assertTrue(NamePattern.isValid("*".repeat(128)));
    assertFalse(NamePattern.isValid("*".repeat(129)));
    assertFalse(new NamePattern("*a".repeat(64)).matches("b".repeat(128)));
  }
}
