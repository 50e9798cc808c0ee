package usher.router.ticket;

import java.nio.file.Path;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloadable;

/**
 * Verifies players' tickets: JWTs in compact form (RFC 7515, RFC 7519), signed with one of the keys
 * of a file. Any thread verifies; {@link #reload} reads files.
 */
public final class Tickets implements Reloadable {
  private static final String WRONG_FORM =
      "a ticket is a signed JWT in compact form, of at most "
          + TicketLimits.MAX_LENGTH
          + " characters";

  /** Well formed, and signed by nobody. */
  private static final String NO_TICKET = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";

  private final Path file;
  private final TicketRules rules;
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
   * What a ticket is worth.
   *
   * @param nowMs the present, in milliseconds since 1970
   */
  public Verdict verify(String text, long nowMs) {
    if (!isCompact(text)) {
      return Verdict.bad(WRONG_FORM);
    }
    try {
      JsonWebSignature signed = new JsonWebSignature();
      signed.setCompactSerialization(text);
      TicketKey key = keys.find(signed.getKeyIdHeaderValue());
      if (key == null) {
        return Verdict.bad("the kid of the ticket names no key, or of several keys it names none");
      }
      if (!key.algorithm().word().equals(signed.getAlgorithmHeaderValue())) {
        return Verdict.bad("the alg of the ticket is not the one of its key");
      }
      signed.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().word()));
      signed.setKey(key.key());
      if (!signed.verifySignature()) {
        return Verdict.bad("the signature of the ticket does not fit its key");
      }
      Map<String, Object> claims = JsonUtil.parseJson(signed.getPayload());
      return rules.judge(claims, nowMs);
    } catch (JoseException | RuntimeException e) {
      // The library throws both for what is malformed; what it says may quote the ticket.
      return Verdict.bad(WRONG_FORM);
    }
  }

  /** Three parts of Base64url, none of them empty: neither encrypted nor unsigned. */
  private static boolean isCompact(String text) {
    if (text.length() > TicketLimits.MAX_LENGTH) {
      return false;
    }
    int dots = 0;
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (before == '.') {
          return false;
        }
        dots++;
      } else if (!isBase64Url(c)) {
        return false;
      }
      before = c;
    }
    return dots == 2 && before != '.';
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
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
  public String reload() {
    TicketKeys before = keys;
    TicketKeys now = KeyFile.read(file);
    if (now.equals(before)) {
      return "";
    }
    keys = now;
    return "now " + now;
  }

  Path file() {
    return file;
  }

  @Override
  public String toString() {
    return keys + " of " + file;
  }
}
