package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.house.HouseRules;

@AnalyzeClasses(packages = "usher.router", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PURE =
      HouseRules.pureCore(
          "usher.router.cluster..",
          "usher.router.placement..",
          "usher.router.pin..",
          "usher.router.seat..",
          "usher.router.feed..");

  @ArchTest
  static final ArchRule NODES = HouseRules.knowsNothingOf("usher.router..", "usher.node..");

  @ArchTest static final ArchRule CYCLES = HouseRules.noCycles("usher.router.(*)..");
  @ArchTest static final ArchRule NAMES = HouseRules.namesThatSaySomething();
  @ArchTest static final ArchRule FINAL = HouseRules.classesAreFinal();

  @Test
  void noFileIsTooLong() throws IOException {
    assertEquals(List.of(), HouseRules.filesTooLong(Path.of("src")));
  }
}
