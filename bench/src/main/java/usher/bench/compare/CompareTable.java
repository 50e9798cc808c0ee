package usher.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A comparison for people. */
final class CompareTable {
  private final StringBuilder text = new StringBuilder();

  private CompareTable() {}

  static String of(CompareReport report) {
    CompareTable table = new CompareTable();
    table.medians(report);
    table.memory(report);
    table.ratios(report);
    return table.text.toString();
  }

  private void medians(CompareReport report) {
    line(
        "%-26s %-8s %9s %10s %9s %9s %7s",
        "median of rounds", "proxy", "CPU us", "a second", "p50 us", "p99 us", "errors");
    for (Scenario scenario : Scenario.values()) {
      for (String proxy :
          report.samples().stream().map(Sample::proxy).distinct().sorted().toList()) {
        List<Sample> all = report.samples();
        line(
            "%-26s %-8s %9.2f %,10.0f %9.0f %9.0f %7.0f",
            scenario.title(),
            proxy,
            median(all, proxy, scenario, Sample::cpuMicros),
            median(all, proxy, scenario, Sample::perSecond),
            median(all, proxy, scenario, Sample::p50Micros),
            median(all, proxy, scenario, Sample::p99Micros),
            CompareReport.values(all, proxy, scenario, Sample::errors).stream()
                .mapToDouble(Double::doubleValue)
                .sum());
      }
    }
  }

  private static double median(
      List<Sample> samples, String proxy, Scenario scenario, ToDoubleFunction<Sample> value) {
    return Ratio.median(CompareReport.values(samples, proxy, scenario, value));
  }

  private void memory(CompareReport report) {
    for (String proxy :
        report.memory().stream().map(MemorySample::proxy).distinct().sorted().toList()) {
      List<Double> baselines =
          report.memory().stream()
              .filter(sample -> sample.proxy().equals(proxy))
              .map(sample -> sample.baselineBytes() / 1e6)
              .toList();
      line(
          "%-26s %-8s %,.0f bytes, over a baseline of %.1f MB",
          CompareReport.MEMORY,
          proxy,
          Ratio.median(CompareReport.bytes(report.memory(), proxy)),
          Ratio.median(baselines));
    }
  }

  private void ratios(CompareReport report) {
    line("");
    line(
        "%-26s %-8s %9s %9s %9s %7s",
        "over " + CompareReport.YARDSTICK + ", same round",
        "proxy",
        "median",
        "least",
        "most",
        "of");
    report
        .ratios()
        .forEach(
            (scenario, byProxy) ->
                byProxy.forEach(
                    (proxy, ratio) ->
                        line(
                            "%-26s %-8s %9.2f %9.2f %9.2f %7d",
                            scenario,
                            proxy,
                            ratio.median(),
                            ratio.lowest(),
                            ratio.highest(),
                            ratio.rounds())));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
