package usher.node.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlayerNameTest {
  @Test
  void aNameThatIsTakenGetsANumber() {
    assertEquals("ann", PlayerName.free("ann", false, Set.of()::contains));
    assertEquals("ann-3", PlayerName.free("ann", false, Set.of("ann", "ann-2")::contains));
  }

  @Test
  void aNameThatATicketVouchesForNeverBecomesOneThatAnotherTicketCould() {
    assertEquals("user", PlayerName.free("user", true, Set.of("user-2")::contains));
    assertEquals("user#2", PlayerName.free("user", true, Set.of("user")::contains));
  }
}
