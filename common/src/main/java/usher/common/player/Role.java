package usher.common.player;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a seat may do. The name in lower case is the word on the wire. */
public enum Role {
  /** Acts. */
  PLAYER,
  /** Watches. */
  SPECTATOR;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The role of a word; null where it is none. */
  public static @Nullable Role parse(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return role;
      }
    }
    return null;
  }
}
