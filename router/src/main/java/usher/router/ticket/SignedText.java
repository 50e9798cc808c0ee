package usher.router.ticket;

import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it was shown: its form was looked at and its key found, its signature not yet. One
 * thread at a time.
 */
final class SignedText {
  private static final Verdict.Refused WRONG_FORM =
      Verdict.bad(
          "a ticket is a signed JWT in compact form, of at most "
              + TicketLimits.MAX_LENGTH
              + " characters");

  private static final Verdict.Refused WRONG_HEAD =
      Verdict.bad("kid and alg of a ticket are texts");
  private static final Verdict.Refused EXTENDED =
      Verdict.bad("the crit of the ticket names extensions, and none is understood: leave it out");
  private static final Verdict.Refused WRONG_SIGNATURE =
      Verdict.bad("the signature of the ticket does not fit its key");
  private static final Verdict.Refused WRONG_CLAIMS =
      Verdict.bad("the claims of a ticket are one JSON object, with sub, exp and rooms");

  private final Verdict.@Nullable Refused wrong;
  private final JsonWebSignature signed;
  private final boolean quick;

  private SignedText(Verdict.Refused wrong) {
    this.wrong = wrong;
    this.signed = new JsonWebSignature();
    this.quick = true;
  }

  private SignedText(JsonWebSignature signed, TicketKey key) {
    this.wrong = null;
    this.signed = signed;
    this.quick = key.algorithm().isQuick();
    signed.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().word()));
    signed.setKey(key.key());
  }

  /** Looks at the form of a ticket, and finds its key. */
  static SignedText read(String text, TicketKeys keys) {
    if (!isCompact(text)) {
      return new SignedText(WRONG_FORM);
    }
    JsonWebSignature signed = new JsonWebSignature();
    try {
      signed.setCompactSerialization(text);
    } catch (JoseException | RuntimeException e) {
      // The library throws both for what is malformed; what it says may quote the ticket.
      return new SignedText(WRONG_FORM);
    }
    if (signed.getHeaders().getObjectHeaderValue("crit") != null) {
      return new SignedText(EXTENDED);
    }
    try {
      TicketKey key = keys.find(signed.getKeyIdHeaderValue());
      if (key == null) {
        return new SignedText(
            Verdict.bad("the kid of the ticket names no key, or of several keys it names none"));
      }
      if (!key.algorithm().word().equals(signed.getAlgorithmHeaderValue())) {
        return new SignedText(Verdict.bad("the alg of the ticket is not the one of its key"));
      }
      return new SignedText(signed, key);
    } catch (RuntimeException e) {
      // The library takes numbers and lists for texts, and finds that they are none.
      return new SignedText(WRONG_HEAD);
    }
  }

  /** Whether to judge it takes some ten microseconds, and not some thousand. */
  boolean isQuick() {
    return quick;
  }

  /** What it is worth. */
  Verdict judge(TicketRules rules, long nowMs) {
    if (wrong != null) {
      return wrong;
    }
    try {
      if (!signed.verifySignature()) {
        return WRONG_SIGNATURE;
      }
    } catch (JoseException | RuntimeException e) {
      // As one that has not the length which its algorithm makes.
      return WRONG_SIGNATURE;
    }
    try {
      Map<String, Object> claims = JsonUtil.parseJson(signed.getPayload());
      return rules.judge(claims, nowMs);
    } catch (JoseException | RuntimeException e) {
      return WRONG_CLAIMS;
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
}
