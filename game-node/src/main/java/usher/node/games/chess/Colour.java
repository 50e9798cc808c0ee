package usher.node.games.chess;

import java.util.Locale;

/** A side. Its name in lower case is its word on the wire, the first letter in a result. */
enum Colour {
  WHITE,
  BLACK;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String letter() {
    return word().substring(0, 1);
  }

  Colour other() {
    return this == WHITE ? BLACK : WHITE;
  }

  /** The side of a word or its first letter; anything else is black. */
  static Colour of(String word) {
    return word.startsWith("w") ? WHITE : BLACK;
  }
}
