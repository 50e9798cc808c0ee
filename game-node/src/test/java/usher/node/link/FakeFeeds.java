package usher.node.link;

import java.util.List;
import usher.common.feed.TopicName;
import usher.node.feed.FeedDoor;
import usher.node.feed.hub.FeedCounts;
import usher.node.feed.hub.FeedSeatLine;
import usher.node.feed.hub.Hub;

/** Feeds of one node, which carry out at once what is asked of them. */
final class FakeFeeds implements FeedDoor {
  final FeedCounts counts = new FeedCounts();
  final Hub hub = new Hub("node-1", false, 1_000, counts);
  boolean full;

  @Override
  public boolean open(FeedSeatLine line, List<TopicName> topics) {
    if (!full) {
      hub.open(line, topics);
    }
    return !full;
  }

  @Override
  public boolean command(FeedSeatLine line, long n, byte[] text) {
    if (!full) {
      hub.command(line, n, text);
    }
    return !full;
  }

  @Override
  public void detach(FeedSeatLine line) {
    hub.detach(line);
  }

  /** How many seats there are. */
  int seats() {
    hub.turnEnded();
    return counts.seats();
  }
}
