package usher.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import usher.common.room.RoomId;
import usher.node.room.SimNode;
import usher.router.cluster.ClusterConfig;
import usher.sim.play.Judge;
import usher.sim.play.SimPlayer;
import usher.sim.play.Slips;
import usher.sim.world.BrokenException;
import usher.sim.world.Proc;
import usher.sim.world.SimRedis;
import usher.sim.world.Wire;
import usher.sim.world.World;

/** One history out of one seed: play, faults, calm, and a judgement. */
final class History {
  private static final double END = 3_500;
  private static final double CALM = 1_700;
  private static final double LIMIT = 9_000;
  private static final double LOOK = 100;

  /**
   * How it ended.
   *
   * @param broken which invariant did not hold; null where all did
   * @param heard how many commands were answered by their event
   */
  record Outcome(@Nullable String broken, long heard, List<String> trace) {}

  private final World world;
  private final Scene scene;
  private final SimRedis redis;
  private final List<SimRouter> routers = new ArrayList<>();
  private final List<SimNode> nodes = new ArrayList<>();
  private final List<SimPlayer> players = new ArrayList<>();
  private final List<RoomId> rooms;
  private final Judge judge;

  private History(long seed, Scene scene, boolean tracing) {
    this.world = new World(seed, tracing);
    this.scene = scene;
    this.redis = new SimRedis(world);
    this.judge =
        new Judge(
            scene.lost() == Scene.Lost.GONE || scene.lost() == Scene.Lost.CLAIM,
            // An entry that a full Redis refused is missing where the next carries a snapshot.
            scene.faults().contains(Fault.REDIS_FULL)
                ? Judge.NO_TAIL
                : scene.node().scale().tailEvents());
    boolean one = world.random.nextDouble() < 0.7;
    this.rooms = one ? List.of(new RoomId("x")) : List.of(new RoomId("x"), new RoomId("y"));
  }

  static Outcome run(long seed, Scene scene, boolean tracing) {
    History history = new History(seed, scene, tracing);
    String broken = null;
    try {
      history.play();
    } catch (BrokenException e) {
      broken = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      java.io.StringWriter stack = new java.io.StringWriter();
      e.printStackTrace(new java.io.PrintWriter(stack));
      broken = "MISTAKE " + stack;
    }
    long heard =
        history.players.stream()
            .mapToLong(
                player -> {
                  long answered = 0;
                  for (int n = 1; n <= player.asked(); n++) {
                    answered += player.answer(n) == SimPlayer.Answer.EVENT ? 1 : 0;
                  }
                  return answered;
                })
            .sum();
    return new Outcome(broken, heard, history.world.trace());
  }

  private void play() {
    ClusterConfig config =
        ClusterConfig.defaults().withHeartbeat(100, 400).withJournal("redis://sim");
    int howManyRouters = scene.routers() > 0 ? scene.routers() : world.oneOf(List.of(1, 1, 2));
    for (int i = 1; i <= howManyRouters; i++) {
      routers.add(new SimRouter(world, i, redis, scene, config));
    }
    int howManyNodes = world.oneOf(List.of(2, 3));
    for (int i = 1; i <= howManyNodes; i++) {
      nodes.add(new SimNode(world, i, redis, routers, scene.node()));
    }
    routers.forEach(router -> router.knows(nodes));
    int howMany = world.oneOf(List.of(2, 3, 4));
    for (int i = 0; i < howMany; i++) {
      int most = (int) (world.oneOf(List.of(10, 20)) * Scene.USUAL_PACE / scene.manner().pace());
      int total = i > 0 || world.random.nextDouble() < 0.6 ? most : 0;
      players.add(
          new SimPlayer(world, "c" + i, world.oneOf(rooms), total, routers, judge, scene.manner()));
    }
    schedule();
    world.run(END + CALM);
    boolean all = world.random.nextBoolean();
    for (SimPlayer player : players) {
      if (all || player == players.get(0)) {
        player.ask(Slips.TAKEN + 19);
      }
    }
    double limit = world.now() + LIMIT;
    while (world.now() < limit && !isCalm()) {
      world.run(world.now() + LOOK);
    }
    judgeEnd();
  }

