package usher.node.game;

import java.util.Collection;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The games that this node can play; immutable. */
public final class Games {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  private final TreeMap<String, Game<?, ?>> byName = new TreeMap<>();
  private final Game<?, ?> first;

  /**
   * @param first the name of the game of a room whose first player names none
   * @throws IllegalArgumentException if two have one name, a name is out of rule, or there is none
   *     called {@code first}; the message says which there are
   */
  public Games(Collection<Game<?, ?>> games, String first) {
    for (Game<?, ?> game : games) {
      String name = game.name();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            game.getClass().getName() + " calls its game '" + name + "', but a name is " + NAME);
      }
      Game<?, ?> other = byName.put(name, game);
      if (other != null) {
        throw new IllegalArgumentException(
            "both "
                + other.getClass().getName()
                + " and "
                + game.getClass().getName()
                + " are the game '"
                + name
                + "'");
      }
    }
    Game<?, ?> found = byName.get(first);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no game '" + first + "'; there are " + byName.keySet());
    }
    this.first = found;
  }

  /**
   * All games on the class path.
   *
   * @throws IllegalArgumentException also if one cannot be loaded
   */
  public static Games load(String first) {
    try {
      return new Games(
          ServiceLoader.load(Game.class).stream()
              .<Game<?, ?>>map(ServiceLoader.Provider::get)
              .toList(),
          first);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("a game cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** The game of this name; the node's first where the name is null; null where there is none. */
  public @Nullable Game<?, ?> find(@Nullable String name) {
    return name == null ? first : byName.get(name);
  }

  /** Their names, sorted. */
  public Collection<String> names() {
    return byName.keySet();
  }
}
