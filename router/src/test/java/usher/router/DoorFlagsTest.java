package usher.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import usher.common.config.FlagException;
import usher.router.edge.Door;
import usher.router.ticket.Mint;

class DoorFlagsTest {
  @TempDir Path directory;

  @CommandLine.Command
  private static final class Flags {
    @CommandLine.Mixin DoorFlags door = new DoorFlags();
  }

  private static Door door(String... args) {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs(args);
    return flags.door.door();
  }

  @Test
  void whereNothingIsSaidEveryoneMayComeInFromPagesOfTheSameHost() {
    assertEquals(Door.OPEN, door());
  }

  @Test
  void keysAreRead() {
    String file = Mint.file(directory, Mint.SECRET).toString();
    assertNotNull(door("--ticket-keys", file, "--ticket-audience", "usher").tickets());
  }

  @Test
  void keysThatCannotBeReadAreNoWrongFlag() {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs("--ticket-keys=/nowhere/at/all");
    flags.door.check();
    assertThrows(FlagException.class, () -> flags.door.door());
    new CommandLine(flags).parseArgs("--ticket-keys=/nowhere/at/all", "--proxy-protocol=on");
    assertThrows(FlagException.class, () -> flags.door.check());
  }

  @Test
  void proxiesAreTrustedAndMayHaveToSayWhoConnects() {
    Door door = door("--trust-proxies=10.0.0.0/8", "--proxy-protocol=on");
    assertTrue(door.proxyHeaders());
    assertFalse(door("--trust-proxies=10.0.0.0/8").proxyHeaders());
  }

  @ParameterizedTest
  @CsvSource({
    "--ticket-audience=usher,need --ticket-keys",
    "--ticket-issuer=usher,need --ticket-keys",
    "--ticket-keys=/nowhere/at/all,cannot read",
    "--allow-origin=a.example,--allow-origin: 'a.example' is no origin",
    "--trust-proxies=10.0.0.1/8,--trust-proxies: '10.0.0.1/8' is no network",
    "--proxy-protocol=on,needs --trust-proxies",
    "--proxy-protocol=yes,off or on"
  })
  void aWrongFlagIsToldWhatWouldBeRight(String flag, String message) {
    String said = String.valueOf(assertThrows(FlagException.class, () -> door(flag)).getMessage());
    assertTrue(said.contains(message), said);
  }
}
