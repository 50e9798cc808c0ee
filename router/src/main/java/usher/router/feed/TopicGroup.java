package usher.router.feed;

import java.util.ArrayList;
import java.util.List;
import usher.common.feed.TopicName;
import usher.router.seat.Word;

/**
 * A topic as it comes in on one link, and the seats of the loop that hear it there. On the loop.
 */
final class TopicGroup {
  private final TopicName topic;

  /** In no order that matters: each comes and goes in one step. Bounded by the loop's seats. */
  private final List<Listening> listeners = new ArrayList<>();

  TopicGroup(TopicName topic) {
    this.topic = topic;
  }

  TopicName topic() {
    return topic;
  }

  int size() {
    return listeners.size();
  }

  void add(Listening listening) {
    listening.group = this;
    listening.index = listeners.size();
    listeners.add(listening);
  }

  void remove(Listening listening) {
    Listening last = listeners.remove(listeners.size() - 1);
    if (last != listening) {
      listeners.set(listening.index, last);
      last.index = listening.index;
    }
    listening.group = null;
  }

  /** Says it to all. */
  void say(Word word) {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).seat.say(word);
    }
  }

  /** The node gave the topic up: nobody hears it here any more. */
  void end() {
    for (int i = listeners.size() - 1; i >= 0; i--) {
      listeners.get(i).seat.leaves(topic);
    }
  }
}
