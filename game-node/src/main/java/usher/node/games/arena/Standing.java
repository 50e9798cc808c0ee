package usher.node.games.arena;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an arena: who runs, with how many coins, and where the coins lie; immutable.
 *
 * @param seed where coins lie follows from it
 * @param lastCoin the number of the last coin that was laid
 */
record Standing(long seed, int lastCoin, List<Runner> runners, List<Coin> coins) {
  /**
   * A player who runs.
   *
   * @param number from 1; free again when its runner is gone
   * @param lastCoin the number of the coin collected last; 0 before the first
   */
  record Runner(String name, int number, int coins, int lastCoin) {
    Runner collected(int coin) {
      return new Runner(name, number, coins + 1, coin);
    }
  }

  static Standing fresh(long seed) {
    List<Coin> coins = new ArrayList<>();
    for (int number = 1; number <= Plane.COINS; number++) {
      coins.add(Coin.of(seed, number));
    }
    return new Standing(seed, Plane.COINS, List.of(), List.copyOf(coins));
  }

  @Nullable Runner find(String name) {
    for (Runner runner : runners) {
      if (runner.name().equals(name)) {
        return runner;
      }
    }
    return null;
  }

  /**
   * Where a runner is of whom nothing is known but what lasts: at the last coin, or at the start.
   */
  Coin home(Runner runner) {
    return runner.lastCoin() == 0 ? Coin.of(0, runner.number()) : Coin.of(seed, runner.lastCoin());
  }

  /** The lowest number that no runner has. */
  int freeNumber() {
    int number = 1;
    while (has(number)) {
      number++;
    }
    return number;
  }

  private boolean has(int number) {
    return runners.stream().anyMatch(runner -> runner.number() == number);
  }

  Standing with(Runner runner) {
    List<Runner> more = new ArrayList<>(runners);
    more.add(runner);
    return new Standing(seed, lastCoin, List.copyOf(more), coins);
  }

  Standing without(int number) {
    return new Standing(
        seed,
        lastCoin,
        runners.stream().filter(runner -> runner.number() != number).toList(),
        coins);
  }

  /** After this runner collected a coin, and the next was laid. */
  Standing collected(String name, int coin, Coin next) {
    return new Standing(
        seed,
        Math.max(lastCoin, next.number()),
        runners.stream().map(r -> r.name().equals(name) ? r.collected(coin) : r).toList(),
        coins.stream().map(c -> c.number() == coin ? next : c).toList());
  }
}
