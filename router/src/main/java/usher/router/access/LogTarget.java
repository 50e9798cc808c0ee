package usher.router.access;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import usher.common.config.FlagException;

/** What {@code --access-log} names: a file, or standard output. */
final class LogTarget {
  private static final String STANDARD_OUTPUT = "-";

  /** Of the mode of a file (POSIX, sys/stat.h): what kind it is, and that it is a FIFO. */
  private static final int S_IFMT = 0170000;

  private static final int S_IFIFO = 0010000;

  private LogTarget() {}

  static boolean isStandardOutput(String target) {
    return target.equals(STANDARD_OUTPUT);
  }

  static void check(String target) {
    if (isStandardOutput(target)) {
      return;
    }
    Path file;
    try {
      file = Path.of(target).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw cannotWrite(target, e.getReason());
    }
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw cannotWrite(target, "it is a directory: name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw cannotWrite(target, "there is no directory '" + folder + "'");
    }
    refuseFifo(target, file);
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw cannotWrite(target, "this user may not");
    }
  }

  /** Past all buffers of the JDK, which would hide what was not taken. */
  static LineFile open(String target) {
    if (isStandardOutput(target)) {
      return new LineFile(new FileOutputStream(FileDescriptor.out).getChannel(), false);
    }
    try {
      Path file = Path.of(target);
      refuseFifo(target, file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new LineFile(channel, endsInsideLine(file));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(target, e.toString());
    }
  }

  /**
   * To open a FIFO waits for who reads it, for ever perhaps, at a reload with all other reloads
   * behind it. A pipe without a name, as {@code /dev/stdout} may be, has no real path and is not
   * meant: it has its reader.
   */
  private static void refuseFifo(String target, Path file) {
    int mode;
    try {
      mode = (Integer) Files.getAttribute(file.toRealPath(), "unix:mode");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return;
    }
    if ((mode & S_IFMT) == S_IFIFO) {
      throw cannotWrite(
          target, "it is a FIFO, which waits for a reader: name a file, or - for standard output");
    }
  }

  /** As where the disk was full when the file was written last. */
  private static boolean endsInsideLine(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    } catch (IOException e) {
      return false;
    }
  }

  private static FlagException cannotWrite(String target, String why) {
    return new FlagException("--access-log: cannot write '" + target + "' (" + why + ")");
  }
}
