package usher.common.config.text;

import org.jspecify.annotations.Nullable;

/**
 * A flag as it stands.
 *
 * @param name without its dashes
 * @param value as it was written; null where nothing was, and it has no default
 * @param origin where the value comes from
 * @param isFile whether the value names a file: its name may have an {@code @}, and no password
 */
public record ConfigEntry(String name, @Nullable String value, Origin origin, boolean isFile) {
  /** Where a value comes from; the first that has one wins. */
  public enum Origin {
    COMMAND_LINE("from the command line"),
    ENVIRONMENT("from the environment"),
    FILE("from the file of --config"),
    DEFAULT("defaults");

    private final String title;

    Origin(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }
}
