package usher.bench.rooms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import usher.bench.rooms.RoomsCommand.Sample;

/** What many rounds say together. */
final class Medians {
  private Medians() {}

  static double of(
      List<Sample> samples, String house, String scenario, ToDoubleFunction<Sample> value) {
    return median(values(samples, house, scenario, value));
  }

  static double sum(
      List<Sample> samples, String house, String scenario, ToDoubleFunction<Sample> value) {
    return Arrays.stream(values(samples, house, scenario, value)).sum();
  }

  /** The median of the ratios of the same rounds, with the least and the most. */
  static String ratio(List<Sample> samples, String scenario, ToDoubleFunction<Sample> value) {
    double[] ours = values(samples, "usher", scenario, value);
    double[] theirs = values(samples, "haproxy", scenario, value);
    double[] ratios = new double[Math.min(ours.length, theirs.length)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    Arrays.sort(ratios);
    return ratios.length == 0
        ? "unknown"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f to %.2f)",
            median(ratios),
            ratios[0],
            ratios[ratios.length - 1]);
  }

  private static double[] values(
      List<Sample> samples, String house, String scenario, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .filter(sample -> sample.house().equals(house) && sample.scenario().equals(scenario))
        .mapToDouble(value)
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
