package usher.router.site;

import java.io.IOException;
import java.io.InputStream;
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
    return new Site(files(loader, DIRECTORY));
  }

  /**
   * Reads all files below a directory, and some from elsewhere.
   *
   * @param more the names of others on the class path, by the names that they are served by
   * @throws IllegalStateException if one is not there
   */
  public static Site load(ClassLoader loader, String directory, Map<String, String> more) {
    Map<String, SiteFile> files = new HashMap<>(files(loader, directory));
    more.forEach((name, resource) -> files.put(name, SiteFile.of(name, bytes(loader, resource))));
    return new Site(files);
  }

  private static byte[] bytes(ClassLoader loader, String resource) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static Map<String, SiteFile> files(ClassLoader loader, String name) {
    URL directory = loader.getResource(name);
    if (directory == null) {
      return Map.of();
    }
    try {
      URI uri = directory.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      String jar = uri.toString().substring(0, uri.toString().indexOf('!'));
      try (FileSystem files = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
        return read(files.getPath(name));
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
