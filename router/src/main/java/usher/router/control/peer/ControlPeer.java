package usher.router.control.peer;

import usher.common.control.RouterMessage;

/** One control connection, real or virtual. Both methods: any thread, return at once. */
public interface ControlPeer {
  /** Says this to the node; nothing happens if it is gone. */
  void send(RouterMessage message);

  /** Ends the connection, after what was sent on it. */
  void close();
}
