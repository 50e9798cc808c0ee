package usher.common.journal.redis;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalReply;

/** A command that waits for its turn, or is under way; answered once, by the thread journal. */
final class Asked {
  final JournalCommand command;
  final byte[] key;

  /** What Redis is sent. */
  final CommandArguments first;

  /** What it is sent right after, to renew the time of the room; null where nothing. */
  final @Nullable CommandArguments expire;

  /** About how long both are. */
  final long bytes;

  /** When it was asked, by {@link System#nanoTime()}. */
  final long askedNs;

  private final Consumer<JournalReply> replyTo;
  private boolean answered;

  Asked(
      JournalCommand command,
      byte[] key,
      CommandArguments first,
      @Nullable CommandArguments expire,
      long bytes,
      long askedNs,
      Consumer<JournalReply> replyTo) {
    this.command = command;
    this.key = key;
    this.first = first;
    this.expire = expire;
    this.bytes = bytes;
    this.askedNs = askedNs;
    this.replyTo = replyTo;
  }

  boolean isAppend() {
    return command instanceof JournalCommand.Append;
  }

  /** Answers it, unless it was. */
  boolean answer(JournalReply reply) {
    if (answered) {
      return false;
    }
    answered = true;
    replyTo.accept(reply);
    return true;
  }
}
