package usher.bench.house;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What many rounds say together. */
public final class Medians {
  private Medians() {}

  /** The median; not a number where nothing was measured. */
  public static <S extends Measured> double of(
      List<S> samples, String house, String scenario, ToDoubleFunction<S> value) {
    return median(values(samples, house, scenario, value));
  }

  /** The sum over all rounds. */
  public static <S extends Measured> double sum(
      List<S> samples, String house, String scenario, ToDoubleFunction<S> value) {
    return Arrays.stream(values(samples, house, scenario, value)).sum();
  }

  /** The median of the ratios of the same rounds, with the least and the most. */
  public static <S extends Measured> String ratio(
      List<S> samples, String scenario, ToDoubleFunction<S> value) {
    double[] ours = values(samples, House.USHER, scenario, value);
    double[] theirs = values(samples, House.HAPROXY, scenario, value);
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

  private static <S extends Measured> double[] values(
      List<S> samples, String house, String scenario, ToDoubleFunction<S> value) {
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
