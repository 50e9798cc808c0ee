package usher.router.ticket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import usher.common.player.PlayerName;

/**
 * Fuzzed: a ticket as a player brings it, and the head and claims of one that is signed as it
 * should be. It is refused with a word why, or names a player that there may be.
 */
public final class TicketFuzz {
  private static final byte[] SECRET = Mint.SECRET.getBytes(StandardCharsets.US_ASCII);
  private static final Tickets TICKETS = tickets();
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private TicketFuzz() {}

  private static Tickets tickets() {
    try {
      Path file = Files.createTempFile("usher-keys-", ".txt");
      try {
        return Tickets.read(Files.write(file, SECRET), null, null);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An even first byte: the others are the ticket. An odd one: they are claims, which are signed.
   */
  public static void fuzzerTestOneInput(byte[] data) throws GeneralSecurityException {
    if (data.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    boolean signed = (data[0] & 1) == 1;
    String text = signed ? sign(rest) : new String(rest, StandardCharsets.ISO_8859_1);
    Verdict verdict = TICKETS.verify(text, NOW_MS);
    if (verdict instanceof Verdict.Refused refused) {
      if (refused.detail().isBlank() || refused.detail().contains("\"")) {
        throw new IllegalStateException("no words of ours: " + refused.detail());
      }
    } else if (verdict instanceof Ticket ticket) {
      if (!signed || !PlayerName.isValid(ticket.player()) || ticket.isExpired(NOW_MS)) {
        throw new IllegalStateException("taken, and should not be: " + text);
      }
    }
  }

  private static String sign(byte[] claims) throws GeneralSecurityException {
    String head = Mint.part("{\"alg\":\"HS256\"}") + "." + BASE64.encodeToString(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    return head
        + "."
        + BASE64.encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
  }
}
