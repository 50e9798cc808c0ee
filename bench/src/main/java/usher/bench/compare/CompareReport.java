package usher.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a comparison saw; its fields are the JSON's.
 *
 * @param ratios by scenario, then by proxy: its CPU time beside {@link #YARDSTICK}'s; of the
 *     scenario {@link #MEMORY}, its bytes for a tunnel
 * @param errors all of all rounds
 */
record CompareReport(
    ComparePlan plan,
    List<Sample> samples,
    List<MemorySample> memory,
    Map<String, Map<String, Ratio>> ratios,
    long errors) {
  /** What the others are compared to. */
  static final String YARDSTICK = "haproxy";

  static final String MEMORY = "memory of an idle tunnel";

  static CompareReport of(ComparePlan plan, List<Sample> samples, List<MemorySample> memory) {
    Map<String, Map<String, Ratio>> ratios = new LinkedHashMap<>();
    List<String> proxies =
        Stream.concat(samples.stream().map(Sample::proxy), memory.stream().map(MemorySample::proxy))
            .distinct()
            .sorted()
            .toList();
    for (String proxy : proxies) {
      if (proxy.equals(YARDSTICK)) {
        continue;
      }
      for (Scenario scenario : Scenario.values()) {
        put(
            ratios,
            scenario.title(),
            proxy,
            Ratio.of(
                values(samples, proxy, scenario, Sample::cpuMicros),
                values(samples, YARDSTICK, scenario, Sample::cpuMicros)));
      }
      put(ratios, MEMORY, proxy, Ratio.of(bytes(memory, proxy), bytes(memory, YARDSTICK)));
    }
    long errors = samples.stream().mapToLong(Sample::errors).sum();
    return new CompareReport(plan, List.copyOf(samples), List.copyOf(memory), ratios, errors);
  }

  private static void put(
      Map<String, Map<String, Ratio>> ratios, String scenario, String proxy, Ratio ratio) {
    if (ratio.rounds() > 0) {
      ratios.computeIfAbsent(scenario, any -> new LinkedHashMap<>()).put(proxy, ratio);
    }
  }

  /** A proxy's values of one scenario, in the order of the rounds. */
  static List<Double> values(
      List<Sample> samples, String proxy, Scenario scenario, ToDoubleFunction<Sample> value) {
    List<Double> values = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.proxy().equals(proxy) && sample.scenario().equals(scenario.title())) {
        values.add(value.applyAsDouble(sample));
      }
    }
    return values;
  }

  static List<Double> bytes(List<MemorySample> memory, String proxy) {
    return memory.stream()
        .filter(sample -> sample.proxy().equals(proxy))
        .map(MemorySample::bytesPerTunnel)
        .toList();
  }
}
