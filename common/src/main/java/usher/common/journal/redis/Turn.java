package usher.common.journal.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import usher.common.journal.JournalReply;

/**
 * What one server is asked in one turn: all of it in one pipeline, each command once. On the thread
 * {@code journal}.
 */
final class Turn {
  private final ServerLine line;
  private final int replicas;
  private final List<Asked> commands = new ArrayList<>();
  private boolean appends;
  private @Nullable String broke;
  private boolean moved;
  private boolean readOnly;

  Turn(ServerLine line, int replicas) {
    this.line = line;
    this.replicas = replicas;
  }

  ServerLine line() {
    return line;
  }

  void add(Asked asked) {
    commands.add(asked);
    appends |= asked.isAppend();
  }

  /** Writes all, and waits for nothing. */
  void write() {
    try {
      for (Asked asked : commands) {
        line.send(asked.first);
        if (asked.expire != null) {
          line.send(asked.expire);
        }
      }
      if (waitsForReplicas()) {
        line.send(
            new CommandArguments(Protocol.Command.WAIT)
                .add(replicas)
                .add(JournalLimits.REPLICAS_MS));
      }
      line.flush();
    } catch (RuntimeException e) {
      broke = Causes.of(e);
    }
  }

  /** Reads all replies; the n-th is the n-th command's. */
  List<JournalReply> read() {
    if (broke == null) {
      try {
        return replies(line.replies());
      } catch (RuntimeException e) {
        broke = Causes.of(e);
      }
    }
    line.breakOff();
    JournalReply failed =
        new JournalReply.Failed(
            true, "the connection to Redis at " + line.address() + " broke: " + broke);
    return commands.stream().map(asked -> failed).toList();
  }

  private List<JournalReply> replies(List<@Nullable Object> answers) {
    JournalReply tooFew = waitsForReplicas() ? tooFew(answers.get(answers.size() - 1)) : null;
    List<JournalReply> replies = new ArrayList<>(commands.size());
    int next = 0;
    for (Asked asked : commands) {
      Object first = answers.get(next++);
      Object expire = asked.expire == null ? null : answers.get(next++);
      look(first);
      JournalReply reply = ReplyReader.read(asked.command, first, expire);
      boolean kept = reply instanceof JournalReply.Done && asked.isAppend();
      replies.add(kept && tooFew != null ? tooFew : reply);
    }
    return replies;
  }

  private void look(@Nullable Object answer) {
    if (answer instanceof JedisDataException error) {
      String text = String.valueOf(error.getMessage());
      moved |= error instanceof JedisRedirectionException || text.startsWith("CLUSTERDOWN");
      readOnly |= text.startsWith("READONLY") || text.startsWith("NOAUTH");
    }
  }

  private @Nullable JournalReply tooFew(@Nullable Object answer) {
    if (answer instanceof Long count) {
      return count >= replicas
          ? null
          : new JournalReply.Failed(false, "kept by " + count + " of " + replicas + " replicas");
    }
    String why = answer instanceof JedisDataException error ? error.getMessage() : "no number";
    return new JournalReply.Failed(false, "Redis says of WAIT: " + why);
  }

  private boolean waitsForReplicas() {
    return replicas > 0 && appends;
  }

  List<Asked> commands() {
    return commands;
  }

  /** Why the connection broke; null if it did not. */
  @Nullable String broke() {
    return broke;
  }

  /** Whether another server has some of these keys. */
  boolean moved() {
    return moved;
  }

  /** Whether this server is none to write to, any more. */
  boolean readOnly() {
    return readOnly;
  }
}
