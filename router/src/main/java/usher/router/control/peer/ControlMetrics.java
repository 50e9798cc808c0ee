package usher.router.control.peer;

import usher.common.control.ControlRefusal;

/** What the control port counts. Every method may be called on any thread. */
public interface ControlMetrics {
  /** Counts nothing. */
  ControlMetrics NONE = refusal -> {};

  /** A message, a request or a connection was refused; the tag is {@link ControlRefusal#word}. */
  void refused(ControlRefusal refusal);

  /** A message of a node was read. */
  default void received() {}

  /**
   * How many connections are open has changed, those that speak plain HTTP included.
   *
   * @param by 1 or -1
   */
  default void connections(int by) {}
}
