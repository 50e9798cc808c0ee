package usher.node.seat;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.node.game.Player;

/**
 * A player's place in a room. It outlives sockets: commands are numbered per seat, and each takes
 * effect once, however often its connection is lost. Owned by the room's loop.
 */
public final class Seat {
  private final String token;
  private final Player player;
  private final Answers answers = new Answers();
  private final ArrayDeque<PlayerFrame> held = new ArrayDeque<>(0);
  private @Nullable PlayerSocket socket;
  private long connections;
  private long decided;
  private long arrived;
  private long absentSinceNs;

  Seat(String token, Player player) {
    this.token = token;
    this.player = player;
  }

  public String token() {
    return token;
  }

  public Player player() {
    return player;
  }

  public boolean isPresent() {
    return socket != null;
  }

  /** Whether this socket is the seat's own, and no other has taken it over. */
  public boolean isOn(PlayerSocket candidate) {
    return socket == candidate;
  }

  /** The number of the connection that holds the seat, or last held it. */
  public long connections() {
    return connections;
  }

  /** The highest n that was decided. */
  public long decided() {
    return decided;
  }

  /** Since when nobody sits here; only while nobody does. */
  public long absentSinceNs() {
    return absentSinceNs;
  }

  /**
   * A socket takes the seat.
   *
   * @param answered the n after which its commands are numbered
   * @return the socket that had it; null where nobody sat here
   */
  public @Nullable PlayerSocket attach(PlayerSocket next, long connection, long answered) {
    PlayerSocket before = socket;
    socket = next;
    connections = connection;
    arrived = answered;
    held.clear();
    return before;
  }

  /** Nobody sits here any more. */
  public void detach(long nowNs) {
    socket = null;
    absentSinceNs = nowNs;
    held.clear();
  }

  /** The room's state is gone: what this seat was answered is too, and its numbers begin anew. */
  public void startOver() {
    decided = 0;
    arrived = 0;
    answers.clear();
  }

  /**
   * The next command arrived.
   *
   * @return its n, or 0 if that was decided on an earlier connection: then it is to be ignored
   */
  public long arrive() {
    arrived++;
    if (arrived <= decided) {
      return 0;
    }
    decided = arrived;
    return arrived;
  }

  /** Keeps a command until the room serves again; its n is given when it is taken up. */
  public void hold(PlayerFrame frame) {
    held.addLast(frame);
  }

  /** The oldest command held; null where there is none. */
  public @Nullable PlayerFrame takeHeld() {
    return held.pollFirst();
  }

  /** How many commands are held. */
  public int heldCount() {
    return held.size();
  }

  /** Says no to command n. */
  public void reject(long n, String reason) {
    send(answers.rejected(n, reason));
  }

  /** Says that command n was taken, and no event came of it. */
  public void done(long n) {
    send(answers.done(n));
  }

  /**
   * Passes on the answers that are no events, to the commands above {@code from}, below {@code to}.
   */
  public void answersBetween(long from, long to, Consumer<PlayerFrame> target) {
    answers.between(from, to, target);
  }

  /** Says something to whoever sits here. */
  public void send(PlayerFrame frame) {
    if (socket != null) {
      socket.send(frame);
    }
  }

  /** The socket; null where nobody sits here. */
  public @Nullable PlayerSocket socket() {
    return socket;
  }
}
