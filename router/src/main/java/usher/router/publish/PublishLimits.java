package usher.router.publish;

import java.time.Duration;

/** The bounds of what the router does with feeds in Redis, and what happens at each. */
final class PublishLimits {
  /** The threads {@code store-n}: as many commands are under way at once. */
  static final int STORE_THREADS = 2;

  /** Commands that wait for a thread; one more fails at once. */
  static final int MAX_WAITING = 256;

  /** How long a command may wait for a thread; after that it fails, and is not sent. */
  static final Duration WAIT = Duration.ofSeconds(2);

  /** A connection that was not used for so long is tried before it is used again. */
  static final Duration IDLE = Duration.ofSeconds(1);

  /** How long commands fail at once after Redis could not be reached. */
  static final Duration UNREACHABLE = Duration.ofMillis(200);

  /** Topics whose last message waits to be kept; a message of one more is not kept. */
  static final int MAX_WAITING_TOPICS = 100_000;

  /** Bytes of messages that wait to be kept; a message beyond is not kept. */
  static final long MAX_WAITING_BYTES = 64L << 20;

  /** The first wait before a broken connection is made again; each is twice the one before. */
  static final Duration FIRST_WAIT = Duration.ofMillis(50);

  /** The longest wait before a broken connection is made again. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** How often Redis is asked whether it still hears us. */
  static final Duration PING = Duration.ofSeconds(1);

  /** A Redis that is silent for so long, asked, is left. */
  static final Duration SILENT = Duration.ofSeconds(3);

  /** How long an end waits for a thread. */
  static final Duration STOP = Duration.ofSeconds(2);

  private PublishLimits() {}
}
