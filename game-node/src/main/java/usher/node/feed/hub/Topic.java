package usher.node.feed.hub;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;

/** A topic that somebody here wants, or did a moment ago. Owned by the {@link Hub}. */
final class Topic {
  /** What this node is to the topic's channel. */
  enum Wire {
    /** Not subscribed, and nothing under way. */
    OUT,
    /** SUBSCRIBE was sent. */
    ENTERING,
    /** Subscribed. */
    IN,
    /** UNSUBSCRIBE was sent. */
    LEAVING
  }

  private static final class Ears {
    private final TopicVoice voice;
    private int seats;

    Ears(TopicVoice voice) {
      this.voice = voice;
    }
  }

  private final TopicName name;
  private final Map<FeedLine, Ears> lines = new LinkedHashMap<>();
  private final Set<HubSeat> waiting = new LinkedHashSet<>();
  private Wire wire = Wire.OUT;
  private boolean live;
  private boolean missed;
  private long ask;
  private @Nullable PlayerFrame last;

  Topic(TopicName name) {
    this.name = name;
  }

  TopicName name() {
    return name;
  }

  Wire wire() {
    return wire;
  }

  void wire(Wire next) {
    wire = next;
  }

  /** Whether all that is published from now on is heard. */
  boolean isLive() {
    return live;
  }

  /** Whether anybody hears it, or waits to. */
  boolean isWanted() {
    return !lines.isEmpty() || !waiting.isEmpty();
  }

  void await(HubSeat seat) {
    waiting.add(seat);
  }

  void awaitNoMore(HubSeat seat) {
    waiting.remove(seat);
  }

  /** Who waits for it to be live now. */
  List<HubSeat> waiting() {
    return List.copyOf(waiting);
  }

  void listen(HubSeat seat) {
    waiting.remove(seat);
    FeedLine line = seat.line().line();
    Ears ears = lines.get(line);
    if (ears == null) {
      ears = new Ears(line.voice(name));
      lines.put(line, ears);
    }
    ears.seats++;
    seat.line().listen(ears.voice);
  }

  /**
   * @param tell whether the seat is to be told, which is there still
   */
  void unlisten(HubSeat seat, boolean tell) {
    FeedLine line = seat.line().line();
    Ears ears = lines.get(line);
    if (ears == null) {
      throw new IllegalStateException("a seat left " + name + ", which its line does not hear");
    }
    if (tell) {
      seat.line().unlisten(ears.voice);
    }
    if (--ears.seats == 0) {
      lines.remove(line);
      ears.voice.end();
    }
  }

  /** From now on all is heard; says whether something was not, since last it was live. */
  boolean begin() {
    boolean gap = missed;
    live = true;
    missed = false;
    ask = 0;
    return gap;
  }

  /** Not all is heard from now on. */
  void suspend() {
    missed |= live && !lines.isEmpty();
    live = false;
    ask = 0;
    last = null;
  }

  /** The number under which the last message is asked for; 0 where it is not. */
  long ask() {
    return ask;
  }

  void ask(long number) {
    ask = number;
  }

  /** The last message; null where none is known. */
  @Nullable PlayerFrame last() {
    return last;
  }

  void last(@Nullable PlayerFrame message) {
    last = message;
  }

  /** Says a message on every line; how many that were. */
  int message(PlayerFrame frame) {
    for (Ears ears : lines.values()) {
      ears.voice.message(frame);
    }
    return lines.size();
  }

  /** Says on every line that messages may have been missed; how many that were. */
  int gap() {
    if (!lines.isEmpty()) {
      PlayerFrame frame = FeedFrames.gap(name);
      for (Ears ears : lines.values()) {
        ears.voice.gap(frame);
      }
    }
    return lines.size();
  }
}
