package usher.node.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.journal.RoomEvent;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/**
 * Custody with a journal. While the room lives, an entry goes out for each command, and what it
 * says waits for that. Whenever it is not known what became of an entry, or whose the room is,
 * {@link Doubt} finds out, and nothing is said meanwhile.
 */
public final class Kept implements Custody {
  /** How long the journal says nothing before seats are told that the room pauses; in ns. */
  static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(300);

  /** How long to wait when the journal takes no more for now, in nanoseconds. */
  static final long BUSY_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Logger log = LoggerFactory.getLogger(Kept.class);

  /** What a room is at, and who opened it. */
  public record Ownership(RoomId room, String owner, Duration retention, Rules rules) {}

  private enum Phase {
    LIVE,
    FREEZING,
    FROZEN,
    DOUBT,
    GONE
  }

  private final Ownership ownership;
  private final Custodian room;
  private final EventLog events;
  private final Outside outside;
  private final Gate gate = new Gate();
  private final Flight flight = new Flight();
  private final Snapshots snapshots;
  private final Claims claims;
  private final Doubt doubt;
  private Phase phase = Phase.LIVE;
  private Phase before = Phase.LIVE;
  private long kept;
  private int generation;
  private boolean proofUnderWay;
  private boolean sendLater;
  private boolean proveLater;
  private boolean wasFull;
  private boolean paused;
  private long silentSinceNs;
  private long heardNs;
  private long renewedNs;

  /** The custody of a room that was just restored. */
  public Kept(Ownership ownership, Custodian room, EventLog events, Restored from, Outside out) {
    this.ownership = ownership;
    this.room = room;
    this.events = events;
    this.outside = out;
    long seq = events.last().seq();
    this.snapshots = new Snapshots(ownership.rules(), from.marks(), seq, out.nowNs());
    this.claims = new Claims(from.top(), from.claim());
    this.doubt = new Doubt(ownership, room, events, claims, out, new DoubtEnd());
    this.kept = seq;
    this.heardNs = out.nowNs();
    this.renewedNs = heardNs;
  }

  @Override
  public void append(List<RoomEvent> decided) {
    waits();
    if (ownership.rules().hold(Rule.ATOMIC)) {
      enter(decided);
    } else {
      decided.forEach(event -> enter(List.of(event)));
    }
    for (RoomEvent event : decided) {
      long seq = event.id().seq();
      gate.add(seq, false, () -> room.speak(seq));
    }
    send();
  }

  private void enter(List<RoomEvent> decided) {
    EventId id = new EventId(claims.epoch(), decided.get(decided.size() - 1).id().seq());
    int characters = 0;
    for (RoomEvent event : decided) {
      characters += event.json().length();
    }
    boolean due = snapshots.due(decided.size(), characters);
    String snapshot = due ? room.snapshot(id) : null;
    EventId keepFrom =
        snapshot == null
            ? null
            : snapshots.taken(id, id.seq(), snapshot.length(), kept, outside.nowNs());
    flight.add(new Flight.Entry(decided, characters, snapshot, keepFrom));
  }

  private void send() {
    boolean claiming = phase == Phase.DOUBT && claims.epoch() > claims.confirmed();
    boolean early = claiming && !ownership.rules().hold(Rule.CLAIM_FIRST);
    if (phase == Phase.LIVE || phase == Phase.FREEZING || early) {
      flight.send(this::submit);
    }
  }

  private boolean submit(Flight.Entry entry) {
    int asked = generation;
    JournalEntry written =
        new JournalEntry(
            new EventId(claims.epoch(), entry.last),
            JournalEntry.Form.OURS,
            ownership.owner(),
            claims.current(),
            events.range(entry.first, entry.last),
            entry.snapshot);
    boolean taken =
        outside.ask(
            new JournalCommand.Append(
                ownership.room(), written, !ownership.rules().hold(Rule.CREATE), entry.keepFrom),
            reply -> onAppended(entry, written.id(), asked, reply));
    if (taken) {
      heardNs = outside.nowNs();
    } else if (!sendLater) {
      sendLater = true;
      outside.later(
          BUSY_NS,
          () -> {
            sendLater = false;
            send();
          });
    }
    return taken;
  }

  private void onAppended(Flight.Entry entry, EventId id, int asked, JournalReply reply) {
    if (phase == Phase.GONE || asked != generation) {
      return;
    }
    if (reply instanceof JournalReply.Done || skipsDoubt(reply)) {
      answered();
      entry.kept = true;
      claims.acknowledged(id);
      kept = Math.max(kept, flight.settle());
      send();
      flush();
    } else {
      doubt(reply.toString());
    }
  }

  private boolean skipsDoubt(JournalReply reply) {
    return !ownership.rules().hold(Rule.DOUBT) && reply instanceof JournalReply.Failed;
  }

  @Override
  public void say(Runnable word) {
    if (!ownership.rules().hold(Rule.FIFO)) {
      word.run();
      return;
    }
    waits();
    gate.add(events.last().seq(), ownership.rules().hold(Rule.PROOF), word);
    prove();
    flush();
  }

