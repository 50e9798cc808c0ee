package usher.common.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Who may read a file that holds a secret. Any thread. */
public final class SecretFile {
  private SecretFile() {}

  /** Whether everybody on this machine may read it; false where the system knows no such thing. */
  public static boolean isOpenToAll(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }
}
