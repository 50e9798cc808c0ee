package usher.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.control.NodeId;
import usher.common.house.HouseRules;
import usher.node.feed.FeedOrigin;
import usher.node.feed.Feeds;
import usher.node.feed.SeatQuota;

@AnalyzeClasses(packages = "usher.node", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PURE =
      HouseRules.pureCore(
          "usher.node.room..",
          "usher.node.journal..",
          "usher.node.seat..",
          "usher.node.feed",
          "usher.node.feed.hub",
          "usher.node.game..",
          "usher.node.games..");

  @ArchTest
  static final ArchRule ONE_WAY_TO_A_ROOM =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("usher.node.room.RoomMaker")
          .should()
          .callConstructorWhere(
              JavaCall.Predicates.target(
                  HasOwner.Predicates.With.owner(HasName.Predicates.name("usher.node.room.Room"))))
          .as("only a share makes rooms");

  @ArchTest
  static final ArchRule METRICS =
      noClasses()
          .that()
          .resideOutsideOfPackage("usher.node.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..")
          .as("only the metrics know Micrometer");

  @ArchTest
  static final ArchRule ONE_HUB =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("usher.node.feed.Feeds")
          .should()
          .callConstructorWhere(
              JavaCall.Predicates.target(
                  HasOwner.Predicates.With.owner(
                      HasName.Predicates.name("usher.node.feed.hub.Hub"))))
          .as("only the feeds make a hub");

  @ArchTest
  static final ArchRule FEEDS_ONCE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("usher.node.Node")
          .should()
          .callMethod(
              Feeds.class,
              "start",
              NodeId.class,
              boolean.class,
              SeatQuota.class,
              FeedOrigin.class,
              Runnable.class)
          .as("only a node starts its feeds");

  @ArchTest
  static final ArchRule ROUTERS = HouseRules.knowsNothingOf("usher.node..", "usher.router..");

  @ArchTest static final ArchRule CYCLES = HouseRules.noCycles("usher.node.(*)..");
  @ArchTest static final ArchRule NAMES = HouseRules.namesThatSaySomething();
  @ArchTest static final ArchRule FINAL = HouseRules.classesAreFinal();

  @Test
  void noFileIsTooLong() throws IOException {
    assertEquals(List.of(), HouseRules.filesTooLong(Path.of("src")));
  }
}
