package usher.router.ticket;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.config.Reloadable;
import usher.common.player.CloseReason;

/**
 * Verifies players' tickets: JWTs in compact form (RFC 7515, RFC 7519), signed with one of the keys
 * of a file. Any thread verifies; {@link #reload} reads files.
 */
public final class Tickets implements Reloadable {
  private static final Logger log = LoggerFactory.getLogger(Tickets.class);
  private static final Verdict.Refused TOO_MANY =
      new Verdict.Refused(
          CloseReason.OVERLOADED, "more tickets are to be verified than the router has time for");

  /** Well formed, and signed by nobody. */
  private static final String NO_TICKET = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";

  private final Path file;
  private final TicketRules rules;
  private final SignatureThreads threads = new SignatureThreads();
  private volatile TicketKeys keys;

  private Tickets(Path file, TicketRules rules, TicketKeys keys) {
    this.file = file;
    this.rules = rules;
    this.keys = keys;
  }

  /**
   * Reads the keys.
   *
   * @param audience what tickets must be meant for; null where they may not name anything
   * @param issuer who must have issued tickets; null for anybody who has a key
   * @throws usher.common.config.FlagException if the file holds no keys; the message says what
   *     would be right
   */
  public static Tickets read(Path file, @Nullable String audience, @Nullable String issuer) {
    Tickets tickets = new Tickets(file, new TicketRules(audience, issuer), KeyFile.read(file));
    // The library takes most of a second to look around, once: not on an event loop.
    tickets.verify(NO_TICKET, 0);
    return tickets;
  }

  /**
   * What a ticket is worth; on this thread, whatever it costs.
   *
   * @param nowMs the present, in milliseconds since 1970
   */
  public Verdict verify(String text, long nowMs) {
    return SignedText.read(text, keys).judge(rules, nowMs);
  }

  /**
   * What a ticket is worth: told within this call where that is a matter of microseconds, else
   * later. With {@link TicketLimits#MAX_WAITING} tickets waiting the next one is refused as {@link
   * CloseReason#OVERLOADED}.
   *
   * @param loop where it is told later
   */
  public void verify(String text, Executor loop, Consumer<Verdict> then) {
    SignedText signed = SignedText.read(text, keys);
    if (signed.isQuick()) {
      then.accept(signed.judge(rules, System.currentTimeMillis()));
    } else if (!threads.take(() -> judge(signed, loop, then))) {
      then.accept(TOO_MANY);
    }
  }

  private void judge(SignedText signed, Executor loop, Consumer<Verdict> then) {
    Verdict verdict = signed.judge(rules, System.currentTimeMillis());
    try {
      loop.execute(() -> then.accept(verdict));
    } catch (RejectedExecutionException e) {
      // The loop has ended, and who asked with it.
      log.debug("a verdict came too late", e);
    }
  }

  /** How many tickets wait to be verified. */
  public int waiting() {
    return threads.waiting();
  }

  /** Stands for the keys as they are now: another one when they change. */
  public Object edition() {
    return keys;
  }

  @Override
  public String name() {
    return "ticket keys";
  }

  @Override
  public synchronized String reload() {
    TicketKeys before = keys;
    TicketKeys now = KeyFile.read(file);
    if (now.equals(before)) {
      return "";
    }
    if (before.isSecret() != now.isSecret() && before.isPublic() != now.isPublic()) {
      throw KeyFile.wrong(
          file,
          "it holds "
              + kind(now)
              + " now, and did hold "
              + kind(before)
              + ": that change takes a restart, so that nothing public is taken for a secret by"
              + " mistake; a JWK set with both is taken at once");
    }
    keys = now;
    return "now " + now;
  }

  private static String kind(TicketKeys keys) {
    return keys.isSecret() ? "a secret (HS256)" : "public keys";
  }

  Path file() {
    return file;
  }

  @Override
  public String toString() {
    return keys + " of " + file;
  }
}
