package usher.router.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the page's files from the class path, once, on the starting thread. */
public final class SiteLoader {
  /** The directory on the class path. */
  public static final String DIRECTORY = "web";

  /** All files together, in bytes: they are kept in memory. */
  static final long MAX_BYTES = 16L * 1024 * 1024;

  private SiteLoader() {}

  /**
   * Reads all files below {@code web/}; none is fine.
   *
   * @throws IllegalStateException if they are more than 16 MiB
   */
  public static Site load(ClassLoader loader) {
    URL directory = loader.getResource(DIRECTORY);
    if (directory == null) {
      return new Site(Map.of());
    }
    try {
      URI uri = directory.toURI();
      if (!uri.getScheme().equals("jar")) {
        return new Site(read(Path.of(uri)));
      }
      String jar = uri.toString().substring(0, uri.toString().indexOf('!'));
      try (FileSystem files = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
        return new Site(read(files.getPath(DIRECTORY)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page from " + directory, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read the page from " + directory, e);
    }
  }

  static Map<String, SiteFile> read(Path root) throws IOException {
    Map<String, SiteFile> files = new HashMap<>();
    long total = 0;
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      String name = root.relativize(path).toString().replace('\\', '/');
      byte[] bytes = Files.readAllBytes(path);
      total += bytes.length;
      if (total > MAX_BYTES) {
        throw new IllegalStateException("the page has more than " + MAX_BYTES + " bytes");
      }
      files.put(name, SiteFile.of(name, bytes));
    }
    return files;
  }
}
