package usher.common.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house that every module's own test enforces. */
public final class HouseRules {
  /** The most lines of a source file. */
  public static final int MAX_FILE_LINES = 400;

  private static final String[] INPUT_OUTPUT = {
    "io.netty..", "redis.clients..", "io.micrometer..", "picocli.."
  };

  private HouseRules() {}

  /** The packages named know nothing of sockets, stores, metrics or flags. */
  public static ArchRule pureCore(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(INPUT_OUTPUT)
        .as("the pure core has no input or output of its own");
  }

  /** Nothing of one module is known to the other. */
  public static ArchRule knowsNothingOf(String ours, String theirs) {
    return noClasses()
        .that()
        .resideInAPackage(ours)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(theirs);
  }

  /** Packages depend on each other one way only. */
  public static ArchRule noCycles(String slices) {
    return SlicesRuleDefinition.slices().matching(slices).should().beFreeOfCycles();
  }

  /** Names that say nothing are not used. */
  public static ArchRule namesThatSaySomething() {
    return classes()
        .that()
        .resideInAPackage("usher..")
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Data)")
        .as("no class is named for nothing in particular");
  }

  /** Every class that is no interface, enum or abstract one is final. */
  public static ArchRule classesAreFinal() {
    return classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .and()
        .areNotEnums()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .as("classes are final: composition only");
  }

  /** The source files below this folder that are longer than any file of ours. */
  public static List<String> filesTooLong(Path sources) throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
        long lines;
        try (Stream<String> content = Files.lines(file)) {
          lines = content.count();
        }
        if (lines > MAX_FILE_LINES) {
          tooLong.add(file + " has " + lines + " lines");
        }
      }
    }
    return tooLong;
  }
}
