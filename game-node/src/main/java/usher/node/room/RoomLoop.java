package usher.node.room;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.player.CloseReason;
import usher.common.room.RoomId;
import usher.node.journal.Rules;

/**
 * Runs a share of the rooms on a thread of its own: {@code room-0}, {@code room-1} … Whatever
 * others want of it, they post.
 */
final class RoomLoop {
  /** How often a loop looks at the lease and at each of its rooms, in nanoseconds. */
  static final long TICK_NS = 20_000_000;

  /** How much of the mailbox is taken in one turn: what rooms say leaves at the end of a turn. */
  static final int MAX_TURN = 256;

  private static final Logger log = LoggerFactory.getLogger(RoomLoop.class);

  private final Mailbox mailbox = new Mailbox();
  private final Timers timers = new Timers();
  private final Housing housing;
  private final RoomShare share;
  private final Runnable turnEnded;
  private final Thread thread;
  private long tickedNs = System.nanoTime();
  private volatile long progressNs = System.nanoTime();
  private volatile boolean stopped;

  RoomLoop(String name, Housing housing, Runnable turnEnded) {
    this.housing = housing;
    this.share = new RoomShare(housing, new LoopOutside(housing, mailbox, timers), Rules.ALL);
    this.turnEnded = turnEnded;
    this.thread = new Thread(this::run, name);
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the turn under way. Any thread. */
  void stop() {
    stopped = true;
    mailbox.post(() -> {});
  }

  /** How late this loop runs, in nanoseconds: since its last progress, idle waits aside. */
  long lagNs(long nowNs) {
    return Math.max(0, nowNs - progressNs - TICK_NS);
  }

  /** Work for a room of this loop; false if the loop has too much to do. Any thread. */
  boolean offer(RoomWork work) {
    if (work instanceof RoomWork.Detach) {
      mailbox.post(work);
      return true;
    }
    return mailbox.offer(work);
  }

  /** Much work at once; false if the loop has too much to do: none of it is done then. */
  boolean offer(List<RoomWork> work, Runnable done) {
    return mailbox.offer(new Mailbox.Batch(work, done));
  }

  /** What room is this? Null goes to the asker where it is not here. Any thread. */
  boolean describe(RoomId id, Consumer<@Nullable RoomSummary> asker) {
    return mailbox.offer(() -> asker.accept(share.describe(id)));
  }

  /** The router placed a room here. Any thread. */
  void place(RoomId id, long epoch, @Nullable String snapshot) {
    housing.placing(id, epoch);
    mailbox.post(
        () -> {
          try {
            share.place(id, epoch, snapshot);
          } finally {
            housing.placed(id, epoch);
          }
        });
  }

  /** The room lives elsewhere: at this epoch and below, it is no more here. Any thread. */
  void forget(RoomId id, long epoch) {
    mailbox.post(() -> share.forget(id, epoch));
  }

  /** The room is to be handed over. Any thread. */
  void release(RoomId id, long epoch) {
    mailbox.post(() -> share.release(id, epoch));
  }

  /** Rooms are kept elsewhere from now on. Any thread. */
  void keep(@Nullable Duration retention) {
    mailbox.post(() -> share.keep(retention));
  }

  /** The connection to the journal broke, said this share, which knows; any thread. */
  void journalBroke(@Nullable RoomShare by) {
    if (by != share) {
      mailbox.post(share::doubtAll);
    }
  }

  /** Every room is said in one line. Any thread. */
  void logState() {
    mailbox.post(share::logState);
  }

  /** All rooms are closed for this reason. Any thread. */
  void closeAll(CloseReason reason, Runnable done) {
    mailbox.post(
        () -> {
          share.closeAll(reason);
          turnEnded.run();
          done.run();
        });
  }

  private void run() {
    while (!stopped) {
      int taken = 0;
      Object entry = mailbox.poll();
      while (entry != null) {
        Object next = entry;
        perform(() -> take(next));
        taken += Mailbox.weight(entry);
        entry = taken < MAX_TURN ? mailbox.poll() : null;
      }
      perform(this::timers);
      long nowNs = System.nanoTime();
      if (nowNs - tickedNs >= TICK_NS) {
        tickedNs = nowNs;
        perform(share::tick);
      }
      perform(turnEnded);
      progressNs = System.nanoTime();
      if (taken < MAX_TURN) {
        mailbox.await(timers.waitNs(System.nanoTime(), TICK_NS));
      }
    }
  }

  private void take(Object entry) {
    if (entry instanceof RoomWork work) {
      share.work(work);
    } else if (entry instanceof Mailbox.Batch batch) {
      for (RoomWork work : batch.work()) {
        try {
          share.work(work);
        } catch (RuntimeException | Error e) {
          failed(e);
        }
      }
      batch.done().run();
    } else {
      ((Runnable) entry).run();
    }
  }

  private void timers() {
    long nowNs = System.nanoTime();
    for (Runnable due = timers.due(nowNs); due != null; due = timers.due(nowNs)) {
      perform(due);
    }
  }

  // What is wrong with a room was dealt with closer to it: this is for what nobody thought of.
  private static void perform(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private static void failed(Throwable e) {
    log.error("a room loop failed at an entry, and goes on", e);
  }
}
