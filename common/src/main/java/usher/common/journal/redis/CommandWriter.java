package usher.common.journal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/** Makes of a command what Redis is sent. Any thread. */
final class CommandWriter {
  private static final byte[] NOMKSTREAM = ascii("NOMKSTREAM");
  private static final byte[] MINID = ascii("MINID");
  private static final byte[] EXACTLY = ascii("=");
  private static final byte[] HIGHEST = ascii("+");
  private static final byte[] LOWEST = ascii("-");
  private static final byte[] COUNT = ascii("COUNT");
  private static final byte[] ONE = ascii("1");

  private final byte[] retentionSeconds;

  CommandWriter(long retentionSeconds) {
    this.retentionSeconds = ascii(Long.toString(retentionSeconds));
  }

  Asked write(JournalCommand command, long nowNs, Consumer<JournalReply> replyTo) {
    // The braces make a cluster hash the id alone.
    byte[] key = ascii("usher:room:{" + command.room().value() + "}");
    Protocol.Command name;
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(key);
    boolean renews = false;
    if (command instanceof JournalCommand.Append append) {
      name = Protocol.Command.XADD;
      append(append, arguments);
      renews = append.create() || append.entry().snapshot() != null;
    } else if (command instanceof JournalCommand.Top) {
      name = Protocol.Command.XREVRANGE;
      arguments.addAll(List.of(HIGHEST, LOWEST, COUNT, ONE));
    } else if (command instanceof JournalCommand.Range range) {
      name = Protocol.Command.XRANGE;
      arguments.addAll(
          List.of(
              ascii("(" + range.above()), HIGHEST, COUNT, ascii(Integer.toString(range.max()))));
    } else {
      name = Protocol.Command.EXPIRE;
      arguments.add(retentionSeconds);
    }
    CommandArguments first = new CommandArguments(name);
    long bytes = 0;
    for (byte[] argument : arguments) {
      first.add(argument);
      bytes += argument.length;
    }
    return new Asked(command, key, first, renews ? expire(key) : null, bytes, nowNs, replyTo);
  }

  private CommandArguments expire(byte[] key) {
    return new CommandArguments(Protocol.Command.EXPIRE).add(key).add(retentionSeconds);
  }

  private static void append(JournalCommand.Append append, List<byte[]> arguments) {
    if (!append.create()) {
      arguments.add(NOMKSTREAM);
    }
    if (append.keepFrom() != null) {
      arguments.add(MINID);
      arguments.add(EXACTLY);
      arguments.add(ascii(append.keepFrom().toString()));
    }
    arguments.add(ascii(append.entry().id().toString()));
    EntryCodec.write(append.entry(), arguments);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
