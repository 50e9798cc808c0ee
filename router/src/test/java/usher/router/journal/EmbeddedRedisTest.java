package usher.router.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.config.FlagException;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.journal.redis.JournalMetrics;
import usher.common.room.RoomId;

/** A real Redis, as the router starts it. */
class EmbeddedRedisTest {
  private static final RoomId ROOM = new RoomId("r");
  private static final long DEADLINE_S = 20;
  @TempDir Path temp;

  private static JournalStart prepare(Path directory) {
    return JournalStart.prepare(
        new JournalChoice(null, directory, "everysec", Duration.ofDays(7), 0), JournalMetrics.NONE);
  }

  private static RoomJournal open(Path directory) {
    return prepare(directory).open();
  }

  private static JournalReply ask(RoomJournal journal, JournalCommand command) throws Exception {
    CompletableFuture<JournalReply> reply = new CompletableFuture<>();
    assertTrue(journal.journal().ask(command, reply::complete));
    return reply.get(DEADLINE_S, TimeUnit.SECONDS);
  }

  private static JournalReply claim(RoomJournal journal) throws Exception {
    return ask(
        journal, new JournalCommand.Append(ROOM, JournalEntry.claim(7, "a#1", "c"), true, null));
  }

  private static boolean hasClaim(RoomJournal journal) throws Exception {
    return ask(journal, new JournalCommand.Top(ROOM)) instanceof JournalReply.Top top
        && top.entry() != null
        && top.entry().id().epoch() == 7;
  }

  private static void until(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, what);
      Thread.onSpinWait();
    }
  }

  private static KnownServer state(Path directory) throws IOException {
    String text = Files.readString(directory.resolve(KnownServer.FILE));
    String[] lines = text.split("\n");
    return new KnownServer(
        Integer.parseInt(lines[0].substring("port=".length())),
        lines[1].substring("password=".length()),
        Long.parseLong(lines[2].substring("pid=".length())),
        "");
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  @Test
  void whatWasKeptIsThereAgainAfterAnOrderlyEnd() throws Exception {
    Path directory = temp.resolve("data");
    String address;
    long pid;
    try (RoomJournal journal = open(directory)) {
      assertEquals(new JournalReply.Done(), claim(journal));
      address = journal.forNodes();
      pid = state(directory).pid();
    }
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    try (RoomJournal journal = open(directory)) {
      assertTrue(hasClaim(journal));
      assertEquals(address, journal.forNodes());
      assertNotEquals(pid, state(directory).pid());
    }
  }

  @Test
  void onlyThisUserReadsTheDirectoryAndThePassword() throws Exception {
    Path directory = temp.resolve("data");
    try (RoomJournal journal = open(directory)) {
      assertEquals("rwx------", mode(directory));
      assertEquals("rw-------", mode(directory.resolve("redis.state")));
      assertEquals("rw-------", mode(directory.resolve("redis.conf")));
      assertFalse(journal.toString().contains(state(directory).password()));
      assertTrue(journal.forNodes().endsWith("?retention=604800s&replicas=0"));
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aRedisThatEndsTogetherWithTheRouterIsNotStartedAgain() throws Exception {
    Path directory = temp.resolve("data");
    RoomJournal journal = open(directory);
    long pid = state(directory).pid();
    journal.ending();
    kill(pid);
    until("it is gone", () -> ProcessHandle.of(pid).map(of -> !of.isAlive()).orElse(true));
    journal.close();
    assertEquals(0, journal.restarts());
    assertEquals(pid, state(directory).pid());
  }

  @Test
  void aRedisThatDiesIsStartedAgainWhereItWas() throws Exception {
    Path directory = temp.resolve("data");
    try (RoomJournal journal = open(directory)) {
      assertEquals(new JournalReply.Done(), claim(journal));
      int port = state(directory).port();
      kill(state(directory).pid());
      until("it is started again", () -> journal.restarts() == 1 && journal.connected());
      until("what was kept is there", () -> answersClaim(journal));
      assertEquals(port, state(directory).port());
    }
  }

  private static boolean answersClaim(RoomJournal journal) {
    try {
      return hasClaim(journal);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneThatAKilledRouterLeftIsTakenOver() throws Exception {
    Path directory = temp.resolve("data");
    KnownServer left;
    try (RoomJournal journal = open(directory)) {
      claim(journal);
      left = state(directory);
    }
    // As a killed router leaves it: running, with nobody who holds the directory.
    Process process =
        new ProcessBuilder(
                ServerBinary.find(System.getenv(), DataDirectory.take(temp.resolve("other")))
                    .program()
                    .toString(),
                directory.resolve("redis.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("out").toFile())
            .start();
    Files.writeString(
        directory.resolve(KnownServer.FILE),
        Files.readString(directory.resolve(KnownServer.FILE))
            .replace("pid=" + left.pid(), "pid=" + process.pid()));
    try (RoomJournal journal = open(directory)) {
      assertEquals(process.pid(), state(directory).pid());
      assertEquals(left.port(), state(directory).port());
      assertTrue(hasClaim(journal));
    }
    assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS));
  }

  @Test
  void aSecondRouterOnOneDirectoryIsToldWhoHasIt() {
    Path directory = temp.resolve("data");
    try (RoomJournal journal = open(directory)) {
      FlagException e = assertThrows(FlagException.class, () -> open(directory));
      assertTrue(
          String.valueOf(e.getMessage()).contains("process id " + ProcessHandle.current().pid()),
          e.getMessage());
      assertTrue(journal.connected());
    }
  }

  @Test
  void dataOfANewerRedisAreNotOpened() throws Exception {
    Path directory = temp.resolve("data");
    open(directory).close();
    Path state = directory.resolve(KnownServer.FILE);
    Files.writeString(state, Files.readString(state).replaceAll("version=.*", "version=99.0.1"));
    FlagException e = assertThrows(FlagException.class, () -> open(directory));
    assertTrue(String.valueOf(e.getMessage()).contains("99.0.1"), e.getMessage());
  }

  @Test
  void aDamagedStateAndAFileInPlaceOfTheDirectoryAreSaid() throws Exception {
    Path directory = temp.resolve("data");
    Files.createDirectory(directory);
    Files.writeString(directory.resolve(KnownServer.FILE), "port=x\n");
    FlagException damaged = assertThrows(FlagException.class, () -> open(directory));
    assertTrue(String.valueOf(damaged.getMessage()).contains("damaged"), damaged.getMessage());
    Path file = Files.writeString(temp.resolve("file"), "");
    FlagException none = assertThrows(FlagException.class, () -> open(file));
    assertTrue(String.valueOf(none.getMessage()).contains("cannot write"), none.getMessage());
  }

  @Test
  void whatIsPreparedHoldsItsDirectoryAndStartsNothing() {
    Path directory = temp.resolve("data");
    JournalStart prepared = prepare(directory);
    assertFalse(Files.exists(directory.resolve(KnownServer.FILE)));
    assertThrows(FlagException.class, () -> prepare(directory));
    prepared.open().close();
    assertTrue(Files.exists(directory.resolve(KnownServer.FILE)));
  }
}
