package usher.node.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import usher.common.journal.RoomEvent;
import usher.common.link.EventPayload;
import usher.common.link.LinkType;
import usher.common.link.OpenedPayload;
import usher.common.link.WelcomePayload;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.PlayerFrames;
import usher.common.room.RoomId;
import usher.node.seat.SpokenEvent;

class LinkVoiceTest {
  static SpokenEvent said(long seq, String by, long n, String json) {
    return new SpokenEvent(
        new RoomEvent(new EventId(7, seq), RoomEvent.Kind.GAME, by, "token", n, json));
  }

  @Test
  void whatARoomSaysCrossesOnceForAllItsSeats() {
    try (TestLink link = new TestLink()) {
      LinkSeat ann = link.seat(1, "a");
      LinkSeat bob = link.seat(2, "a");
      LinkVoice voice = ann.line().voice(new RoomId("a"), 7);
      ann.opened(voice, 0, 1);
      bob.opened(voice, 3, 2);
      voice.event(said(42, "ann", 3, "{\"say\":\"hi\"}"), ann);
      voice.event(said(43, "ann", 4, "{\"say\":\"ho\"}"), null);
      voice.say(PlayerFrame.text(new byte[] {'x'}));
      voice.say(PlayerFrame.binary(new byte[] {'y'}));
      voice.paused();
      voice.resumed();
      voice.end();
      link.turnEnds();
      assertEquals(1, link.writes);
      List<Frame> heard = link.heard();
      assertEquals(
          List.of(
              "GROUP 1 7 1",
              "OPENED 1 0 13",
              "OPENED 2 3 13",
              "GROUP_EVENT 1 42 " + (22 + heard.get(3).textAfter(22).length()),
              "GROUP_EVENT 1 43 " + (22 + heard.get(4).textAfter(22).length()),
              "VOLATILE 1 0 1",
              "VOLATILE_BINARY 1 0 1",
              "PAUSED 1 0 0",
              "RESUMED 1 0 0"),
          heard.stream().map(Frame::toString).toList());
      assertEquals("a", heard.get(0).text());
      assertEquals(1, OpenedPayload.group(heard.get(2).bytes()));
      assertEquals(2, OpenedPayload.count(heard.get(2).bytes()));
      assertEquals(1, EventPayload.asker(heard.get(3).bytes()));
      assertEquals(3, EventPayload.n(heard.get(3).bytes()));
      assertEquals(0, EventPayload.asker(heard.get(4).bytes()));
      assertEquals(0, EventPayload.n(heard.get(4).bytes()));
    }
  }

  @Test
  void theAskersNumberGoesWhereItsOwnFrameHasIt() {
    List<SpokenEvent> events =
        List.of(
            said(42, "ann", 3, "{\"say\":\"hi\"}"),
            said(
                43,
                "\u00e4\u20ac\ud83d\ude00 \"event\":",
                1_000_000,
                "{\"say\":\"\u00e4\u20ac\ud83d\ude00\"}"),
            said(44, "", 1, "{\"event\":{\"event\":1}}"));
    for (SpokenEvent event : events) {
      try (TestLink link = new TestLink()) {
        LinkSeat ann = link.seat(5, "a");
        ann.event(event, event.event().n());
        link.turnEnds();
        Frame frame = link.heardOne();
        byte[] text = event.forAll().payload();
        int insert = EventPayload.insert(frame.bytes());
        String before = new String(text, 0, insert, java.nio.charset.StandardCharsets.UTF_8);
        String after =
            new String(text, insert, text.length - insert, java.nio.charset.StandardCharsets.UTF_8);
        long n = event.event().n();
        assertEquals(event.frame(n).toString(), before + "\"n\":" + n + "," + after);
        assertEquals(LinkType.EVENT, frame.type());
        assertEquals(7, EventPayload.epoch(frame.bytes()));
      }
    }
  }

  @Test
  void aMissedEventOfAnotherHasNoAsker() {
    try (TestLink link = new TestLink()) {
      link.seat(5, "a").event(said(42, "bob", 3, "{}"), 0);
      link.turnEnds();
      Frame frame = link.heardOne();
      assertEquals(0, EventPayload.asker(frame.bytes()));
      assertEquals(0, EventPayload.n(frame.bytes()));
      assertEquals(0, EventPayload.insert(frame.bytes()));
    }
  }

  @Test
  void theReplyToAnOpenIsSaidInOrder() {
    try (TestLink link = new TestLink()) {
      LinkSeat ann = link.seat(1, "a");
      ann.reset();
      ann.welcome(new EventId(6, 41), true, PlayerFrame.text(new byte[] {'w'}));
      ann.answer(2, PlayerFrames.done(2));
      ann.opened(ann.line().voice(new RoomId("a"), 7), 2, 1);
      ann.close(CloseReason.GAME_FAILED, 0);
      ann.answer(3, PlayerFrames.done(3));
      link.turnEnds();
      List<Frame> heard = link.heard();
      assertEquals(
          List.of(
              "RESET 1 0 0",
              "WELCOME 1 41 10",
              "ANSWER 1 2 21",
              "GROUP 1 7 1",
              "OPENED 1 2 13",
              "CLOSE 1 0 11"),
          heard.stream().map(Frame::toString).toList());
      assertEquals(6, WelcomePayload.epoch(heard.get(1).bytes()));
      assertTrue(WelcomePayload.isRaw(heard.get(1).bytes()));
      assertEquals("{\"type\":\"done\",\"n\":2}", heard.get(2).text());
      assertEquals("game-failed", heard.get(5).text());
    }
  }

  @Test
  void eachRoomAtEachEpochIsAGroupOfItsOwn() {
    try (TestLink link = new TestLink()) {
      LinkSeat a = link.seat(1, "a");
      LinkSeat b = link.seat(2, "b");
      a.line().voice(new RoomId("a"), 7);
      a.line().voice(new RoomId("a"), 9);
      b.line().voice(new RoomId("b"), 7);
      link.turnEnds();
      assertEquals(2, link.writes);
      assertEquals(
          List.of("GROUP 1 7 1", "GROUP 2 9 1", "GROUP 3 7 1"),
          link.heard().stream().map(Frame::toString).toList());
    }
  }
}
