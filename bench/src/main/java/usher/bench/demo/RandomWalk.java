package usher.bench.demo;

import java.util.random.RandomGenerator;

/** A price that goes up and down at random, and never to nothing. One thread. */
final class RandomWalk {
  private static final double STEP = 0.002;
  private static final double PULL = 0.01;

  private final double usual;
  private final RandomGenerator random;
  private double price;

  /**
   * @param usual where it begins, and is drawn back to; above 0
   */
  RandomWalk(double usual, RandomGenerator random) {
    this.usual = usual;
    this.random = random;
    this.price = usual;
  }

  /** The next price, in cents. */
  long nextCents() {
    double drift = PULL * (usual - price) / usual;
    price = Math.max(usual / 2, price * (1 + drift + STEP * random.nextGaussian()));
    return Math.round(price * 100);
  }
}
