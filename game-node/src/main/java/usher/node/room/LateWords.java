package usher.node.room;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import usher.common.journal.RoomEvent;
import usher.common.player.PlayerFrame;
import usher.node.seat.SpokenEvent;

/**
 * What a room said, to be said again later; each word has a number, one above that before it. Owned
 * by the room's loop.
 */
final class LateWords {
  /** The most words kept. */
  static final int MAX_WORDS = 16_384;

  /** Frames that are no events are left out where so many words are kept already. */
  static final int MAX_WORDS_WITH_FRAMES = MAX_WORDS / 2;

  /** The most bytes of words that are kept, as JSON or as the game made them. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Frames that are no events are left out where so many bytes are kept already. */
  static final int MAX_BYTES_WITH_FRAMES = MAX_BYTES / 2;

  private static final int FIRST_SIZE = 64;

  /**
   * A word.
   *
   * @param event what happened; null where it is a frame that is no event
   * @param shown the event as spectators hear it
   */
  record Word(
      long atNs,
      @Nullable RoomEvent event,
      @Nullable SpokenEvent shown,
      @Nullable PlayerFrame frame) {
    int bytes() {
      return event != null ? event.json().length() : frame != null ? frame.payload().length : 0;
    }
  }

  private @Nullable Word[] ring = new Word[FIRST_SIZE];
  private long first;
  private long end;
  private int bytes;

  /** The number of the first that is kept. */
  long first() {
    return first;
  }

  /** The number of the next that comes. */
  long end() {
    return end;
  }

  Word at(long number) {
    return Objects.requireNonNull(ring[slot(number)]);
  }

  /** Adds an event; false if there are too many: nothing is kept then, this one neither. */
  boolean add(long atNs, RoomEvent event, SpokenEvent shown) {
    if (end - first >= MAX_WORDS || bytes + event.json().length() > MAX_BYTES) {
      dropBefore(end);
      return false;
    }
    add(new Word(atNs, event, shown, null));
    return true;
  }

  /** Adds a frame that is no event, if there is room for any. */
  void add(long atNs, PlayerFrame frame) {
    if (end - first < MAX_WORDS_WITH_FRAMES
        && bytes + frame.payload().length <= MAX_BYTES_WITH_FRAMES) {
      add(new Word(atNs, null, null, frame));
    }
  }

  private void add(Word word) {
    if (end - first == ring.length) {
      @Nullable Word[] larger = new Word[ring.length * 2];
      for (long number = first; number < end; number++) {
        larger[(int) (number & (larger.length - 1))] = ring[slot(number)];
      }
      ring = larger;
    }
    ring[slot(end)] = word;
    end++;
    bytes += word.bytes();
  }

  /** Nobody wants those before this one any more. */
  void dropBefore(long number) {
    while (first < number && first < end) {
      bytes -= at(first).bytes();
      ring[slot(first)] = null;
      first++;
    }
  }

  private int slot(long number) {
    return (int) (number & (ring.length - 1));
  }
}
