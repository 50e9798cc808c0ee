package usher.common.control.wire;

import usher.common.control.ControlLimits;

/** What may stand in a text that logs and pages will show. */
final class Texts {
  private Texts() {}

  /** Whether the text has no control characters, and no half of a surrogate pair. */
  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** The text cut to the longest that a message may have, with what is not printable replaced. */
  static String printable(String text) {
    String cut =
        text.length() <= ControlLimits.MAX_TEXT_LENGTH
            ? text
            : text.substring(0, ControlLimits.MAX_TEXT_LENGTH - 1) + "…";
    if (isPrintable(cut)) {
      return cut;
    }
    StringBuilder out = new StringBuilder(cut.length());
    cut.codePoints()
        .forEach(c -> out.appendCodePoint(isPrintable(Character.toString(c)) ? c : '?'));
    return out.toString();
  }
}
