package usher.common.journal.redis;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** A journal with questions that wait for their answer, on one room. */
final class JournalPeer implements AutoCloseable {
  static final RoomId ROOM = new RoomId("r");
  static final String KEY = "usher:room:{r}";
  private static final long DEADLINE_MS = 15_000;

  final RedisJournal journal;
  final BlockingQueue<Long> broken = new LinkedBlockingQueue<>();

  JournalPeer(JournalAddress address) {
    journal = RedisJournal.start(address, JournalMetrics.NONE, () -> broken.add(System.nanoTime()));
  }

  static JournalPeer connected(JournalAddress address) throws JournalUnusableException {
    JournalPeer peer = new JournalPeer(address);
    peer.journal.awaitConnected();
    return peer;
  }

  CompletableFuture<JournalReply> ask(JournalCommand command) {
    CompletableFuture<JournalReply> reply = new CompletableFuture<>();
    if (!journal.ask(command, reply::complete)) {
      throw new AssertionError("not taken: " + command);
    }
    return reply;
  }

  static JournalReply reply(CompletableFuture<JournalReply> asked) {
    try {
      return asked.get(DEADLINE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no reply", e);
    }
  }

  JournalReply claim(RoomId room, long epoch) {
    return reply(
        ask(new JournalCommand.Append(room, JournalEntry.claim(epoch, "a#1", "c"), true, null)));
  }

  JournalReply claim(long epoch) {
    return claim(ROOM, epoch);
  }

  static JournalCommand append(long epoch, long seq) {
    return append(epoch, seq, null, null, "{\"say\":\"hi\"}");
  }

  static JournalCommand append(
      long epoch, long seq, @Nullable EventId keepFrom, @Nullable String snapshot, String json) {
    EventId id = new EventId(epoch, seq);
    RoomEvent event = new RoomEvent(id, RoomEvent.Kind.GAME, "ann", "s", seq, json);
    return new JournalCommand.Append(
        ROOM,
        new JournalEntry(id, JournalEntry.Form.OURS, "a#1", "c", List.of(event), snapshot),
        false,
        keepFrom);
  }

  JournalReply append(JournalCommand command) {
    return reply(ask(command));
  }

  @Nullable EventId top() {
    JournalReply reply = reply(ask(new JournalCommand.Top(ROOM)));
    if (!(reply instanceof JournalReply.Top top)) {
      throw new AssertionError(reply.toString());
    }
    return top.entry() == null ? null : top.entry().id();
  }

  List<JournalEntry> above(EventId id, int max) {
    return ((JournalReply.Entries) reply(ask(new JournalCommand.Range(ROOM, id, max)))).entries();
  }

  static void until(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("never: " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
