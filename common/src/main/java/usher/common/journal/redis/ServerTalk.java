package usher.common.journal.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** What the keeper of a Redis asks it; each question blocks, on a connection of its own. */
public final class ServerTalk {
  private ServerTalk() {}

  /**
   * The folder with its data.
   *
   * @throws JournalUnusableException if it does not answer, or not to this password
   */
  public static String directory(JournalAddress address) throws JournalUnusableException {
    Object answer =
        ask(address, new CommandArguments(Protocol.Command.CONFIG).add("GET").add("dir"));
    return answer instanceof List<?> pair && pair.size() == 2 ? text(pair.get(1)) : "";
  }

  /**
   * Its process id; 0 where it does not tell.
   *
   * @throws JournalUnusableException if it does not answer, or not to this password
   */
  public static long processId(JournalAddress address) throws JournalUnusableException {
    String info = text(ask(address, new CommandArguments(Protocol.Command.INFO).add("server")));
    for (String row : info.split("\r\n")) {
      if (row.startsWith("process_id:")) {
        return Long.parseLong(row.substring("process_id:".length()));
      }
    }
    return 0;
  }

  /**
   * Sets one of its settings, until it is started again.
   *
   * @throws JournalUnusableException if it does not answer, or does not take it
   */
  public static void set(JournalAddress address, String setting, String value)
      throws JournalUnusableException {
    ask(address, new CommandArguments(Protocol.Command.CONFIG).add("SET").add(setting).add(value));
  }

  /** Tells it to write all it has to disk and end; it does not answer to that. */
  public static void shutDown(JournalAddress address) throws JournalUnusableException {
    Dialer dialer = new Dialer(address);
    ServerLine line = dialer.dial(address.servers().get(0), true);
    try {
      line.ask(new CommandArguments(Protocol.Command.SHUTDOWN));
    } catch (JedisException e) {
      // The end of the connection is the answer; whether it ends is seen from its process.
      return;
    } finally {
      line.breakOff();
    }
  }

  private static @Nullable Object ask(JournalAddress address, CommandArguments question)
      throws JournalUnusableException {
    ServerLine line = new Dialer(address).dial(address.servers().get(0), true);
    try {
      return line.ask(question);
    } catch (JedisException e) {
      throw Dialer.refused(line.address(), e);
    } finally {
      line.breakOff();
    }
  }

  private static String text(@Nullable Object bytes) {
    return bytes instanceof byte[] b ? new String(b, StandardCharsets.UTF_8) : "";
  }
}
