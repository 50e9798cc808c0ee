package usher.common.journal.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/**
 * The journal on Redis. Its thread {@code journal} takes all that waits, up to a bound, writes it
 * in one pipeline to each server, reads all replies, and hands them on: many rooms' appends share
 * one write. Replies come on that thread.
 *
 * <p>While there is no connection every command fails at once with {@code broken}: nothing piles
 * up. Connections are made again in the background.
 */
public final class RedisJournal implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisJournal.class);
  private static final CommandArguments PING = new CommandArguments(Protocol.Command.PING);

  private final JournalAddress address;
  private final JournalMetrics metrics;
  private final Runnable onBroken;
  private final CommandWriter writer;
  private final Connector connector;
  private final LinkedBlockingQueue<Asked> waiting =
      new LinkedBlockingQueue<>(JournalLimits.MAX_WAITING_COMMANDS);

  /** Long reads that wait for a later turn; those of the thread journal only. */
  private final ArrayDeque<Asked> deferred = new ArrayDeque<>();

  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread = new Thread(this::run, "journal");
  private final RefusedWrites refusedWrites = new RefusedWrites();
  private volatile boolean closing;
  private volatile boolean ended;

  private RedisJournal(JournalAddress address, JournalMetrics metrics, Runnable onBroken) {
    this.address = address;
    this.metrics = metrics;
    this.onBroken = onBroken;
    this.writer = new CommandWriter(address.retention().toSeconds());
    this.connector = new Connector(address);
    thread.setDaemon(true);
  }

  /**
   * Starts a journal, which connects in the background and goes on trying.
   *
   * @param onBroken told on the thread {@code journal} each time a connection in use broke, after
   *     what was under way on it got its replies: it must only hand it on
   */
  public static RedisJournal start(
      JournalAddress address, JournalMetrics metrics, Runnable onBroken) {
    RedisJournal journal = new RedisJournal(address, metrics, onBroken);
    journal.start(false);
    return journal;
  }

  /**
   * Starts a journal that is to be there at once.
   *
   * @param onBroken as of {@link #start}
   * @throws JournalUnusableException if there is nothing to connect to, or nothing of use
   */
  public static RedisJournal connect(
      JournalAddress address, JournalMetrics metrics, Runnable onBroken)
      throws JournalUnusableException {
    RedisJournal journal = new RedisJournal(address, metrics, onBroken);
    journal.start(true);
    try {
      journal.awaitConnected();
      return journal;
    } catch (JournalUnusableException e) {
      journal.close();
      throw e;
    }
  }

  private void start(boolean awaited) {
    connector.start(awaited);
    thread.start();
  }

  /**
   * Waits until it is connected.
   *
   * @throws JournalUnusableException if there is nothing to connect to, or nothing of use
   */
  public void awaitConnected() throws JournalUnusableException {
    connector.await();
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    if (closing) {
      return false;
    }
    Asked asked = writer.write(command, System.nanoTime(), replyTo);
    long bytes = waitingBytes.addAndGet(asked.bytes);
    if (bytes > JournalLimits.MAX_WAITING_BYTES || !waiting.offer(asked)) {
      waitingBytes.addAndGet(-asked.bytes);
      metrics.full();
      return false;
    }
    if (ended) {
      failWaiting();
    }
    return true;
  }

  /** How many commands wait for their turn, put-off reads of many entries aside; any thread. */
  public int waiting() {
    return waiting.size();
  }

  /** Whether there is a connection; any thread. */
  public boolean connected() {
    return connector.servers().whole();
  }

  /** Where it is, without the password. */
  @Override
  public String toString() {
    return address.toString();
  }

  private void run() {
    List<Asked> batch = new ArrayList<>();
    while (!closing || !waiting.isEmpty() || !deferred.isEmpty()) {
      try {
        take(batch);
        if (batch.isEmpty()) {
          pingIdle();
        } else {
          turn(batch);
        }
      } catch (RuntimeException e) {
        log.error("journal: a turn failed by a mistake of ours", e);
        batch.forEach(asked -> reply(asked, new JournalReply.Failed(true, "a mistake of ours")));
      } catch (InterruptedException e) {
        closing = true;
      }
      batch.clear();
    }
    ended = true;
    for (Asked asked : deferred) {
      reply(asked, new JournalReply.Failed(true, "the journal is closed"));
    }
    failWaiting();
    connector.close();
    connector.servers().lines().forEach(ServerLine::breakOff);
  }

  /**
   * Takes what is to be asked in one turn: few of the long reads, and these last, so that nothing
   * else waits for all the rooms that come back at once.
   */
  private void take(List<Asked> batch) throws InterruptedException {
    Asked next =
        deferred.isEmpty()
            ? waiting.poll(JournalLimits.IDLE_PING_MS / 4, TimeUnit.MILLISECONDS)
            : waiting.poll();
    long bytes = 0;
    while (next != null) {
      if (next.command instanceof JournalCommand.Range) {
        deferred.addLast(next);
      } else {
        batch.add(next);
      }
      bytes += next.bytes;
      boolean more =
          batch.size() < JournalLimits.MAX_TURN_COMMANDS
              && deferred.size() < JournalLimits.MAX_DEFERRED_RANGES
              && bytes < JournalLimits.MAX_TURN_BYTES;
      next = more ? waiting.poll() : null;
    }
    for (int i = 0; i < JournalLimits.MAX_TURN_RANGES && !deferred.isEmpty(); i++) {
      batch.add(deferred.removeFirst());
    }
    waitingBytes.addAndGet(-bytes);
  }

  private void turn(List<Asked> batch) {
    Servers servers = connector.servers();
    Map<ServerLine, Turn> byLine = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (Asked asked : batch) {
      ServerLine line = servers.of(asked.key);
      if (asked.bytes > JournalLimits.MAX_COMMAND_BYTES) {
        reply(asked, tooLong(asked));
      } else if (line == null) {
        reply(asked, new JournalReply.Failed(true, "not connected: " + servers.missing()));
      } else {
        Turn turn = byLine.get(line);
        if (turn == null) {
          turn = new Turn(line, address.replicas());
          byLine.put(line, turn);
          turns.add(turn);
        }
        turn.add(asked);
      }
    }
    turns.forEach(Turn::write);
    turns.forEach(this::read);
  }

  private static JournalReply tooLong(Asked asked) {
    return new JournalReply.Failed(
        false,
        "a command of "
            + asked.bytes
            + " bytes: at most "
            + JournalLimits.MAX_COMMAND_BYTES
            + " can be kept at once");
  }

  private void read(Turn turn) {
    turn.read(this::reply);
    if (turn.readOnly()) {
      turn.line().breakOff();
      broke(turn.line(), "it takes no writes");
    } else if (turn.broke() != null) {
      broke(turn.line(), turn.broke());
    } else if (turn.moved()) {
      connector.refresh();
    }
  }

  private void broke(ServerLine line, @Nullable String why) {
    log.warn("journal: the connection to Redis at {} broke: {}", line.address(), why);
    metrics.broke();
    connector.refresh();
    try {
      onBroken.run();
    } catch (RuntimeException e) {
      log.error("journal: who was told of a broken connection failed", e);
    }
  }

  private void pingIdle() {
    long nowNs = System.nanoTime();
    for (ServerLine line : connector.servers().lines()) {
      boolean idle =
          nowNs - line.usedNs() > TimeUnit.MILLISECONDS.toNanos(JournalLimits.IDLE_PING_MS);
      if (idle && !line.broken()) {
        ping(line);
      }
    }
  }

  private void ping(ServerLine line) {
    try {
      line.send(PING);
      line.flush();
      var unused = line.reply();
    } catch (RuntimeException e) {
      line.breakOff();
      broke(line, Causes.of(e));
    }
  }

  private void reply(Asked asked, JournalReply reply) {
    try {
      if (asked.answer(reply)) {
        count(asked, reply);
      }
    } catch (RuntimeException e) {
      log.error("journal: who asked failed at the reply", e);
    }
  }

  private void count(Asked asked, JournalReply reply) {
    long nowNs = System.nanoTime();
    String told = asked.isAppend() ? refusedWrites.heard(reply, nowNs) : null;
    if (told != null) {
      log.warn("journal: {}", told);
    }
    if (reply instanceof JournalReply.Failed) {
      metrics.failed();
    } else if (reply instanceof JournalReply.Refused) {
      metrics.refused();
    } else if (asked.isAppend()) {
      metrics.kept(nowNs - asked.askedNs);
    }
  }

  private void failWaiting() {
    for (Asked asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      waitingBytes.addAndGet(-asked.bytes);
      reply(asked, new JournalReply.Failed(true, "the journal is closed"));
    }
  }

  /** Finishes what was asked before, within a bound, and ends all connections. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(JournalLimits.CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connector.close();
    connector.servers().lines().forEach(ServerLine::breakOff);
  }
}
