package usher.router.cli;

/**
 * One thing that a check-up looked at.
 *
 * @param about what it is, in a word or two
 * @param found how it is
 * @param mend what to do about it; empty for nothing
 */
record Finding(Level level, String about, String found, String mend) {
  /** How bad it is. */
  enum Level {
    /** As it should be. */
    OK("ok"),
    /** It works, and could be better. */
    WARN("warn"),
    /** Something must be mended. */
    BAD("BAD");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** The word that is printed. */
    String word() {
      return word;
    }
  }

  static Finding ok(String about, String found) {
    return new Finding(Level.OK, about, found, "");
  }

  static Finding warn(String about, String found, String mend) {
    return new Finding(Level.WARN, about, found, mend);
  }

  static Finding bad(String about, String found, String mend) {
    return new Finding(Level.BAD, about, found, mend);
  }
}
