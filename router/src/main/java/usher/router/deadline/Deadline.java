package usher.router.deadline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a connection unless it does something in time; one thing at a time. Whoever owns
 * the connection cancels it with its end. On the loop.
 */
public final class Deadline {
  private final Deadlines all;
  private @Nullable Runnable task;
  Deadline next = this;
  Deadline before = this;

  /** The first sweep that may do it. */
  long dueTick;

  Deadline(Deadlines all) {
    this.all = all;
  }

  /** Does this after so much time, at most some {@link Deadlines#PACE_MS} later; nothing else. */
  public void in(Duration bound, Runnable then) {
    cancel();
    task = then;
    all.add(this, bound.toNanos());
  }

  /** Does nothing. */
  public void cancel() {
    if (task != null) {
      task = null;
      all.remove(this);
    }
  }

  /** It is due, and filed no more. */
  void run() {
    Runnable due = task;
    task = null;
    if (due != null) {
      due.run();
    }
  }
}
