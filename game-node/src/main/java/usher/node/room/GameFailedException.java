package usher.node.room;

/** A game threw where it must not: its room cannot go on. */
final class GameFailedException extends RuntimeException {
  GameFailedException(String game, Throwable cause) {
    super("the game " + game + " failed", cause);
  }
}
