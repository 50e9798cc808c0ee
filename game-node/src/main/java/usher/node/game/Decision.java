package usher.node.game;

import java.util.List;
import usher.common.player.PlayerFrame;

/** What a game makes of a command. */
public sealed interface Decision<E> {
  /**
   * The command takes effect.
   *
   * @param events what happened, in order; with none, the seat that asked is told {@code done}
   * @param volatileFrames what everyone in the room is sent now, and nobody later: no event, no seq
   */
  record Accepted<E>(List<E> events, List<PlayerFrame> volatileFrames) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
      volatileFrames = List.copyOf(volatileFrames);
    }
  }

  /**
   * The command takes no effect.
   *
   * @param reason why, for the player who asked
   */
  record Rejected<E>(String reason) implements Decision<E> {}

  /** This happened. */
  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event), List.of());
  }

  /** All of this happened, in this order. */
  static <E> Decision<E> acceptAll(List<E> events) {
    return new Accepted<>(events, List.of());
  }

  /** Nothing happened that others need to know. */
  static <E> Decision<E> done() {
    return new Accepted<>(List.of(), List.of());
  }

  /** Everyone in the room, the sender too, gets this frame now. */
  static <E> Decision<E> volatileFrame(PlayerFrame frame) {
    return new Accepted<>(List.of(), List.of(frame));
  }

  /** No, and why. */
  static <E> Decision<E> reject(String reason) {
    return new Rejected<>(reason);
  }
}
