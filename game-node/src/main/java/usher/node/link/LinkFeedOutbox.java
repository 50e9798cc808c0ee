package usher.node.link;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the hub of the feeds said on links in this turn. Owned by the thread {@code feed-hub}. */
final class LinkFeedOutbox {
  private final LinkOutbox frames = new LinkOutbox();
  private final Set<LinkTopicVoice> owing = new LinkedHashSet<>();

  LinkOutbox frames() {
    return frames;
  }

  /** A gap is to be told there once the router reads again. */
  void owes(LinkTopicVoice voice) {
    owing.add(voice);
  }

  void owesNoMore(LinkTopicVoice voice) {
    owing.remove(voice);
  }

  /** The turn is over: all of it leaves. */
  void turnEnded() {
    if (!owing.isEmpty()) {
      List.copyOf(owing).forEach(LinkTopicVoice::pay);
    }
    frames.turnEnded();
  }
}
