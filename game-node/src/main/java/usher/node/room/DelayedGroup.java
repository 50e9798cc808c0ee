package usher.node.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.node.seat.Seat;

/**
 * Those who hear a room so many seconds late: what it was like then, and what they hear next. Owned
 * by the room's loop.
 */
final class DelayedGroup {
  /**
   * One who is shown the room when its past is old enough.
   *
   * @param after the last event heard; null where none was
   */
  record Waiting(Seat seat, @Nullable EventId after) {}

  final int seconds;
  final long delayNs;
  final Voices voices;

  /** Those who wait, by their tokens. Bounded by the spectators. */
  final Map<String, Waiting> waiting = new LinkedHashMap<>();

  private @Nullable RoomState past;
  private EventId last = new EventId(0, 0);
  private long sinceNs;
  private boolean live;
  private long emptySinceNs;

  /** The number of the word that is said next. */
  long next;

  DelayedGroup(int seconds, Voices voices, long nowNs) {
    this.seconds = seconds;
    this.delayNs = TimeUnit.SECONDS.toNanos(seconds);
    this.voices = voices;
    this.sinceNs = nowNs;
    this.emptySinceNs = nowNs;
  }

  /**
   * The group begins with this state.
   *
   * @param lastEvent the last event in it
   * @param asOfNs since when the room was like that
   * @param nextWord the number of the first word after it
   */
  void begin(RoomState state, EventId lastEvent, long asOfNs, long nextWord) {
    past = state;
    last = lastEvent;
    sinceNs = asOfNs;
    next = nextWord;
    live = false;
  }

  /** What it began with is void: it is to begin again. */
  void restart() {
    past = null;
    live = false;
  }

  boolean hasPast() {
    return past != null;
  }

  /** The room as it was. */
  RoomState past() {
    RoomState state = past;
    if (state == null) {
      throw new IllegalStateException("a group that did not begin");
    }
    return state;
  }

  /** The last event that was said, or that the state covers. */
  EventId last() {
    return last;
  }

  /** Whether the past is shown and goes on; before, it is not old enough. */
  boolean isLive() {
    return live;
  }

  void live() {
    live = true;
  }

  /** When the past is old enough. */
  long liveAtNs() {
    return sinceNs + delayNs;
  }

  /** Says one word, to those who are here. */
  void say(LateWords.Word word) {
    next++;
    if (word.frame() != null) {
      voices.say(word.frame());
    } else if (word.event() != null
        && word.shown() != null
        && word.event().id().seq() > last.seq()) {
      past().apply(word.event());
      last = word.event().id();
      voices.event(word.shown(), null);
    }
  }

  /** Someone is here, or nobody; whether nobody was for so long. */
  boolean isEmptyFor(boolean empty, long nowNs, long graceNs) {
    if (!empty) {
      emptySinceNs = nowNs;
    }
    return nowNs - emptySinceNs >= graceNs;
  }
}
