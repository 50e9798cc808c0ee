package usher.common.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;

/**
 * A file that a flag names.
 *
 * @param flag with its dashes, for messages
 */
record FlagFile(String flag, Path path) {
  static @Nullable FlagFile of(String flag, @Nullable Path path) {
    return path == null ? null : new FlagFile(flag, path);
  }

  /**
   * What is in it.
   *
   * @throws FlagException if it cannot be read, or is too large
   */
  String text() {
    try {
      return new String(bytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw wrong("cannot be read (" + e + ")");
    }
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(TlsLimits.MAX_FILE_BYTES + 1);
      if (bytes.length > TlsLimits.MAX_FILE_BYTES) {
        throw wrong("has more than " + TlsLimits.MAX_FILE_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** Tells one content of the file from another, without telling the content. */
  String fingerprint() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (IOException | FlagException e) {
      return String.valueOf(e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  FlagException wrong(String what) {
    return new FlagException(flag + ": '" + path + "' " + what);
  }
}
