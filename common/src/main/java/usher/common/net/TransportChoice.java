package usher.common.net;

/**
 * Which of the system's ways to wait for sockets to use, as the flag {@code --transport} names
 * them.
 */
public enum TransportChoice {
  /** The first that works here: io_uring, epoll, nio. */
  AUTO,
  IO_URING,
  EPOLL,
  NIO
}
