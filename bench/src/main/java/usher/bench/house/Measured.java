package usher.bench.house;

/** What was measured of one scenario of one house in one round. */
public interface Measured {
  /** {@link House#USHER} or {@link House#HAPROXY}. */
  String house();

  /** What was played. */
  String scenario();
}
