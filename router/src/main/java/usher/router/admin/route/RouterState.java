package usher.router.admin.route;

/** What changes of a router all the time. Any thread asks; it must not block. */
public interface RouterState {
  /** Players' connections that are open. */
  long players();

  /**
   * How the journal fares.
   *
   * @param connected whether Redis is connected
   * @param waiting commands that wait for it
   * @param restarts how often the router's own Redis died and was started again
   */
  record JournalState(boolean connected, int waiting, long restarts) {}

  /** How the journal fares; a state of none where there is no journal. */
  JournalState journal();
}
