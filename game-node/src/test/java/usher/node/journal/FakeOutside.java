package usher.node.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/** A clock that the test moves, and a journal that it plays. */
public final class FakeOutside implements Outside {
  private record Timer(long atNs, Runnable action) {}

  public final FakeJournal journal = new FakeJournal();
  private final List<Timer> timers = new ArrayList<>();
  private long nowNs = 1_000;
  private int words;
  private int doubts;

  /** Time passes: what is due is done in order. */
  public void after(long ms) {
    long until = nowNs + ms * 1_000_000;
    for (Timer next = due(until); next != null; next = due(until)) {
      timers.remove(next);
      nowNs = Math.max(nowNs, next.atNs());
      next.action().run();
    }
    nowNs = until;
  }

  private Timer due(long until) {
    return timers.stream()
        .filter(timer -> timer.atNs() <= until)
        .min(Comparator.comparingLong(Timer::atNs))
        .orElse(null);
  }

  /** How much is to be done later. */
  public int timers() {
    return timers.size();
  }

  /** How often a room was in doubt. */
  public int doubts() {
    return doubts;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nowNs);
  }

  @Override
  public double random() {
    return 0.5;
  }

  @Override
  public String fresh() {
    return "claim-" + ++words;
  }

  @Override
  public void later(long delayNs, Runnable action) {
    timers.add(new Timer(nowNs + delayNs, action));
  }

  @Override
  public void doubted() {
    doubts++;
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    return journal.ask(command, replyTo);
  }
}
