package usher.bench.house;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import usher.common.journal.redis.JournalAddress;
import usher.common.net.HostPort;

/** The Redis that a router with {@code --journal embedded} started. */
public final class EmbeddedRedis {
  private static final String STATE = "redis.state";

  private EmbeddedRedis() {}

  /**
   * Its address, by what the router wrote down of it.
   *
   * @param data the router's {@code --data-dir}
   * @throws IOException if it wrote nothing down yet; the message says so
   */
  public static JournalAddress in(Path data) throws IOException {
    Path state = data.resolve(STATE);
    if (!Files.isRegularFile(state)) {
      throw new IOException(
          "'" + data + "' has no " + STATE + ": it is no --data-dir of a router that has a Redis");
    }
    Properties fields = new Properties();
    try (Reader in = Files.newBufferedReader(state)) {
      fields.load(in);
      return JournalAddress.standalone(
          new HostPort("127.0.0.1", Integer.parseInt(fields.getProperty("port", ""))),
          fields.getProperty("password", ""));
    } catch (NumberFormatException e) {
      throw new IOException("'" + state + "' names no port", e);
    }
  }
}
