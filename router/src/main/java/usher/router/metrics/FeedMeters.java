package usher.router.metrics;

import usher.common.player.CloseReason;
import usher.router.edge.socket.FeedCounters;

/** The counts of seats at feeds as meters. */
final class FeedMeters {
  private FeedMeters() {}

  static void bind(RouterMetrics metrics, FeedCounters feeds) {
    metrics.gauge("usher.feed.seats", "Seats at feeds", feeds, FeedCounters::seats);
    metrics.gauge(
        "usher.feed.seats.parked",
        "Seats at feeds that wait for a node",
        feeds,
        FeedCounters::seatsParked);
    metrics.counter(
        "usher.feed.seats.taken", "Seats at feeds taken", feeds, FeedCounters::seatsTaken);
    metrics.counter(
        "usher.feed.reopened",
        "Seats at feeds that went on at another node, or by another link",
        feeds,
        FeedCounters::seatsReopened);
    metrics.gauge(
        "usher.feed.topics",
        "Topics that come in, counted once for each link",
        feeds,
        FeedCounters::topicsNow);
    metrics.counter(
        "usher.feed.messages",
        "Messages of feeds that came in on links",
        feeds,
        FeedCounters::messagesHeard);
    metrics.counter(
        "usher.feed.deliveries",
        "Messages of feeds passed on, counted once for each player",
        feeds,
        FeedCounters::messagesDelivered);
    metrics.counter(
        "usher.feed.gaps",
        "Gaps of feeds told, counted once for each player",
        feeds,
        FeedCounters::gapsTold);
    for (CloseReason reason : CloseReason.values()) {
      metrics.counter(
          "usher.feed.seats.closed",
          "Seats at feeds ended",
          reason.word(),
          feeds,
          from -> from.seatsLeft(reason));
    }
  }
}
