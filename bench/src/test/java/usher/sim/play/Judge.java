package usher.sim.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import usher.common.player.EventId;
import usher.common.room.RoomId;
import usher.sim.world.BrokenException;

/** Holds what all players heard against each other, and against the room at the end. */
public final class Judge {
  /** A tail that promises nothing: any who missed something may need a second welcome. */
  public static final long NO_TAIL = -1;

  private record Said(RoomId room, long seq) {}

  private record Shown(SimPlayer to, long seq, List<Slip> pile) {}

  private final Map<Said, String> truth = new HashMap<>();
  private final List<Shown> shown = new ArrayList<>();
  private final boolean lossy;
  private final long tail;

  /**
   * @param lossy whether the journal may lose what it had acknowledged
   * @param tail who missed so many events at most is told these, and needs no second welcome
   */
  public Judge(boolean lossy, long tail) {
    this.lossy = lossy;
    this.tail = tail;
  }

  void heard(SimPlayer player, long seq, String event) {
    if (lossy) {
      return;
    }
    String before = truth.putIfAbsent(new Said(player.room(), seq), event);
    if (before != null && !before.equals(event)) {
      throw new BrokenException(
          player.name() + " heard seq " + seq + " as " + event + ", others as " + before);
    }
  }

  void welcomed(SimPlayer player, EventId last, EventId id, List<Slip> pile) {
    long before = last.seq();
    long seq = id.seq();
    if (!lossy && (seq < before || id.epoch() < last.epoch())) {
      throw new BrokenException(player.name() + " is welcomed back to " + id + " from " + last);
    }
    if (!lossy && before > 0 && seq - before <= tail) {
      throw new BrokenException(
          player.name() + " needs a second welcome, at " + seq + " after " + before);
    }
    shown.add(new Shown(player, seq, pile));
  }

  /**
   * Everything is over, and calm.
   *
   * @param pileOf what a room has at its end
   */
  public void end(List<SimPlayer> players, Function<RoomId, List<Slip>> pileOf) {
    for (SimPlayer player : players) {
      List<Slip> pile = pileOf.apply(player.room());
      for (int n = 1; n <= player.asked(); n++) {
        judge(player, n, pile);
      }
      if (!pile.equals(player.pile())) {
        throw new BrokenException(
            player.name() + " has " + player.pile().size() + " slips, the room " + pile.size());
      }
    }
    if (!lossy) {
      for (Shown each : shown) {
        List<Slip> pile = pileOf.apply(each.to.room());
        if (each.pile.size() > pile.size()
            || !pile.subList(0, each.pile.size()).equals(each.pile)) {
          throw new BrokenException(
              each.to.name() + " was shown a state at " + each.seq + " that never was");
        }
      }
    }
  }

  private void judge(SimPlayer player, int n, List<Slip> pile) {
    SimPlayer.Answer answer = player.answer(n);
    List<Slip> caused = new ArrayList<>();
    for (Slip slip : pile) {
      if (slip.client().equals(player.name()) && slip.index() == n) {
        caused.add(slip);
      }
    }
    if (answer == null) {
      throw new BrokenException("LIVENESS " + player.name() + " n=" + n + " is never answered");
    }
    if (answer == SimPlayer.Answer.EVENT && caused.isEmpty() && !lossy) {
      throw new BrokenException(player.name() + " n=" + n + " was acknowledged, and is lost");
    }
    if (answer == SimPlayer.Answer.OTHER && !caused.isEmpty()) {
      throw new BrokenException(player.name() + " n=" + n + " was told no, and took effect");
    }
    long distinct = caused.stream().map(Slip::part).distinct().count();
    if (distinct != caused.size()) {
      throw new BrokenException(player.name() + " n=" + n + " took effect twice");
    }
    if (!caused.isEmpty() && caused.size() != caused.get(0).parts()) {
      throw new BrokenException(player.name() + " n=" + n + " took half effect");
    }
  }
}
