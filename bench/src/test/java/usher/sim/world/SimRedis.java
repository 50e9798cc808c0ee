package usher.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.journal.JournalCommand;
import usher.common.journal.JournalEntry;
import usher.common.journal.JournalReply;
import usher.common.player.EventId;
import usher.common.room.RoomId;

/** Streams as Redis keeps them; can be down, slow, full, and forget its last writes. */
public final class SimRedis extends Proc {
  private static final int MOST_UNDONE = 40;

  /** The first claims, before anyone plays, are of no interest. */
  private static final double SETTLED = 200;

  private static final double CLAIM_LOST = 0.5;
  private static final double SOON = 250;

  /** So long a claim of a router stands, in milliseconds. */
  private static final double LEASE = 400;

  /** So often a room may change hands by routers' claims meanwhile. */
  private static final int MOST_HANDS = 4;

  private static final class Stream {
    private final ArrayDeque<Double> hands = new ArrayDeque<>();
    private String hand = "";
    private EventId top = new EventId(0, 0);
    private List<JournalEntry> entries = new ArrayList<>();
  }

  private record Undo(RoomId room, EventId top, List<JournalEntry> entries) {}

  private record Writers(RoomId room, long epoch) {}

  private final Map<RoomId, Stream> streams = new HashMap<>();
  private final List<Undo> undo = new ArrayList<>();
  private final Map<Writers, String> writers = new HashMap<>();
  private boolean full;
  private @Nullable Consumer<String> claimLost;

  public SimRedis(World world) {
    super(world, "redis");
  }

  public void full(boolean now) {
    full = now;
  }

  /** Who owns the room by its newest entry; empty where nobody does. */
  public String owner(RoomId room) {
    Stream stream = streams.get(room);
    return stream == null || stream.entries.isEmpty()
        ? ""
        : stream.entries.get(stream.entries.size() - 1).owner();
  }

  /**
   * Some claim is acknowledged, and soon lost with all that came after it.
   *
   * @param withIt is told whose claim it was
   */
  public void losesAClaim(Consumer<String> withIt) {
    claimLost = withIt;
  }

  private void mayLose(Undo claim, String owner) {
    Consumer<String> withIt = claimLost;
    if (withIt != null && world.now() > SETTLED && world.random.nextDouble() < CLAIM_LOST) {
      claimLost = null;
      after(
          world.between(0, SOON),
          () -> {
            int at = undo.indexOf(claim);
            if (at >= 0) {
              failover(undo.size() - at);
              withIt.accept(owner);
            }
          });
    }
  }

  /** The last writes are lost, as when a replica takes over. */
  public void failover(int writes) {
    world.log("FAILOVER loses %d", writes);
    for (int i = 0; i < writes && !undo.isEmpty(); i++) {
      Undo last = undo.remove(undo.size() - 1);
      Stream stream = stream(last.room);
      stream.top = last.top;
      stream.entries = last.entries;
    }
    writers.clear();
    for (Wire wire : world.wiresOf(this)) {
      wire.crash(this);
    }
  }

  /** A room is forgotten, and nobody is told. */
  public void drop(RoomId room) {
    world.log("DROP %s", room);
    streams.remove(room);
    undo.removeIf(each -> each.room.equals(room));
  }

  private Stream stream(RoomId room) {
    return streams.computeIfAbsent(room, id -> new Stream());
  }

  @Override
  protected void boot() {
    // What it keeps is on disk.
  }

  @Override
  protected void onOpen(Wire wire) {
    // Nothing is said before something is asked.
  }

  @Override
  protected void onClose(Wire wire) {
    // Nothing is owed to anyone.
  }

  @Override
  protected void onMessage(Wire wire, Object message) {
    wire.send(this, reply((JournalCommand) message));
  }

  private JournalReply reply(JournalCommand command) {
    if (command instanceof JournalCommand.Append append) {
      return append(append);
    }
    Stream stream = streams.get(command.room());
    if (command instanceof JournalCommand.Top) {
      boolean none = stream == null || stream.entries.isEmpty();
      return new JournalReply.Top(none ? null : last(stream.entries));
    }
    if (command instanceof JournalCommand.Range range) {
      List<JournalEntry> found = new ArrayList<>();
      for (JournalEntry entry : stream == null ? List.<JournalEntry>of() : stream.entries) {
        if (compare(entry.id(), range.above()) > 0 && found.size() < range.max()) {
          found.add(entry);
        }
      }
      return new JournalReply.Entries(found);
    }
    return new JournalReply.Done();
  }

  private static <T> @Nullable T last(List<T> of) {
    return of.isEmpty() ? null : of.get(of.size() - 1);
  }

  private JournalReply append(JournalCommand.Append append) {
    if (full && world.random.nextBoolean()) {
      return new JournalReply.Failed(false, "OOM command not allowed");
    }
    Stream stream = streams.get(append.room());
    if (stream == null && !append.create()) {
      return new JournalReply.Refused("no stream");
    }
    JournalEntry entry = append.entry();
    if (stream != null && compare(entry.id(), stream.top) <= 0) {
      return new JournalReply.Refused("equal or smaller than the top");
    }
    if (stream == null) {
      stream = stream(append.room());
    }
    Undo before = new Undo(append.room(), stream.top, stream.entries);
    undo.add(before);
    if (undo.size() > MOST_UNDONE) {
      undo.remove(0);
    }
    stream.top = entry.id();
    List<JournalEntry> after = new ArrayList<>();
    for (JournalEntry kept : stream.entries) {
      if (append.keepFrom() == null || compare(kept.id(), append.keepFrom()) >= 0) {
        after.add(kept);
      }
    }
    after.add(entry);
    stream.entries = after;
    if (entry.isClaim()) {
      changesHands(append.room(), stream, entry);
      mayLose(before, entry.owner());
    } else {
      Writers key = new Writers(append.room(), entry.id().epoch());
      String other = writers.putIfAbsent(key, entry.owner());
      if (other != null && !other.equals(entry.owner())) {
        throw new BrokenException(
            "two writers in epoch "
                + entry.id().epoch()
                + " of "
                + append.room()
                + ": "
                + Set.of(other, entry.owner()));
      }
    }
    return new JournalReply.Done();
  }

  private void changesHands(RoomId room, Stream stream, JournalEntry claim) {
    int mark = claim.claim().lastIndexOf(':');
    String by = mark < 0 ? "" : claim.claim().substring(0, mark);
    if (mark > 0 && !by.equals(stream.hand)) {
      stream.hand = by;
      stream.hands.add(world.now());
      stream.hands.removeIf(at -> world.now() - at > LEASE);
      if (stream.hands.size() > MOST_HANDS) {
        throw new BrokenException(
            room + " changes hands " + stream.hands.size() + " times a lease");
      }
    }
  }

  private static int compare(EventId a, EventId b) {
    int epochs = Long.compare(a.epoch(), b.epoch());
    return epochs != 0 ? epochs : Long.compare(a.seq(), b.seq());
  }
}
