package usher.router.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import usher.common.player.CloseReason;

/** Where signatures are verified, at the bound of what may wait and past it. */
class SignatureThreadsTest {
  @TempDir Path directory;

  @Test
  void aTicketByASharedSecretIsJudgedWithinTheCall() {
    List<Verdict> told = new ArrayList<>();
    Mint.tickets(directory)
        .verify(
            Mint.ticket("ann").signed(),
            task -> {
              throw new AssertionError("it is told at once");
            },
            told::add);
    assertInstanceOf(Ticket.class, told.get(0));
  }

  @Test
  void anyOtherIsVerifiedElsewhereAndToldOnTheLoop() throws Exception {
    try (SlowTickets slow = new SlowTickets(directory)) {
      BlockingQueue<Runnable> loop = new ArrayBlockingQueue<>(2);
      List<Verdict> told = new ArrayList<>();
      Thread[] verifier = new Thread[1];
      String ticket = SlowTickets.sign(Mint.ticket("ann"));
      slow.tickets.verify(
          ticket,
          task -> {
            verifier[0] = Thread.currentThread();
            loop.add(task);
          },
          told::add);
      Runnable task = loop.poll(15, TimeUnit.SECONDS);
      assertTrue(told.isEmpty(), "not before its loop comes to it");
      task.run();
      assertEquals("ann", assertInstanceOf(Ticket.class, told.get(0)).player());
      assertNotEquals(Thread.currentThread(), verifier[0]);
    }
  }

  @Test
  void withAsManyWaitingAsMayTheNextOneIsRefusedAndTheOthersAreTold() throws Exception {
    try (SlowTickets slow = new SlowTickets(directory)) {
      slow.hold();
      slow.fill();
      assertEquals(TicketLimits.MAX_WAITING, slow.tickets.waiting());
      List<Verdict> told = new ArrayList<>();
      String ticket = SlowTickets.sign(Mint.ticket("ann"));
      slow.tickets.verify(ticket, Runnable::run, told::add);
      Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, told.get(0));
      assertSame(CloseReason.OVERLOADED, refused.reason());

      slow.go();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (slow.told() < TicketLimits.MAX_WAITING && System.nanoTime() - deadline < 0) {
        Thread.onSpinWait();
      }
      assertEquals(TicketLimits.MAX_WAITING, slow.told());
    }
  }

  @Test
  void aLoopThatEndedMeanwhileIsNoMatter() throws Exception {
    try (SlowTickets slow = new SlowTickets(directory)) {
      BlockingQueue<String> heard = new ArrayBlockingQueue<>(2);
      String ticket = SlowTickets.sign(Mint.ticket("ann"));
      slow.tickets.verify(
          ticket,
          task -> {
            heard.add("ended");
            throw new RejectedExecutionException("the loop has ended");
          },
          verdict -> heard.add("told"));
      assertEquals("ended", heard.poll(15, TimeUnit.SECONDS));
      slow.tickets.verify(ticket, Runnable::run, verdict -> heard.add("told"));
      assertEquals("told", heard.poll(15, TimeUnit.SECONDS));
    }
  }
}
