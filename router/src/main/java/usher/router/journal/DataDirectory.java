package usher.router.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/**
 * The folder with all that a router keeps on disk. One router at a time holds it, by a lock that
 * ends with its process.
 */
final class DataDirectory implements AutoCloseable {
  private static final int PROBE_BYTES = 64 << 10;

  private final Path path;
  private final RandomAccessFile lockFile;

  private DataDirectory(Path path, RandomAccessFile lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Where it is unless it is said otherwise. */
  static Path byDefault(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    Path base =
        state != null && Path.of(state).isAbsolute()
            ? Path.of(state)
            : Path.of(System.getProperty("user.home", "."), ".local", "state");
    return base.resolve("usher");
  }

  /**
   * Makes the folder, if there is none, and takes it.
   *
   * @throws FlagException if it cannot be written to, or another router holds it
   */
  static DataDirectory take(Path path) {
    RandomAccessFile file = null;
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      file = new RandomAccessFile(path.resolve("router.lock").toFile(), "rw");
      if (!lock(file)) {
        String holder = firstLine(file);
        file.close();
        throw new FlagException(
            "--data-dir: '"
                + path
                + "' is in use by the router with process id "
                + holder
                + ": end that one, or name another directory");
      }
      file.setLength(0);
      file.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      DataDirectory directory = new DataDirectory(path.toRealPath(), file);
      directory.probe();
      return directory;
    } catch (IOException e) {
      closeQuietly(file);
      throw cannotWrite(path, e);
    }
  }

  private static boolean lock(RandomAccessFile file) throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String firstLine(RandomAccessFile file) throws IOException {
    String line = file.readLine();
    return line == null ? "unknown" : line;
  }

  /** A full disk is told at the start, not by Redis when a room is first kept. */
  private void probe() throws IOException {
    Path probe = file("probe");
    try {
      Files.write(probe, new byte[PROBE_BYTES]);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static FlagException cannotWrite(Path path, IOException e) {
    return new FlagException(
        "--data-dir: cannot write to '"
            + path
            + "' ("
            + e
            + "): name a directory that this user may write to, on a disk that is not full");
  }

  /** The folder, without links. */
  Path path() {
    return path;
  }

  /** A file in it. */
  Path file(String name) {
    return path.resolve(name);
  }

  /** The text of a file in it; null where there is none. */
  @Nullable String read(String name) {
    try {
      return Files.exists(file(name)) ? Files.readString(file(name)) : null;
    } catch (IOException e) {
      throw new FlagException("--data-dir: cannot read '" + file(name) + "' (" + e + ")");
    }
  }

  /** Writes a file that only this user may read, whole or not at all. */
  void write(String name, String text) {
    Path fresh = file(name + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, text);
      Files.move(
          fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  private static void closeQuietly(@Nullable RandomAccessFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest.
      return;
    }
  }
}
