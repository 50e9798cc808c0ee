package usher.router.link;

import org.jspecify.annotations.Nullable;
import usher.common.config.Tokens;
import usher.router.feed.LoopFeeds;
import usher.router.seat.LinkPort;
import usher.router.seat.LoopRooms;
import usher.router.seat.SeatLink;
import usher.router.upstream.LoopLegs;

/**
 * Makes the links of one event loop.
 *
 * @param token what a node asks of a router; null for none
 * @param flush sends what players were told, called when all that a node sent at once was passed on
 * @param feeds the seats at feeds, which use the same links
 */
public record LoopLinks(
    LoopLegs legs, @Nullable Tokens token, LinkMetrics metrics, Runnable flush, LoopFeeds feeds)
    implements LoopRooms.Ways {
  @Override
  public LinkPort to(SeatLink seats) {
    return new LoopLink(this, seats);
  }
}