  private void schedule() {
    int howMany = scene.howMany() > 0 ? scene.howMany() : world.oneOf(List.of(1, 2, 3, 4, 6, 9));
    boolean burst = world.random.nextDouble() < 0.4;
    double around = world.between(200, END);
    List<Fault> faults = List.copyOf(scene.faults());
    for (int i = 0; i < howMany; i++) {
      double at =
          burst
              ? Math.min(END, Math.max(100, around + world.random.nextGaussian() * 150))
              : world.between(100, END);
      Fault fault = world.oneOf(faults);
      world.in(at, () -> happen(fault));
    }
    if (scene.lost() == Scene.Lost.CLAIM) {
      redis.losesAClaim(
          owner -> {
            // A house that burns: its router and the node with it, and the newest writes.
            nodes.stream()
                .filter(node -> node.incarnationNow().toString().equals(owner))
                .forEach(node -> node.crash(world.between(50, 300)));
            routers.forEach(router -> router.crash(world.between(50, 300)));
          });
    } else if (scene.lost() != Scene.Lost.NOTHING) {
      boolean told = scene.lost() == Scene.Lost.HELD || scene.lost() == Scene.Lost.STREAM;
      double latest = told ? END - 1_200 : END;
      world.in(
          world.between(300, latest),
          () -> {
            if (scene.lost() == Scene.Lost.STREAM) {
              redis.drop(world.oneOf(rooms));
            } else if (redis.isUp() && !redis.isPaused()) {
              redis.failover(1 + world.random.nextInt(8));
            }
          });
      if (told) {
        for (SimNode node : nodes) {
          world.in(END + world.between(300, 900), () -> node.crash(world.between(50, 300)));
        }
      }
    }
  }

  private void happen(Fault fault) {
    if (world.now() > END) {
      return;
    }
    SimNode node = world.oneOf(nodes);
    SimRouter router = world.oneOf(routers);
    double lasts = world.random.nextBoolean() ? world.between(20, 200) : world.between(200, 1_500);
    switch (fault) {
      case NODE_CRASH -> node.crash(lasts);
      case NODE_PAUSE -> node.pause(lasts);
      case CONTROL_CUT -> cut(router, node, Wire.Kind.CONTROL, lasts, 0.5);
      case LINK_CUT -> cut(router, node, Wire.Kind.LINK, lasts, 0.5);
      case NODE_JOURNAL_CUT -> cut(node, redis, Wire.Kind.REDIS, lasts, 0.7);
      case ROUTER_JOURNAL_CUT -> cut(router, redis, Wire.Kind.REDIS, lasts, 0.7);
      case PLAYER_CUT -> cut(router, world.oneOf(players), Wire.Kind.PLAYER, lasts, 1);
      case PLAYER_TORN -> world.oneOf(players).tear();
      case ROUTER_CRASH -> router.crash(lasts / 3);
      case ROUTER_PAUSE -> router.pause(lasts);
      case REDIS_CRASH -> redis.crash(lasts);
      case REDIS_PAUSE -> redis.pause(lasts / 2);
      case REDIS_FULL -> {
        world.log("FULL %.0f", lasts / 4);
        redis.full(true);
        world.in(lasts / 4, () -> redis.full(false));
      }
      case MOVE -> router.move(world.oneOf(rooms));
      case CLOSE -> router.close(world.oneOf(rooms));
      case EVICT -> {
        if (router.evict(node.incarnationNow().node())) {
          world.in(lasts, () -> node.crash(lasts / 3));
        }
      }
      case BREAKS -> {
        world.log("BREAKS");
        for (Wire wire : world.wires()) {
          if (world.random.nextDouble() < 0.3) {
            wire.breakUp();
          }
        }
      }
    }
  }

  private void cut(Proc a, Proc b, Wire.Kind kind, double lasts, double breaks) {
    world.cut(a, b, kind, lasts, world.random.nextDouble() < breaks);
  }

  private Slips.@Nullable Pile owners(RoomId room) {
    String owner = redis.owner(room);
    for (SimNode node : nodes) {
      if (node.isUp() && node.incarnationNow().toString().equals(owner)) {
        return node.pile(room);
      }
    }
    return null;
  }

  private boolean isCalm() {
    for (SimPlayer player : players) {
      Slips.Pile pile = owners(player.room());
      if (!player.isDone() || pile == null || player.slips() != pile.slips().size()) {
        return false;
      }
    }
    return true;
  }

  private void judgeEnd() {
    Set<RoomId> played = new HashSet<>();
    players.forEach(player -> played.add(player.room()));
    for (RoomId room : played) {
      if (owners(room) == null) {
        throw new BrokenException("LIVENESS nobody has " + room + " at the end");
      }
    }
    judge.end(
        players,
        room -> {
          Slips.Pile pile = owners(room);
          return pile == null ? List.of() : pile.slips();
        });
  }
}
