package usher.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People in real browsers, before a real router and real nodes. */
class BrowserChessIT {
  private static House house;
  private static RoomPage ann;
  private static RoomPage bob;
  private static RoomPage cat;

  @BeforeAll
  static void start() {
    Chromium.orSkip();
    house = House.router();
    house.startNodes(3);
    ann = new RoomPage(house.players());
    bob = new RoomPage(house.players());
    cat = new RoomPage(house.players());
  }

  @AfterAll
  static void stop() {
    Stream.of(ann, bob, cat).filter(page -> page != null).forEach(RoomPage::close);
    if (house != null) {
      house.close();
    }
  }

  @Test
  void twoPeoplePlayToMateByMouseAndKeyboardAndAThirdWatches() {
    sitDown();
    assertEquals(1, Stream.of(ann, bob, cat).map(RoomPage::node).distinct().count());

    ann.press("f2");
    assertEquals(Set.of("f3", "f4"), ann.targets());
    ann.press("f3");
    bob.awaitMoves("f3");
    assertEquals("Your turn", bob.text(".headline"));
    bob.moveByKeys("e7", "e5");
    ann.awaitMoves("f3", "e5");
    ann.drag("g2", "g4");
    bob.awaitMoves("f3", "e5", "g4");
    bob.move("d8", "h4");

    bob.awaitText(".headline", "Checkmate. You win.");
    for (RoomPage page : List.of(ann, cat)) {
      page.awaitText(".headline", "Checkmate. bob wins.");
      page.awaitMoves("f3", "e5", "g4", "Qh4#");
      assertTrue(page.shows("[data-square=e1].check"));
    }
    cat.press("a2");
    assertEquals(Set.of(), cat.targets(), "a spectator has no moves");
  }

  @Test
  void whatIsSaidIsHeardByAllAndByThoseWhoComeLater() {
    ann.enter("ann").open("chat");
    ann.say("is this seat taken?");
    bob.enter("bob").join(ann.address(), "join");
    bob.awaitText(".chat-log", "is this seat taken?");
    bob.say("it is now");
    ann.awaitText(".chat-log", "it is now");
    ann.awaitText(".people", "bob");
  }

  @Test
  void whenTheNodeDiesThePageFindsTheRoomOnAnotherAndSaysSo() {
    sitDown();
    ann.move("e2", "e4");
    bob.awaitMoves("e4");
    String before = ann.node();
    house.nodeProcess(before).signal("KILL");
    for (RoomPage page : List.of(ann, bob, cat)) {
      page.await("another node than " + before, () -> !page.node().equals(before));
      page.awaitSeat();
      page.awaitText(".notice", "the room is now on " + page.node());
      page.awaitText(".notice", "starts fresh");
    }
    assertEquals(1, Stream.of(ann, bob, cat).map(RoomPage::node).distinct().count());
    ann.awaitText(".moves-none", "No moves yet.");
    house.startNode(before);
    house.awaitNodes(3);
  }

  @Test
  void aReloadFindsTheSameSeatAndTheSameGame() {
    sitDown();
    ann.move("d2", "d4");
    bob.awaitMoves("d4");
    bob.chromium().driver().navigate().refresh();
    bob.awaitSeat();
    bob.awaitMoves("d4");
    bob.awaitText(".headline", "Your turn");
    bob.move("d7", "d5");
    ann.awaitMoves("d4", "d5");
  }

  @Test
  void nothingIsWiderThanAPhone() {
    RoomPage phone = cat;
    phone.chromium().resize(360, 740, true);
    try {
      phone.enter("a-name-of-the-longest-kind");
      assertFalse(phone.scrollsSideways(), "the lobby");
      phone.open("chess");
      phone.say("a-very-long-word-".repeat(12));
      phone.awaitText(".chat-log", "a-very-long-word-");
      assertFalse(phone.scrollsSideways(), "a chess room");
      phone.enter("cat").open("chat");
      assertFalse(phone.scrollsSideways(), "a chat room");
    } finally {
      phone.chromium().resize(1280, 820, false);
    }
  }

  /** Positions and counts: <a href="https://www.chessprogramming.org/Perft_Results">Perft</a>. */
  @Test
  void thePagesOwnRulesOfChessCountWhatIsKnown() {
    ann.enter("ann");
    assertEquals(8902L, perft("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", 3));
    assertEquals(
        2039L, perft("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1", 2));
    assertEquals(2812L, perft("8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1", 3));
    assertEquals(
        9467L, perft("r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1", 3));
    assertEquals(1486L, perft("rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8", 2));
  }

  private static Object perft(String fen, int depth) {
    return ann.chromium()
        .driver()
        .executeAsyncScript(
            """
            const [fen, depth, done] = arguments;
            Promise.all([import('/chess/position.js'), import('/chess/rules.js')])
              .then(([{ parseFen }, { legalMoves, play }]) => {
                const count = (position, left) => left === 0 ? 1
                  : legalMoves(position).reduce((sum, move) => sum + count(play(position, move), left - 1), 0);
                done(count(parseFen(fen), depth));
              }, (failed) => done(String(failed)));
            """,
            fen,
            depth);
  }

  private static void sitDown() {
    ann.enter("ann").open("chess");
    bob.enter("bob").join(ann.address(), "join");
    cat.enter("cat").join(ann.address(), "watch");
    ann.awaitText(".headline", "Your turn");
    ann.awaitText(".people", "1 watching");
  }
}
