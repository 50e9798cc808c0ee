package usher.node.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;
import usher.common.link.FeedOpen;
import usher.common.player.CloseReason;
import usher.node.feed.FeedDoor;

/** The opens of a link at the node's feeds. Owned by the link's event loop. */
final class LinkFeeds {
  private static final byte[] NO_TEXT = {};

  private final FeedDoor door;
  private final LinkFeedLine line;
  private final IntObjectMap<LinkFeedSeat> opens = new IntObjectHashMap<>();

  LinkFeeds(FeedDoor door, LinkFeedLine line) {
    this.door = door;
    this.line = line;
  }

  int size() {
    return opens.size();
  }

  boolean has(int open) {
    return opens.containsKey(open);
  }

  /** Seats a player; false if the hub is too busy. */
  boolean open(int open, FeedOpen request) {
    LinkFeedSeat seat = new LinkFeedSeat(open, request, line);
    if (!door.open(seat, request.topics())) {
      return false;
    }
    opens.put(open, seat);
    return true;
  }

  /**
   * Hands a command on.
   *
   * @param binary what is no text is no command: the hub says so
   * @return why the open is over now; null where it goes on
   */
  @Nullable CloseReason command(int open, long n, ByteBuf payload, boolean binary) {
    LinkFeedSeat seat = opens.get(open);
    if (seat == null || seat.isEnded()) {
      return null;
    }
    byte[] text = binary ? NO_TEXT : ByteBufUtil.getBytes(payload);
    if (seat.mayWait(text.length)) {
      if (door.command(seat, n, text)) {
        return null;
      }
      seat.taken(text.length);
    }
    seat.markEnded();
    opens.remove(open);
    door.detach(seat);
    return CloseReason.TOO_FAST;
  }

  /** The router took it back. */
  void detach(int open) {
    LinkFeedSeat seat = opens.remove(open);
    if (seat != null && !seat.isEnded()) {
      seat.markEnded();
      door.detach(seat);
    }
  }

  /** The hub said the last word on it. */
  void onEnded(int open) {
    opens.remove(open);
  }

  /** The link is closed. */
  void onClosed() {
    for (LinkFeedSeat seat : opens.values()) {
      seat.markEnded();
      door.detach(seat);
    }
    opens.clear();
  }
}
