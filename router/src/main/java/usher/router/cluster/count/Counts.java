package usher.router.cluster.count;

import java.util.EnumMap;
import java.util.Map;
import usher.common.control.ControlRefusal;
import usher.common.player.CloseReason;
import usher.router.pin.ClaimOutcome;

/**
 * How often things happened since the router started, immutable.
 *
 * @param counters what has no label
 * @param placements by reason
 * @param lost nodes lost, by reason
 * @param refusals of nodes' messages, by word
 * @param claims by outcome
 * @param moves by outcome
 * @param nowhere requests that got no node, by word
 */
public record Counts(
    Map<Counter, Long> counters,
    Map<PlacementReason, Long> placements,
    Map<LostReason, Long> lost,
    Map<ControlRefusal, Long> refusals,
    Map<ClaimOutcome, Long> claims,
    Map<MoveOutcome, Long> moves,
    Map<CloseReason, Long> nowhere) {
  public Counts {
    counters = Map.copyOf(counters);
    placements = Map.copyOf(placements);
    lost = Map.copyOf(lost);
    refusals = Map.copyOf(refusals);
    claims = Map.copyOf(claims);
    moves = Map.copyOf(moves);
    nowhere = Map.copyOf(nowhere);
  }

  /** How often this happened. */
  public long of(Counter counter) {
    return counters.getOrDefault(counter, 0L);
  }

  /** How many rooms were named to a node for this reason. */
  public long of(PlacementReason reason) {
    return placements.getOrDefault(reason, 0L);
  }

  /** How many nodes were lost for this reason. */
  public long of(LostReason reason) {
    return lost.getOrDefault(reason, 0L);
  }

  /** How many messages were refused with this word. */
  public long of(ControlRefusal refusal) {
    return refusals.getOrDefault(refusal, 0L);
  }

  /** How many claims came to this. */
  public long of(ClaimOutcome outcome) {
    return claims.getOrDefault(outcome, 0L);
  }

  /** How many moves came to this. */
  public long of(MoveOutcome outcome) {
    return moves.getOrDefault(outcome, 0L);
  }

  /** How many requests got no node, with this word. */
  public long of(CloseReason reason) {
    return nowhere.getOrDefault(reason, 0L);
  }

  /** Counts, on the thread {@code cluster} only. */
  public static final class Tally {
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    private final Map<PlacementReason, Long> placements = new EnumMap<>(PlacementReason.class);
    private final Map<LostReason, Long> lost = new EnumMap<>(LostReason.class);
    private final Map<ControlRefusal, Long> refusals = new EnumMap<>(ControlRefusal.class);
    private final Map<ClaimOutcome, Long> claims = new EnumMap<>(ClaimOutcome.class);
    private final Map<MoveOutcome, Long> moves = new EnumMap<>(MoveOutcome.class);
    private final Map<CloseReason, Long> nowhere = new EnumMap<>(CloseReason.class);

    public void add(Counter counter, long amount) {
      counters.merge(counter, amount, Long::sum);
    }

    public void add(Counter counter) {
      add(counter, 1);
    }

    public void add(PlacementReason reason) {
      placements.merge(reason, 1L, Long::sum);
    }

    public void add(LostReason reason) {
      lost.merge(reason, 1L, Long::sum);
    }

    public void add(ControlRefusal refusal) {
      refusals.merge(refusal, 1L, Long::sum);
    }

    public void add(ClaimOutcome outcome) {
      claims.merge(outcome, 1L, Long::sum);
    }

    public void add(MoveOutcome outcome) {
      moves.merge(outcome, 1L, Long::sum);
    }

    public void add(CloseReason reason) {
      nowhere.merge(reason, 1L, Long::sum);
    }

    /** What was counted so far; a word that was never counted is not in it. */
    public Counts snapshot() {
      return new Counts(counters, placements, lost, refusals, claims, moves, nowhere);
    }
  }
}
