package usher.node.seat;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.node.game.Player;

/**
 * A player's place in a room. It outlives connections and nodes: commands are numbered per seat,
 * and each takes effect once. Owned by the room's loop.
 */
public final class Seat {
  /** A command that waits for its room. */
  public record Held(long n, PlayerFrame frame) {}

  private final String token;
  private final Player player;
  private final boolean listed;
  private final int delaySeconds;
  private final Answers answers = new Answers();
  private final CausedEvents caused = new CausedEvents();
  private final ArrayDeque<Held> held = new ArrayDeque<>(0);
  private @Nullable SeatLine line;
  private boolean open;
  private long count;
  private long decided;
  private long next = 1;
  private long answered;
  private long lastEventN;
  private long absentSinceNs;

  Seat(String token, Player player) {
    this(token, player, true, 0);
  }

  private Seat(String token, Player player, boolean listed, int delaySeconds) {
    this.token = token;
    this.player = player;
    this.listed = listed;
    this.delaySeconds = delaySeconds;
  }

  /**
   * A seat of one who came to watch: it lasts as long as its open, and the room's state does not
   * list it.
   *
   * @param delaySeconds how much later it hears the room
   */
  public static Seat unlisted(String token, String name, int delaySeconds) {
    return new Seat(token, new Player(name, Role.SPECTATOR), false, delaySeconds);
  }

  /** Whether it is one of the room's state. */
  public boolean isListed() {
    return listed;
  }

  /** How much later it hears the room, in seconds. */
  public int delaySeconds() {
    return delaySeconds;
  }

  public String token() {
    return token;
  }

  public Player player() {
    return player;
  }

  public boolean isPresent() {
    return line != null;
  }

  /** Whether this is the open that the seat is on now. */
  public boolean isOn(SeatLine candidate) {
    return line == candidate;
  }

  /** The open that the seat is on; null where nobody sits here. */
  public @Nullable SeatLine line() {
    return line;
  }

  /** The open that hears the room; null before the reply to it, and where nobody sits here. */
  public @Nullable SeatLine hearing() {
    return open ? line : null;
  }

  /** The count of the connection that has the seat, or last had it. */
  public long count() {
    return count;
  }

  /** The highest n that was decided. */
  public long decided() {
    return decided;
  }

  /** The highest n whose command an event came of. */
  public long lastEventN() {
    return lastEventN;
  }

  /** Whether an event came of command n, or may have. */
  public boolean mayHaveCaused(long n) {
    return caused.mayHaveCaused(n);
  }

  /** Which commands events came of, for a snapshot. */
  public String causedEvents() {
    return caused.write();
  }

  /** Which commands events came of, as a snapshot has it. */
  public void causedEvents(String written) {
    caused.read(written);
  }

  /** The highest n that was answered, or settled. */
  public long answered() {
    return answered;
  }

  /** The highest n that was answered is this, or higher. */
  public void answeredUpTo(long n) {
    answered = Math.max(answered, n);
  }

  /** The n that is taken next. */
  public long next() {
    return next;
  }

  /** Since when nobody sits here; only while nobody does. */
  public long absentSinceNs() {
    return absentSinceNs;
  }

  /**
   * An open takes the seat.
   *
   * @param lastAnswered the highest n that the player was answered
   * @return the open that had it; null where nobody sat here
   */
  public @Nullable SeatLine attach(SeatLine to, long connection, long lastAnswered) {
    SeatLine before = line;
    line = to;
    open = false;
    count = connection;
    next = Math.max(decided, lastAnswered) + 1;
    held.clear();
    return before;
  }

  /** The reply to the open was said: the seat hears the room. */
  public void opened() {
    open = true;
  }

  /** Nobody sits here any more. */
  public void detach(long nowNs) {
    line = null;
    open = false;
    absentSinceNs = nowNs;
    held.clear();
  }

  /** A command up to this n was decided, here or before. */
  public void decidedUpTo(long n) {
    decided = Math.max(decided, n);
    caused.decided(n);
  }

  /** Only what is kept counts as decided. */
  public void undecide(long keptN) {
    decided = keptN;
  }

  /** The command of this n is taken: it is decided now. */
  public void take(long n) {
    decided = n;
    next = n + 1;
    caused.decided(n);
  }

  /** The highest n whose command an event came of, as a snapshot has it. */
  public void lastEvent(long n) {
    lastEventN = n;
  }

  /** An event came of command n. */
  public void eventOf(long n) {
    lastEventN = Math.max(lastEventN, n);
    decidedUpTo(n);
    caused.caused(n);
  }

  /** Keeps a command until the room can take it. */
  public void hold(long n, PlayerFrame frame) {
    held.addLast(new Held(n, frame));
  }

  /** The oldest command held; null where there is none. */
  public @Nullable Held takeHeld() {
    return held.pollFirst();
  }

  /** How many commands are held. */
  public int heldCount() {
    return held.size();
  }

  /** The answer to n: it was refused. */
  public PlayerFrame rejected(long n, String reason) {
    return answers.rejected(n, reason);
  }

  /** The answer to n: it was taken, and no event came of it. */
  public PlayerFrame done(long n) {
    return answers.done(n);
  }

  /** The answer to n that is no event, if it is still known. */
  public @Nullable PlayerFrame answer(long n) {
    return answers.of(n);
  }
}
