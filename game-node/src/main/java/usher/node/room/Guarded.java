package usher.node.room;

import java.time.Instant;
import java.util.function.Consumer;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;
import usher.node.journal.Outside;

/** The outside as one room has it: a mistake in what it calls back costs that room, no more. */
final class Guarded implements Outside {
  private final Outside outside;
  private final Consumer<Runnable> guard;
  private final Runnable onBroken;

  /**
   * @param onBroken called after a reply that says that the journal's connection broke
   */
  Guarded(Outside outside, Consumer<Runnable> guard, Runnable onBroken) {
    this.outside = outside;
    this.guard = guard;
    this.onBroken = onBroken;
  }

  @Override
  public long nowNs() {
    return outside.nowNs();
  }

  @Override
  public Instant now() {
    return outside.now();
  }

  @Override
  public double random() {
    return outside.random();
  }

  @Override
  public String fresh() {
    return outside.fresh();
  }

  @Override
  public void later(long delayNs, Runnable action) {
    outside.later(delayNs, () -> guard.accept(action));
  }

  @Override
  public void doubted() {
    outside.doubted();
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    return outside.ask(
        command,
        reply -> {
          guard.accept(() -> replyTo.accept(reply));
          if (reply instanceof JournalReply.Failed failed && failed.broken()) {
            onBroken.run();
          }
        });
  }
}
