package usher.sim.world;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.journal.Journal;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/** A process's one pipelined connection to Redis. */
public final class SimJournal implements Journal {
  private static final double REPLY_WITHIN = 400;
  private static final double DIAL_AGAIN = 20;

  private record Asked(Consumer<JournalReply> replyTo) {}

  private final Proc of;
  private final SimRedis redis;
  private final Runnable onBroken;
  private final ArrayDeque<Asked> underWay = new ArrayDeque<>();
  private @Nullable Wire wire;
  private boolean dialing;

  /**
   * @param onBroken told after all that was under way has failed
   */
  public SimJournal(Proc of, SimRedis redis, Runnable onBroken) {
    this.of = of;
    this.redis = redis;
    this.onBroken = onBroken;
  }

  @Override
  public boolean ask(JournalCommand command, Consumer<JournalReply> replyTo) {
    Wire open = wire;
    if (open == null) {
      of.after(2, () -> replyTo.accept(new JournalReply.Failed(true, "no connection")));
      dial();
      return true;
    }
    Asked asked = new Asked(replyTo);
    underWay.add(asked);
    open.send(of, command);
    of.after(
        REPLY_WITHIN,
        () -> {
          if (wire == open && underWay.contains(asked)) {
            open.close(of);
          }
        });
    return true;
  }

  private void dial() {
    if (dialing || wire != null) {
      return;
    }
    dialing = true;
    of.dial(
        redis,
        Wire.Kind.REDIS,
        dialled -> {
          dialing = false;
          wire = dialled;
          if (dialled == null) {
            of.after(DIAL_AGAIN, this::dial);
          }
        });
  }

  /** Whether this wire is its own. */
  public boolean isOn(Wire candidate) {
    return wire == candidate;
  }

  public void onReply(Object reply) {
    Asked oldest = underWay.poll();
    if (oldest != null) {
      oldest.replyTo.accept((JournalReply) reply);
    }
  }

  public void onClose() {
    wire = null;
    List<Asked> failed = List.copyOf(underWay);
    underWay.clear();
    failed.forEach(each -> each.replyTo.accept(new JournalReply.Failed(true, "broken")));
    onBroken.run();
    dial();
  }
}