  /** One read of the top proves all words that were decided before it was sent. */
  private void prove() {
    boolean may = phase == Phase.LIVE || phase == Phase.FREEZING;
    if (!may || proofUnderWay || !gate.wantsProof()) {
      return;
    }
    long upTo = gate.lastNumber();
    int asked = generation;
    proofUnderWay =
        outside.ask(new JournalCommand.Top(ownership.room()), reply -> onProof(upTo, asked, reply));
    if (!proofUnderWay && !proveLater) {
      proveLater = true;
      outside.later(
          BUSY_NS,
          () -> {
            proveLater = false;
            prove();
          });
    }
  }

  private void onProof(long upTo, int asked, JournalReply reply) {
    if (phase == Phase.GONE || asked != generation) {
      return;
    }
    proofUnderWay = false;
    if (!claims.provenBy(reply)) {
      doubt("a read of the top: " + reply);
      return;
    }
    answered();
    gate.prove(upTo);
    flush();
    prove();
  }

  private void flush() {
    gate.open(kept);
    if (wasFull && !isFull()) {
      wasFull = false;
      room.relieved();
    }
    if (phase == Phase.FREEZING && flight.isEmpty() && gate.isEmpty()) {
      phase = Phase.FROZEN;
      room.frozen();
    }
  }

  @Override
  public void doubt(String why) {
    if (phase != Phase.LIVE && phase != Phase.FREEZING) {
      return;
    }
    outside.doubted();
    log.info("room {} in doubt at epoch {}: {}", ownership.room(), claims.epoch(), why);
    waits();
    before = phase;
    phase = Phase.DOUBT;
    generation++;
    proofUnderWay = false;
    doubt.start();
  }

  /** How a doubt ends, one way or the other. */
  private final class DoubtEnd implements Doubt.End {
    @Override
    public Doubt.Stand stand() {
      return new Doubt.Stand(kept, flight.isEmpty(), gate.lastNumber());
    }

    @Override
    public void unfounded(long provenUpTo) {
      leave(provenUpTo);
    }

    @Override
    public void claimed(EventId claim, long covered, long provenUpTo) {
      log.info("room {} out of doubt at epoch {}", ownership.room(), claim.epoch());
      events.renumber(kept, claim.epoch());
      flight.covered(covered);
      kept = Math.max(kept, covered);
      snapshots.claimed(claim, covered, outside.nowNs());
      room.raised(claim.epoch());
      leave(provenUpTo);
    }

    @Override
    public void fenced(String why) {
      room.fenced(why);
    }

    private void leave(long provenUpTo) {
      phase = before;
      heardNs = outside.nowNs();
      gate.prove(provenUpTo);
      answered();
      send();
      flush();
      prove();
    }
  }

  /** Something is about to wait for the journal. */
  private void waits() {
    if (phase != Phase.DOUBT && flight.isEmpty() && gate.isEmpty()) {
      silentSinceNs = outside.nowNs();
    }
  }

  /** The journal answered. */
  private void answered() {
    silentSinceNs = outside.nowNs();
    if (paused) {
      paused = false;
      room.resumed();
    }
  }

  @Override
  public long epoch() {
    return claims.epoch();
  }

  @Override
  public long kept() {
    return kept;
  }

  @Override
  public boolean mayDecide() {
    return phase == Phase.LIVE || (phase == Phase.DOUBT && before == Phase.LIVE);
  }

  @Override
  public boolean isFull() {
    boolean full = flight.isFull() || gate.isFull();
    wasFull |= full;
    return full;
  }

  @Override
  public boolean isIdle() {
    return phase == Phase.LIVE && flight.isEmpty() && gate.isEmpty();
  }

  @Override
  public void release() {
    if (phase == Phase.LIVE) {
      phase = Phase.FREEZING;
      flush();
    } else if (phase == Phase.DOUBT) {
      before = Phase.FREEZING;
    }
  }

  @Override
  public void tick(long nowNs) {
    boolean waits = phase == Phase.DOUBT || !flight.isEmpty() || !gate.isEmpty();
    if (waits && !paused && nowNs - silentSinceNs >= PAUSE_NS) {
      paused = true;
      room.paused();
    }
    if (phase != Phase.LIVE) {
      return;
    }
    if (ownership.rules().hold(Rule.QUIET)
        && nowNs - heardNs >= ownership.rules().scale().quietNs()) {
      heardNs = nowNs;
      int asked = generation;
      outside.ask(new JournalCommand.Top(ownership.room()), reply -> onQuiet(asked, reply));
    }
    if (nowNs - renewedNs >= ownership.retention().toNanos() / 4) {
      renewedNs = nowNs;
      outside.ask(new JournalCommand.Renew(ownership.room()), reply -> {});
    }
  }

  private void onQuiet(int asked, JournalReply reply) {
    if (asked == generation && !claims.provenBy(reply)) {
      doubt("a quiet room's read of the top: " + reply);
    }
  }

  @Override
  public void end() {
    phase = Phase.GONE;
    generation++;
    doubt.end();
    gate.clear();
    flight.clear();
  }

  @Override
  public String line() {
    return String.format(
        " kept=%d unkept=%d words=%d%s",
        kept,
        flight.events(),
        gate.size(),
        phase == Phase.LIVE ? "" : " " + phase.name().toLowerCase(java.util.Locale.ROOT));
  }
}
