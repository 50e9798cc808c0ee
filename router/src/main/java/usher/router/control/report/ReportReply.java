package usher.router.control.report;

import usher.common.control.ControlRefusal;
import usher.common.control.wire.ReportAnswer;

/** What came of a report. */
public sealed interface ReportReply {
  /** It was taken, and the lease runs anew. */
  record Taken(ReportAnswer answer) implements ReportReply {}

  /**
   * It was not.
   *
   * @param byCluster whether the cluster refused it, and so has counted and logged it
   */
  record Refused(ControlRefusal refusal, String message, boolean byCluster)
      implements ReportReply {}

  /** Takes the answer, on the event loop that owns the reports: it must only hand it on. */
  @FunctionalInterface
  interface Listener {
    void onReply(ReportReply reply);
  }
}
