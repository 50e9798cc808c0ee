package usher.node.heartbeat.dial;

/** An open connection to a router. On the thread {@code heartbeat}. */
public interface RouterLine {
  /** Sends a text; a router that does not read is hung up on. */
  void send(String text);

  /** Ends the connection; {@link Listener#onClosed} follows. */
  void close(String why);

  /** Takes what comes of a dial, on the thread {@code heartbeat}. */
  interface Listener {
    /** The router answered. */
    void onOpen(RouterLine line);

    /** The router said something. */
    void onText(String text);

    /**
     * The connection ended, or never came to be. Called once, last.
     *
     * @param refused whether the router answered the dial with a refusal
     * @param why for the log
     */
    void onClosed(boolean refused, String why);
  }
}
