package usher.router.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import usher.common.player.CloseReason;
import usher.router.edge.socket.SeatCounters;
import usher.router.seat.SeatMetrics.Drop;
import usher.router.seat.SeatMetrics.OpenReason;

/** The counts of seats and links as meters. */
final class SeatMeters {
  private SeatMeters() {}

  static void bind(RouterMetrics metrics, SeatCounters seats) {
    metrics.gauge("usher.seats", "Seats of link rooms", seats, SeatCounters::seats);
    metrics.gauge("usher.spectators", "Seats of those who watch", seats, SeatCounters::spectators);
    metrics.gauge(
        "usher.seats.parked", "Seats that wait for their room", seats, SeatCounters::seatsParked);
    metrics.counter("usher.seats.taken", "Seats taken", seats, SeatCounters::seatsTaken);
    metrics.gauge("usher.links.open", "Links to nodes open", seats, SeatCounters::linksOpen);
    metrics.counter("usher.links.made", "Links to nodes made", seats, SeatCounters::linksMade);
    metrics.counter(
        "usher.links.malformed",
        "Links closed because the node sent what is no link frame",
        seats,
        SeatCounters::linksMalformed);
    metrics.counter(
        "usher.link.frames.sent", "Frames sent to nodes", seats, SeatCounters::framesSent);
    metrics.counter(
        "usher.link.frames.received", "Frames of nodes", seats, SeatCounters::framesReceived);
    metrics.counter(
        "usher.deliveries",
        "Words of rooms passed on, counted once for each player",
        seats,
        SeatCounters::deliveries);
    for (CloseReason reason : CloseReason.values()) {
      metrics.counter(
          "usher.seats.closed",
          "Seats ended",
          reason.word(),
          seats,
          from -> from.seatsLeft(reason));
    }
    for (OpenReason why : OpenReason.values()) {
      metrics.counter(
          "usher.seats.opened", "Seats opened on nodes", word(why), seats, from -> from.opens(why));
    }
    for (Drop why : Drop.values()) {
      metrics.counter(
          "usher.link.frames.dropped",
          "Frames of nodes dropped",
          word(why),
          seats,
          from -> from.drops(why));
    }
    Timer resumes =
        metrics.timer("usher.rooms.resumed", "From a room's seats parked to its first word again");
    seats.recordResumes(ns -> resumes.record(ns, TimeUnit.NANOSECONDS));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
