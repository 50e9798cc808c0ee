package usher.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReloadsTest {
  private static Reloadable part(String name, Set<String> flags, Supplier<String> reload) {
    return new Reloadable() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String reload() {
        return reload.get();
      }

      @Override
      public Set<String> flags() {
        return flags;
      }
    };
  }

  private static Supplier<String> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void aPartThatFailsKeepsNoOtherFromItsReload() {
    Reloads reloads = new Reloads();
    reloads.add(part("tokens", Set.of(), failing(new FlagException("no such file"))));
    reloads.add(part("tickets", Set.of(), failing(new IllegalStateException("ours"))));
    reloads.add(part("limits", Set.of(), () -> "one more"));
    ReloadReport report = reloads.reloadAll();
    assertEquals(
        List.of(
            new ReloadReport.Outcome("tokens", "", "no such file"),
            new ReloadReport.Outcome(
                "tickets", "", "a mistake of ours: java.lang.IllegalStateException"),
            new ReloadReport.Outcome("limits", "one more", null)),
        report.outcomes());
    assertFalse(report.isWhole());
  }

  @Test
  void aChangedFlagThatNoPartTakesNeedsARestart() {
    Reloads reloads = new Reloads(() -> Set.of("--listen", "--max-rooms"));
    reloads.add(part("limits", Set.of("--max-rooms"), () -> ""));
    ReloadReport report = reloads.reloadAll();
    assertEquals(List.of("--listen"), report.restart());
    assertTrue(report.isWhole());
  }

  @Test
  void wrongFlagsReloadNothing() {
    Reloads reloads =
        new Reloads(
            () -> {
              throw new FlagException("--lease is wrong");
            });
    reloads.add(part("limits", Set.of(), () -> "was reloaded"));
    ReloadReport report = reloads.reloadAll();
    assertEquals("--lease is wrong", report.refused());
    assertEquals(List.of(), report.outcomes());
    assertFalse(report.isWhole());
  }
}
