package usher.node.games.arena;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.player.PlayerFrame;
import usher.node.game.RealTime;

/**
 * Where the runners are, and which way they go; immutable.
 *
 * @param tick how many there were
 * @param byName runners that were placed, by their names
 * @param said the last positions that were said; null before the first
 */
record Runners(int tick, Map<String, Mover> byName, @Nullable PlayerFrame said) {
  /** The first byte of a frame that steers. */
  static final byte STEER = 1;

  /** {@code 1 | mark u16 | dx i8 | dy i8}. */
  static final int STEER_BYTES = 5;

  /** The first byte of a frame with positions. */
  static final byte POSITIONS = 2;

  /** Positions are said each so many ticks, even if nobody moves. */
  static final int SAY_AGAIN_TICKS = 20;

  private static final int HEAD_BYTES = 1 + 4 + 1;
  private static final int RUNNER_BYTES = 1 + 2 + 2 + 2;
  private static final int FULL = 127;

  /** Nobody moved yet. */
  static final Runners NOWHERE = new Runners(0, Map.of(), null);

  /**
   * A runner on its way.
   *
   * @param dx the part of full speed to the right, from -127 to 127
   * @param dy the same downwards
   * @param mark of the last frame that steered it
   */
  record Mover(int x, int y, int dx, int dy, int mark) {
    static Mover at(Coin place) {
      return new Mover(place.x(), place.y(), 0, 0, 0);
    }

    Mover steered(int toX, int toY, int as) {
      return new Mover(x, y, toX, toY, as);
    }

    Mover moved() {
      return new Mover(
          within(x + dx * Plane.SPEED / FULL, Plane.WIDTH),
          within(y + dy * Plane.SPEED / FULL, Plane.HEIGHT),
          dx,
          dy,
          mark);
    }

    boolean reaches(Coin coin) {
      long right = (long) coin.x() - x;
      long down = (long) coin.y() - y;
      return right * right + down * down <= (long) Plane.REACH * Plane.REACH;
    }

    private static int within(int value, int most) {
      return Math.max(0, Math.min(most, value));
    }
  }

  /** After a runner's frame; null where it is none that steers. */
  @Nullable Runners steered(Standing standing, String name, PlayerFrame frame) {
    byte[] bytes = frame.payload();
    if (!frame.isBinary() || bytes.length != STEER_BYTES || bytes[0] != STEER) {
      return null;
    }
    Standing.Runner runner = standing.find(name);
    if (runner == null) {
      return this;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int mark = in.getShort(1) & 0xFFFF;
    Mover before = byName.get(name);
    Mover from = before == null ? Mover.at(standing.home(runner)) : before;
    Map<String, Mover> moved = new HashMap<>(byName);
    moved.put(name, from.steered(Math.max(-FULL, in.get(3)), Math.max(-FULL, in.get(4)), mark));
    return new Runners(tick, moved, said);
  }

  /** One tick later. */
  RealTime.Tick<ArenaEvent, Runners> ticked(Standing standing) {
    Map<String, Mover> moved = new HashMap<>();
    List<RealTime.Caused<ArenaEvent>> events = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    int lastCoin = standing.lastCoin();
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + standing.runners().size() * RUNNER_BYTES);
    out.put(POSITIONS).putInt(tick + 1).put((byte) standing.runners().size());
    for (Standing.Runner runner : standing.runners()) {
      Mover before = byName.get(runner.name());
      Mover now = before == null ? Mover.at(standing.home(runner)) : before.moved();
      moved.put(runner.name(), now);
      out.put((byte) runner.number());
      out.putShort((short) now.x()).putShort((short) now.y()).putShort((short) now.mark());
      for (Coin coin : standing.coins()) {
        if (now.reaches(coin) && taken.add(coin.number())) {
          Coin next = Coin.of(standing.seed(), ++lastCoin);
          ArenaEvent event = new ArenaEvent.Collected(coin.number(), next);
          events.add(new RealTime.Caused<>(runner.name(), event));
        }
      }
    }
    boolean again = (tick + 1) % SAY_AGAIN_TICKS == 0 && !standing.runners().isEmpty();
    boolean says = again || said == null || !sameButTick(said.payload(), out.array());
    PlayerFrame frame = PlayerFrame.binary(out.array());
    return new RealTime.Tick<>(
        new Runners(tick + 1, moved, says ? frame : said), events, says ? frame : null);
  }

  private static boolean sameButTick(byte[] one, byte[] other) {
    int from = HEAD_BYTES - 1;
    return java.util.Arrays.equals(one, from, one.length, other, from, other.length);
  }
}
