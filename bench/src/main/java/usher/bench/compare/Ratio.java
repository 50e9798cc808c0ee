package usher.bench.compare;

import java.util.Arrays;
import java.util.List;

/**
 * One proxy beside another: the median of the ratios of the same rounds, and their spread.
 *
 * @param rounds how many ratios there were
 */
record Ratio(double median, double lowest, double highest, int rounds) {
  /** Of values of the same rounds, in the same order. */
  static Ratio of(List<Double> ours, List<Double> theirs) {
    int rounds = Math.min(ours.size(), theirs.size());
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = ours.get(i) / theirs.get(i);
    }
    Arrays.sort(ratios);
    return rounds == 0
        ? new Ratio(Double.NaN, Double.NaN, Double.NaN, 0)
        : new Ratio(median(ratios), ratios[0], ratios[rounds - 1], rounds);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : median(sorted);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
