package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {
  private static final String OTHER = "another-secret-of-thirty-two-and-more";

  @TempDir Path directory;

  @Test
  void aFileThatChangedIsReadAnew() throws Exception {
    Tickets tickets = Mint.tickets(directory);
    String next = Mint.ticket("ann").signed("HS256", Mint.secret(OTHER));
    long now = System.currentTimeMillis();
    try (KeyWatch watch = KeyWatch.idle(tickets)) {
      watch.look();
      assertInstanceOf(Verdict.Refused.class, tickets.verify(next, now));

      Path other = Files.writeString(directory.resolve("other"), OTHER);
      Files.move(other, tickets.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      watch.look();
      assertInstanceOf(Ticket.class, tickets.verify(next, now));
    }
  }

  @Test
  void aFileThatIsGoneOrWrongTakesNoKeysAway() throws Exception {
    Tickets tickets = Mint.tickets(directory);
    String ticket = Mint.ticket("ann").signed();
    long now = System.currentTimeMillis();
    try (KeyWatch watch = KeyWatch.idle(tickets)) {
      Files.delete(tickets.file());
      watch.look();
      assertInstanceOf(Ticket.class, tickets.verify(ticket, now));
      Files.writeString(tickets.file(), "too short");
      watch.look();
      assertInstanceOf(Ticket.class, tickets.verify(ticket, now));
    }
  }
}
