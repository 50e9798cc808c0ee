package usher.common.journal.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import usher.common.journal.JournalCommand;
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

  /**
   * Reads the replies and hands them on: those read so far before each long one, which takes time
   * to read, so that who asked first does not wait for the last. Where replicas are waited for, all
   * at the end. Where the connection breaks, what was not read has failed.
   */
  void read(BiConsumer<Asked, JournalReply> replyTo) {
    int handed = 0;
    List<JournalReply> replies = new ArrayList<>(commands.size());
    if (broke == null) {
      try {
        for (Asked asked : commands) {
          if (asked.command instanceof JournalCommand.Range && !waitsForReplicas()) {
            handed = handOn(replies, handed, replyTo);
          }
          replies.add(next(asked));
        }
        if (waitsForReplicas()) {
          judge(replies, tooFew(line.reply()));
        }
        handOn(replies, handed, replyTo);
        return;
      } catch (RuntimeException e) {
        broke = Causes.of(e);
      }
    }
    line.breakOff();
    JournalReply failed =
        new JournalReply.Failed(
            true, "the connection to Redis at " + line.address() + " broke: " + broke);
    // What waits for replicas is not known to be kept, though its reply was read.
    int known = waitsForReplicas() ? 0 : replies.size();
    replies.subList(known, replies.size()).clear();
    while (replies.size() < commands.size()) {
      replies.add(failed);
    }
    handOn(replies, handed, replyTo);
  }

  private int handOn(
      List<JournalReply> replies, int from, BiConsumer<Asked, JournalReply> replyTo) {
    for (int i = from; i < replies.size(); i++) {
      replyTo.accept(commands.get(i), replies.get(i));
    }
    return replies.size();
  }

  private JournalReply next(Asked asked) {
    Object first = line.reply();
    Object expire = asked.expire == null ? null : line.reply();
    look(first);
    return ReplyReader.read(asked.command, first, expire);
  }

  private void judge(List<JournalReply> replies, @Nullable JournalReply tooFew) {
    for (int i = 0; i < replies.size() && tooFew != null; i++) {
      if (commands.get(i).isAppend() && replies.get(i) instanceof JournalReply.Done) {
        replies.set(i, tooFew);
      }
    }
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
