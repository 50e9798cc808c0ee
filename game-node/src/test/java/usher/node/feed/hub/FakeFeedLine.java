package usher.node.feed.hub;

import java.util.LinkedHashSet;
import java.util.Set;
import usher.common.feed.TopicName;
import usher.common.player.PlayerFrame;

/** A connection that passes what topics say to those of its seats that hear them. */
final class FakeFeedLine implements FeedLine {
  private int frames;
  private int voices;

  /** How many frames of topics crossed it. */
  int frames() {
    return frames;
  }

  /** How many topics it hears. */
  int voices() {
    return voices;
  }

  @Override
  public Voice voice(TopicName topic) {
    voices++;
    return new Voice();
  }

  final class Voice implements TopicVoice {
    private final Set<FakeFeedSeat> seats = new LinkedHashSet<>();
    private boolean ended;

    Set<FakeFeedSeat> seats() {
      if (ended) {
        throw new AssertionError("this group is over");
      }
      return seats;
    }

    @Override
    public void message(PlayerFrame frame) {
      frames++;
      seats().forEach(seat -> seat.hear(frame));
    }

    @Override
    public void gap(PlayerFrame frame) {
      message(frame);
    }

    @Override
    public void end() {
      voices--;
      ended = true;
    }
  }
}
