package usher.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
  private static final ComparePlan PLAN = new ComparePlan(3, 0, 0, 1, 1, 1, 1, 1, 1, 1);

  private static Sample sample(String proxy, int round, double cpuMicros) {
    return new Sample(proxy, Scenario.ECHO_64.title(), round, cpuMicros, 1, 1, 1, 1);
  }

  @Test
  void roundsAreComparedToThemselves() {
    assertEquals(
        new Ratio(2, 1, 3, 3), Ratio.of(List.of(10.0, 4.0, 30.0), List.of(10.0, 2.0, 10.0)));
    assertEquals(1.5, Ratio.of(List.of(1.0, 2.0), List.of(1.0, 1.0)).median());
  }

  @Test
  void nothingToCompareIsNoNumber() {
    assertTrue(Double.isNaN(Ratio.of(List.of(), List.of()).median()));
  }

  @Test
  void aReportSetsEachProxyBesideTheYardstick() {
    List<Sample> samples =
        List.of(
            sample("usher", 1, 9),
            sample("haproxy", 1, 10),
            sample("haproxy", 2, 20),
            sample("usher", 2, 22),
            sample("usher", 3, 10),
            sample("haproxy", 3, 10));
    List<MemorySample> memory =
        List.of(new MemorySample("usher", 1, 5, 9_000), new MemorySample("haproxy", 1, 5, 4_500));
    CompareReport report = CompareReport.of(PLAN, samples, memory);
    assertEquals(
        new Ratio(1, 0.9, 1.1, 3), report.ratios().get(Scenario.ECHO_64.title()).get("usher"));
    assertEquals(2, report.ratios().get(CompareReport.MEMORY).get("usher").median());
    assertEquals(6, report.errors());
    assertFalse(report.ratios().get(CompareReport.MEMORY).containsKey("haproxy"));
    String table = CompareTable.of(report);
    assertTrue(table.contains("64 B echo"), table);
  }
}
