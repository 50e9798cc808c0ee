package usher.node.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import usher.common.journal.JournalEntry;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** A room that writes down what it says: kept in a journal that the test plays, at epoch 5. */
final class KeptRoom implements Custodian {
  static final RoomId ROOM = new RoomId("a");
  static final String OWNER = "node-1#boot";
  static final String CLAIM = "the-claim";
  static final Duration RETENTION = Duration.ofHours(1);

  final FakeOutside outside = new FakeOutside();

  /** By how much its state is larger than it need be, in characters. */
  int large;

  final FakeJournal journal = outside.journal;
  final EventLog log = new EventLog(Rules.ALL.scale().logEvents());
  final List<String> said = new ArrayList<>();
  final Kept kept;

  KeptRoom() {
    JournalEntry claim = JournalEntry.claim(5, OWNER, CLAIM);
    journal.add(claim);
    kept =
        new Kept(
            new Kept.Ownership(ROOM, OWNER, RETENTION, Rules.ALL),
            this,
            log,
            new Restored(claim.id(), CLAIM, List.of()),
            outside);
  }

  /** A command is decided: so many events come of it. */
  void decide(int count) {
    List<RoomEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RoomEvent event = event(kept.epoch(), log.last().seq() + 1);
      log.add(event);
      events.add(event);
    }
    kept.append(events);
  }

  /** A word that is no event. */
  void say(String word) {
    kept.say(() -> said.add(word));
  }

  /** Time passes, in steps of a loop. */
  void after(long ms) {
    for (long left = ms; left > 0; left -= 20) {
      outside.after(Math.min(20, left));
      kept.tick(outside.nowNs());
    }
  }

  /** What was said since the last time. */
  List<String> heard() {
    List<String> heard = List.copyOf(said);
    said.clear();
    return heard;
  }

  static RoomEvent event(long epoch, long seq) {
    return new RoomEvent(
        new EventId(epoch, seq), RoomEvent.Kind.GAME, "ann", "seat", seq, "{\"e\":" + seq + "}");
  }

  static JournalEntry entry(long epoch, String claim, long... seqs) {
    List<RoomEvent> events = new ArrayList<>();
    for (long seq : seqs) {
      events.add(event(epoch, seq));
    }
    return new JournalEntry(
        new EventId(epoch, seqs[seqs.length - 1]),
        JournalEntry.Form.OURS,
        OWNER,
        claim,
        events,
        null);
  }

  @Override
  public void speak(long seq) {
    said.add("event " + log.at(seq).id());
    log.said(seq);
  }

  @Override
  public String snapshot(EventId last) {
    return "state " + last + " ".repeat(large);
  }

  @Override
  public void raised(long epoch) {
    said.add("raised " + epoch);
  }

  @Override
  public void paused() {
    said.add("paused");
  }

  @Override
  public void resumed() {
    said.add("resumed");
  }

  @Override
  public void relieved() {
    said.add("relieved");
  }

  @Override
  public void frozen() {
    said.add("frozen");
  }

  @Override
  public void fenced(String why) {
    said.add("fenced: " + why);
    kept.end();
  }
}
