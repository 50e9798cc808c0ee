package usher.common.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The properties file of {@code --config}. */
final class ConfigFile {
  /** What some editors write in front of UTF-8. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ConfigFile() {}

  /**
   * Reads it anew.
   *
   * @throws FlagException if it has a key more than once
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has a broken escape
   */
  static Properties read(Path path) throws IOException {
    Properties properties = new OnceEach(path);
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      properties.load(reader);
      return properties;
    }
  }

  /** Properties go by the last line of a key; the command line takes no flag twice. */
  private static final class OnceEach extends Properties {
    private static final long serialVersionUID = 1;

    private final transient Path path;

    OnceEach(Path path) {
      this.path = path;
    }

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new FlagException(
            "--config: '" + path + "' has the key '" + key + "' more than once: leave one of them");
      }
      return super.put(key, value);
    }
  }
}
