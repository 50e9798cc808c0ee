package usher.router.metrics;

import org.jspecify.annotations.Nullable;
import usher.router.ticket.Tickets;

/** What tickets show, as meters. */
public final class TicketMeters {
  private TicketMeters() {}

  /**
   * Binds them all; on the main thread, once.
   *
   * @param tickets null where nobody asks for any
   */
  public static void bind(RouterMetrics metrics, @Nullable Tickets tickets) {
    metrics.gauge(
        "usher.tickets.waiting",
        "Tickets that wait to be verified",
        metrics,
        from -> tickets == null ? 0 : tickets.waiting());
  }
}
