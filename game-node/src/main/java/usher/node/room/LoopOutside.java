package usher.node.room;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;
import usher.common.player.SeatToken;
import usher.node.journal.Outside;

/** The outside as a loop has it: the clocks of this machine, and the node's journal. */
final class LoopOutside implements Outside {
  private final Housing housing;
  private final Mailbox mailbox;
  private final Timers timers;

  LoopOutside(Housing housing, Mailbox mailbox, Timers timers) {
    this.housing = housing;
    this.mailbox = mailbox;
    this.timers = timers;
  }

  @Override
  public long nowNs() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public String fresh() {
    return SeatToken.fresh();
  }

  @Override
  public void later(long delayNs, Runnable action) {
    timers.add(System.nanoTime() + delayNs, action);
  }

  @Override
  public void doubted() {
    housing.doubted();
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    Journal journal = housing.journal();
    return journal != null
        && journal.ask(command, reply -> mailbox.post(() -> replyTo.accept(reply)));
  }
}
