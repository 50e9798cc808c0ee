package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page has no build step, so that nothing else would notice a file that is missing. */
class PageFilesTest {
  private static final Path WEB = Path.of("../router/src/main/resources/web");
  private static final Path OPERATORS = Path.of("../router/src/main/resources/operators");
  private static final Set<String> SHARED =
      Set.of("base.css", "chart.js", "dom.js", "icon.svg", "wordmark.js");
  private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
  private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern INLINE =
      Pattern.compile("<style|<script(?![^>]*src)|\\sstyle=|\\son[a-z]+=");
  private static final int MOST_LINES = 400;

  @Test
  void everyModuleThatIsImportedExists() {
    for (Path module : files(WEB, ".js")) {
      for (String imported : found(IMPORT, module)) {
        Path file = module.resolveSibling(imported).normalize();
        assertTrue(Files.isRegularFile(file), module + " imports " + imported);
      }
    }
    for (Path module : files(OPERATORS, ".js")) {
      for (String imported : found(IMPORT, module)) {
        assertTrue(isServed(module.resolveSibling(imported)), module + " imports " + imported);
      }
    }
  }

  @Test
  void theLivePageLoadsOnlyWhatIsThere() {
    Path index = OPERATORS.resolve("index.html");
    Set<String> linked = found(LINKED, index);
    assertFalse(linked.isEmpty());
    for (String file : linked) {
      assertTrue(isServed(index.resolveSibling(file)), file);
    }
    for (Path module : files(OPERATORS, ".js")) {
      String name = OPERATORS.relativize(module).toString().replace('\\', '/');
      assertTrue(linked.contains(name), name + " is loaded late");
    }
  }

  /** The live page shares some files with the players' page, and has a chart library's. */
  private static boolean isServed(Path file) {
    Path own = file.normalize();
    Path name = own.getFileName();
    return Files.isRegularFile(own)
        || (SHARED.contains(String.valueOf(name)) && own.getParent().endsWith("live"));
  }

  @Test
  void whatTheLivePageSharesIsThere() {
    for (String shared : SHARED) {
      boolean there =
          files(WEB, "").stream().anyMatch(file -> file.getFileName().toString().equals(shared));
      assertTrue(there || shared.equals("chart.js"), shared);
    }
  }

  @Test
  void theIndexLoadsEveryModuleAndStyleAtOnceAndNothingElse() {
    Set<String> there =
        Stream.of(".js", ".css", "icon.svg")
            .flatMap(ending -> files(WEB, ending).stream())
            .map(file -> WEB.relativize(file).toString().replace('\\', '/'))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(there, found(LINKED, WEB.resolve("index.html")));
  }

  @Test
  void nothingIsInlineThatTheContentPolicyForbids() {
    for (Path root : List.of(WEB, OPERATORS)) {
      assertFalse(INLINE.matcher(read(root.resolve("index.html"))).find(), root.toString());
    }
  }

  @Test
  void noFileIsTooLongToRead() {
    for (Path root : List.of(WEB, OPERATORS)) {
      for (Path file : files(root, "")) {
        assertTrue(read(file).lines().count() <= MOST_LINES, file.toString());
      }
    }
  }

  private static Set<String> found(Pattern pattern, Path file) {
    return pattern
        .matcher(read(file))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> files(Path root, String ending) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
