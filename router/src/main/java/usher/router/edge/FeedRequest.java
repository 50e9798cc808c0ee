package usher.router.edge;

import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import usher.common.feed.FeedLimits;
import usher.common.link.FeedOpen;
import usher.common.player.SeatQuery;
import usher.router.ticket.Ticket;

/** A request for the feeds: where {@code --route} finds no room, at {@code /feeds}. Pure. */
final class FeedRequest {
  /** What is answered to one that is no upgrade. */
  static final String RULE = "feeds are heard by a WebSocket: the header Upgrade is missing";

  private FeedRequest() {}

  /** Whether the path is that of the feeds. */
  static boolean isAsked(HttpRequest head) {
    String target = head.uri();
    int path = FeedLimits.PATH.length();
    return target.startsWith(FeedLimits.PATH)
        && (target.length() == path || target.charAt(path) == '?');
  }

  /**
   * What the player wants to be called, and what it may listen to.
   *
   * @param ticket what was shown; null where nothing has to be
   * @throws usher.common.player.WrongQueryException if a parameter is out of rule
   */
  static FeedOpen open(HttpRequest head, @Nullable Ticket ticket) {
    String asked = SeatQuery.of(head.uri()).player();
    return ticket == null
        ? new FeedOpen(asked, List.of())
        : new FeedOpen(ticket.player(), List.of(), ticket.topics());
  }
}
