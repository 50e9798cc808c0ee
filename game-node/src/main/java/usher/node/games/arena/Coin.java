package usher.node.games.arena;

/**
 * A coin on the plane.
 *
 * @param number from 1 in each room; no two have the same
 */
record Coin(int number, int x, int y) {
  /** Where the coin of a number lies, in the room of a seed: always at the same place. */
  static Coin of(long seed, int number) {
    long mixed = mix(seed + number * 0x9E3779B97F4A7C15L);
    int x = (int) Long.remainderUnsigned(mixed, Plane.WIDTH + 1L);
    int y = (int) Long.remainderUnsigned(mixed >>> 32, Plane.HEIGHT + 1L);
    return new Coin(number, x, y);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom numbers). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
