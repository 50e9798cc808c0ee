package usher.common.journal.redis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import usher.common.net.HostPort;

/**
 * A connection to one server. Owned by the thread that made it until it is handed over, then by the
 * thread {@code journal}; any thread may break it off.
 */
final class ServerLine {
  private final HostPort address;
  private final Connection connection;
  private long usedNs = System.nanoTime();

  /** When the write under way began, by {@link System#nanoTime()}; 0 where none is. */
  private volatile long writingSinceNs;

  private volatile boolean broken;

  ServerLine(HostPort address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  HostPort address() {
    return address;
  }

  boolean broken() {
    return broken;
  }

  /** When something was last sent. */
  long usedNs() {
    return usedNs;
  }

  /** Puts a command into the buffer, which goes out as it fills. */
  void send(CommandArguments command) {
    writingSinceNs = System.nanoTime() | 1;
    try {
      connection.sendCommand(command);
    } finally {
      writingSinceNs = 0;
    }
  }

  /** Sends what is in the buffer. */
  void flush() {
    usedNs = System.nanoTime();
    writingSinceNs = usedNs | 1;
    try {
      connection.getMany(0);
    } finally {
      writingSinceNs = 0;
    }
  }

  /**
   * Reads the next reply that is due, after a {@link #flush}; an error comes as an exception that
   * is returned.
   *
   * @throws JedisConnectionException if the connection broke, or was silent for too long
   */
  @Nullable Object reply() {
    try {
      return connection.getUnflushedObject();
    } catch (JedisDataException e) {
      return e;
    }
  }

  /** Sends one command and reads its reply: nothing else may be due. */
  @Nullable Object ask(CommandArguments command) {
    return connection.executeCommand(command);
  }

  /** Ends it at once, even within a read or a write of another thread's. */
  void breakOff() {
    broken = true;
    try {
      connection.forceDisconnect();
    } catch (IOException | RuntimeException e) {
      // It is of no more use, whatever else is wrong with it.
      return;
    }
  }

  /** Breaks it off if a write has been stuck for too long; any thread. */
  boolean breakIfStuck(long nowNs, long limitNs) {
    long since = writingSinceNs;
    boolean stuck = since != 0 && nowNs - since > limitNs;
    if (stuck) {
      breakOff();
    }
    return stuck;
  }
}
