package usher.node.games.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Command;
import usher.node.game.Decision;
import usher.node.game.EventJson;
import usher.node.game.Player;
import usher.node.game.RealTime;

class ArenaTest {
  private static final Player ANN = new Player("ann", Role.PLAYER);
  private static final Player EVE = new Player("eve", Role.SPECTATOR);

  private final Arena arena = new Arena();
  private Standing standing = arena.open(new RoomId("a"));
  private Runners runners = arena.still();

  @Test
  void whoComesRunsAndWhoWatchesDoesNot() {
    enters(ANN);
    assertEquals(List.of(), arena.joined(standing, EVE));
    enters(new Player("bob", Role.PLAYER));
    standing = arena.apply(standing, arena.left(standing, ANN).get(0), "ann");
    assertEquals(List.of(new Standing.Runner("bob", 2, 0, 0)), standing.runners());
    enters(new Player("cat", Role.PLAYER));
    assertEquals(1, standing.runners().get(1).number());
  }

  @Test
  void aRunnerAtFullSpeedMovesSoFarATick() {
    enters(ANN);
    tick();
    Runners.Mover before = mover();
    assertTrue(steer(7, before.x() > 1_000 ? -127 : 127, 0));
    byte[] frame = payload(tick());
    assertEquals(Plane.SPEED, Math.abs(mover().x() - before.x()));
    assertEquals(before.y(), mover().y());
    ByteBuffer positions = ByteBuffer.wrap(frame);
    assertEquals(13, frame.length);
    assertEquals(Runners.POSITIONS, positions.get(0));
    assertEquals(2, positions.getInt(1));
    assertEquals(1, positions.get(5));
    assertEquals(1, positions.get(6));
    assertEquals(mover().x(), positions.getShort(7));
    assertEquals(mover().y(), positions.getShort(9));
    assertEquals(7, positions.getShort(11));
  }

  @Test
  void nobodyLeavesThePlane() {
    enters(ANN);
    steer(1, -128, -128);
    for (int i = 0; i < 200; i++) {
      tick();
    }
    assertEquals(0, mover().x());
    assertEquals(0, mover().y());
    steer(2, 127, 127);
    for (int i = 0; i < 200; i++) {
      tick();
    }
    assertEquals(Plane.WIDTH, mover().x());
    assertEquals(Plane.HEIGHT, mover().y());
  }

  @Test
  void whereNobodyMovesPositionsAreSaidOnceASecond() {
    enters(ANN);
    assertNotNull(tick().frame());
    int said = 0;
    for (int i = 0; i < 2 * Runners.SAY_AGAIN_TICKS; i++) {
      said += tick().frame() == null ? 0 : 1;
    }
    assertEquals(2, said);
  }

  @Test
  void aCoinIsCollectedOnceAndTheNextIsLaidWhereTheSeedSays() {
    enters(ANN);
    enters(new Player("bob", Role.PLAYER));
    Coin start = Coin.of(0, 1);
    Coin near = new Coin(3, start.x(), start.y());
    standing = new Standing(standing.seed(), 20, standing.runners(), List.of(near));
    RealTime.Tick<ArenaEvent, Runners> tick = arena.tick(standing, runners);
    Coin next = Coin.of(standing.seed(), 21);
    assertEquals(
        List.of(new RealTime.Caused<>("ann", new ArenaEvent.Collected(3, next))), tick.events());
    standing = arena.apply(standing, tick.events().get(0).event(), "ann");
    assertEquals(List.of(next), standing.coins());
    assertEquals(1, standing.runners().get(0).coins());
    assertEquals(21, standing.lastCoin());
  }

  @Test
  void whereANodeDiedTheNextFindsRunnersAtTheirLastCoins() {
    enters(ANN);
    Coin first = standing.coins().get(0);
    standing = standing.collected("ann", first.number(), Coin.of(standing.seed(), 21));
    runners = arena.still();
    tick();
    assertEquals(first.x(), mover().x());
    assertEquals(first.y(), mover().y());
  }

  @Test
  void theSameRoomHasTheSameCoins() {
    assertEquals(standing, arena.open(new RoomId("a")));
    assertFalse(standing.coins().equals(arena.open(new RoomId("b")).coins()));
    assertEquals(Plane.COINS, standing.coins().size());
    for (Coin coin : standing.coins()) {
      assertTrue(coin.x() >= 0 && coin.x() <= Plane.WIDTH, coin.toString());
      assertTrue(coin.y() >= 0 && coin.y() <= Plane.HEIGHT, coin.toString());
    }
  }

  @Test
  void whatIsNoFrameOfTheGameChangesNothing() {
    enters(ANN);
    for (byte[] wrong : new byte[][] {{}, {1}, {2, 0, 0, 0, 0}, {1, 0, 0, 0, 0, 0}}) {
      assertNull(arena.heard(standing, runners, raw(PlayerFrame.binary(wrong))));
    }
    assertNull(arena.heard(standing, runners, raw(PlayerFrame.text(new byte[] {1, 0, 0, 0, 0}))));
    assertTrue(
        arena.decide(standing, raw(PlayerFrame.text(new byte[0])), Instant.EPOCH)
            instanceof Decision.Rejected);
  }

  @Test
  void whoDoesNotRunSteersNobody() {
    PlayerFrame frame = PlayerFrame.binary(new byte[] {1, 0, 1, 5, 5});
    assertSame(runners, arena.heard(standing, runners, raw(frame)));
  }

  @Test
  void stateAndEventsSurviveJson() {
    enters(ANN);
    standing = standing.collected("ann", 1, Coin.of(standing.seed(), 21));
    assertEquals(standing, EventJson.state(EventJson.tree(standing), Standing.class));
    for (ArenaEvent event :
        List.of(
            new ArenaEvent.Entered(1),
            new ArenaEvent.Gone(2),
            new ArenaEvent.Collected(3, new Coin(4, 5, 6)))) {
      assertEquals(event, EventJson.read(EventJson.write(event), ArenaEvent.class));
    }
  }

  private void enters(Player player) {
    standing = arena.apply(standing, arena.joined(standing, player).get(0), player.name());
  }

  private boolean steer(int mark, int dx, int dy) {
    ByteBuffer frame = ByteBuffer.allocate(Runners.STEER_BYTES);
    frame.put(Runners.STEER).putShort((short) mark).put((byte) dx).put((byte) dy);
    Runners next = arena.heard(standing, runners, raw(PlayerFrame.binary(frame.array())));
    if (next != null) {
      runners = next;
    }
    return next != null;
  }

  private RealTime.Tick<ArenaEvent, Runners> tick() {
    RealTime.Tick<ArenaEvent, Runners> tick = arena.tick(standing, runners);
    runners = tick.motion();
    return tick;
  }

  private Runners.Mover mover() {
    return java.util.Objects.requireNonNull(runners.byName().get("ann"));
  }

  private static byte[] payload(RealTime.Tick<ArenaEvent, Runners> tick) {
    @Nullable PlayerFrame frame = tick.frame();
    return frame == null ? new byte[0] : frame.payload();
  }

  private static Command raw(PlayerFrame frame) {
    return Command.raw(ANN, frame);
  }
}
