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
  private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
  private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern INLINE =
      Pattern.compile("<style|<script(?![^>]*src)|\\sstyle=|\\son[a-z]+=");
  private static final int MOST_LINES = 400;

  @Test
  void everyModuleThatIsImportedExists() {
    for (Path module : files(".js")) {
      for (String imported : found(IMPORT, module)) {
        Path file = module.resolveSibling(imported).normalize();
        assertTrue(Files.isRegularFile(file), module + " imports " + imported);
      }
    }
  }

  @Test
  void theIndexLoadsEveryModuleAndStyleAtOnceAndNothingElse() {
    Set<String> there =
        Stream.of(".js", ".css", "icon.svg")
            .flatMap(ending -> files(ending).stream())
            .map(file -> WEB.relativize(file).toString().replace('\\', '/'))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(there, found(LINKED, WEB.resolve("index.html")));
  }

  @Test
  void nothingIsInlineThatTheContentPolicyForbids() {
    assertFalse(INLINE.matcher(read(WEB.resolve("index.html"))).find());
  }

  @Test
  void noFileIsTooLongToRead() {
    for (Path file : files("")) {
      assertTrue(read(file).lines().count() <= MOST_LINES, file.toString());
    }
  }

  private static Set<String> found(Pattern pattern, Path file) {
    return pattern
        .matcher(read(file))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> files(String ending) {
    try (Stream<Path> all = Files.walk(WEB)) {
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
