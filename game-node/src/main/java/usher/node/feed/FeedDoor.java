package usher.node.feed;

import java.util.List;
import usher.common.feed.TopicName;
import usher.node.feed.hub.FeedSeatLine;

/** Where connections hand what players want of feeds. Any thread; returns at once. */
public interface FeedDoor {
  /** No feeds: nobody is taken in. */
  FeedDoor NONE =
      new FeedDoor() {
        @Override
        public boolean open(FeedSeatLine line, List<TopicName> topics) {
          return false;
        }

        @Override
        public boolean command(FeedSeatLine line, long n, byte[] text) {
          return false;
        }

        @Override
        public void detach(FeedSeatLine line) {}
      };

  /**
   * A seat comes, at most once for each open.
   *
   * @param topics what it heard on the node that it had before
   * @return false if the hub has more to do than it may queue: nothing happens then
   */
  boolean open(FeedSeatLine line, List<TopicName> topics);

  /**
   * A seat asks something.
   *
   * @param text its frame, the hub's from now on
   * @return false if the hub has more to do than it may queue: nothing happens then
   */
  boolean command(FeedSeatLine line, long n, byte[] text);

  /** A seat goes: always taken. */
  void detach(FeedSeatLine line);
}
