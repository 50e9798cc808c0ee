package usher.common.config;

import java.util.Set;

/**
 * Something whose settings can change while the process runs. Called on one thread at a time, which
 * is no event loop: it may read files.
 */
public interface Reloadable {
  /** What it is, in a word or two, for the log: {@code tokens}, {@code limits}. */
  String name();

  /**
   * Takes its settings anew, all or none of them.
   *
   * @return what changed, in words for the log, without secrets; empty for nothing
   * @throws FlagException if the new ones cannot be used; the old ones stay
   */
  String reload();

  /** The flags whose new values it takes, with their dashes; any other needs a restart. */
  default Set<String> flags() {
    return Set.of();
  }
}
