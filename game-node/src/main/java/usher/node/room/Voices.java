package usher.node.room;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/**
 * What a room says to all: one voice for each line on which a seat hears it, at the room's epoch.
 * Owned by the room's loop.
 */
final class Voices {
  private static final class Speaker {
    final Line line;
    RoomVoice voice;
    int hearing;

    Speaker(Line line, RoomVoice voice) {
      this.line = line;
      this.voice = voice;
    }
  }

  private final RoomId room;
  private final int side;
  private final IdentityHashMap<Line, Speaker> byLine = new IdentityHashMap<>();
  private final List<Speaker> speakers = new ArrayList<>();

  /**
   * @param side 0 for the voices that most hear; others have one of their own
   */
  Voices(RoomId room, int side) {
    this.room = room;
    this.side = side;
  }

  /** A seat on this line hears the room from now on. */
  RoomVoice join(Line line, long epoch) {
    Speaker speaker = byLine.get(line);
    if (speaker == null) {
      speaker = new Speaker(line, line.voice(room, epoch, side));
      byLine.put(line, speaker);
      speakers.add(speaker);
    }
    speaker.hearing++;
    return speaker.voice;
  }

  /** A seat on this line hears it no more. */
  void leave(Line line) {
    Speaker speaker = byLine.get(line);
    if (speaker != null && --speaker.hearing == 0) {
      byLine.remove(line);
      speakers.remove(speaker);
      speaker.voice.end();
    }
  }

  /** The room goes on at a higher epoch: it has other voices. */
  void raise(long epoch) {
    for (Speaker speaker : speakers) {
      RoomVoice before = speaker.voice;
      speaker.voice = speaker.line.voice(room, epoch, side);
      before.end();
    }
  }

  /** Whether nobody hears it. */
  boolean isSilent() {
    return speakers.isEmpty();
  }

  /** The voice on a line that someone hears it on. */
  @Nullable RoomVoice on(Line line) {
    Speaker speaker = byLine.get(line);
    return speaker == null ? null : speaker.voice;
  }

  void event(SpokenEvent event, @Nullable SeatLine asker) {
    Line askersLine = asker == null ? null : asker.line();
    for (int i = 0; i < speakers.size(); i++) {
      Speaker speaker = speakers.get(i);
      speaker.voice.event(event, speaker.line == askersLine ? asker : null);
    }
  }

  void say(PlayerFrame frame) {
    for (int i = 0; i < speakers.size(); i++) {
      speakers.get(i).voice.say(frame);
    }
  }

  /** Nobody hears anything any more. */
  void end() {
    speakers.forEach(speaker -> speaker.voice.end());
    speakers.clear();
    byLine.clear();
  }

  void each(Consumer<RoomVoice> word) {
    speakers.forEach(speaker -> word.accept(speaker.voice));
  }
}
