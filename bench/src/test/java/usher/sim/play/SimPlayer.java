package usher.sim.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.room.RoomId;
import usher.sim.world.BrokenException;
import usher.sim.world.Proc;
import usher.sim.world.Wire;
import usher.sim.world.World;

/** A player with the client library: connects, plays, resumes, and checks all it hears. */
public final class SimPlayer extends Proc {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHANCES = 100;
  private static final int TEARS = 3;
  private static final int FEW_FRAMES = 5;

  /**
   * How players play.
   *
   * @param waitsForWelcome whether they send nothing before their first welcome
   * @param pace how many milliseconds they think, on average
   * @param sure whether they ask only what is never refused
   */
  public record Manner(boolean waitsForWelcome, double pace, boolean sure) {}

  /** What became of a command. */
  public enum Answer {
    /** Its event came. */
    EVENT,
    /** It was rejected, or done without an event. */
    OTHER,
    /** It is settled, how cannot be told any more. */
    UNKNOWN
  }

  private final RoomId room;
  private final int total;
  private final List<? extends Proc> routers;
  private final Judge judge;
  private final Manner manner;
  private final List<Integer> chances = new ArrayList<>();
  private final Map<Long, Answer> answers = new HashMap<>();
  private final List<Slip> pile = new ArrayList<>();
  private @Nullable Wire wire;
  private @Nullable String token;
  private @Nullable EventId last;
  private long count;
  private int answered;
  private int base;
  private boolean connecting;
  private int tearsLeft;
  private int hearsLeft;
  private boolean maySend;

  /** The highest n whose answer may be covered by the state that was shown last. */
  private int shown;

  public SimPlayer(
      World world,
      String name,
      RoomId room,
      int total,
      List<? extends Proc> routers,
      Judge judge,
      Manner manner) {
    super(world, name);
    this.room = room;
    this.total = total;
    this.routers = routers;
    this.judge = judge;
    this.manner = manner;
    boot();
  }

  @Override
  protected void boot() {
    after(world.between(0, 80), this::connect);
    after(world.between(0, 150), this::play);
  }

  public RoomId room() {
    return room;
  }

  /** How many commands were asked. */
  public int asked() {
    return chances.size();
  }

  public @Nullable Answer answer(long n) {
    return answers.get(n);
  }

  /** How many slips it knows of. */
  public int slips() {
    return pile.size();
  }

  List<Slip> pile() {
    return pile;
  }

  public @Nullable EventId last() {
    return last;
  }

  /** Whether all is asked, and all answered. */
  public boolean isDone() {
    return chances.size() >= total && answered() == chances.size();
  }

  private int answered() {
    while (answers.containsKey(answered + 1L)) {
      answered++;
    }
    return answered;
  }

  private void connect() {
    if (wire == null && !connecting) {
      connecting = true;
      dial(world.oneOf(routers), Wire.Kind.PLAYER, this::connected);
    }
  }

  private void connected(@Nullable Wire dialled) {
    connecting = false;
    if (dialled == null) {
      after(world.between(10, 120), this::connect);
      return;
    }
    wire = dialled;
    hearsLeft = tearsLeft > 0 ? 1 + world.random.nextInt(FEW_FRAMES) : 0;
    count++;
    maySend = false;
    base = answered();
    dialled.send(this, new Hello(room, name(), token, count, last, base));
    if (!manner.waitsForWelcome) {
      sendAll();
    }
  }

  private void sendAll() {
    if (!maySend) {
      maySend = true;
      // Also those that the reply has answered: the room counts by arrival.
      for (int n = base + 1; n <= chances.size(); n++) {
        send(n);
      }
    }
  }

  private void play() {
    if (chances.size() < total) {
      int more = world.oneOf(List.of(1, 1, 1, 2, 3, 4));
      for (int i = 0; i < more; i++) {
        ask(manner.sure ? CHANCES - 1 : world.random.nextInt(CHANCES));
      }
      after(-Math.log(1 - world.random.nextDouble()) * manner.pace, this::play);
    }
  }

  /** One command more. */
  public void ask(int chance) {
    chances.add(chance);
    if (maySend) {
      send(chances.size());
    }
  }

  private void send(int n) {
    Wire open = wire;
    if (open != null) {
      String json =
          "{\"client\":\"%s\",\"index\":%d,\"chance\":%d}".formatted(name(), n, chances.get(n - 1));
      open.send(this, PlayerFrame.text(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  @Override
  protected void onOpen(Wire dialled) {
    throw new IllegalStateException("nobody dials a player");
  }

  /** This connection ends, and some of the next end amid their first frames. */
  public void tear() {
    Wire open = wire;
    if (open != null) {
      world.log("TORN %s", name());
      tearsLeft = 1 + world.random.nextInt(TEARS);
      open.breakUp();
    }
  }

  private void heardOne(Wire from) {
    if (hearsLeft > 0 && --hearsLeft == 0) {
      tearsLeft--;
      from.breakUp();
    }
  }

  @Override
  protected void onClose(Wire closed) {
    if (closed == wire) {
      wire = null;
      maySend = false;
      after(world.between(5, 100), this::connect);
    }
  }

  @Override
  protected void onMessage(Wire from, Object message) {
    if (from != wire || !(message instanceof PlayerFrame frame)) {
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(frame.payload());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hear(json);
    heardOne(from);
  }

  private void hear(JsonNode json) {
    switch (json.path("type").asText()) {
      case "welcome" -> onWelcome(json);
      case "event" -> onEvent(json);
      case "rejected", "done" -> answer(json.path("n").asLong(), Answer.OTHER);
      case "settled" -> onSettled(json.path("n").asLong());
      case "reset", "paused", "resumed" -> {
        // What follows tells.
      }
      default -> throw new BrokenException(name() + " does not understand " + json);
    }
  }

  private void onWelcome(JsonNode json) {
    boolean first = token == null;
    EventId id = id(json);
    List<Slip> view = new ArrayList<>();
    for (JsonNode slip : json.path("state").path("game").path("slips")) {
      view.add(JSON.convertValue(slip, Slip.class));
    }
    shown = chances.size();
    judge.welcomed(this, last == null ? new EventId(0, 0) : last, id, view);
    pile.clear();
    pile.addAll(view);
    token = json.path("seat").asText();
    last = id;
    if (first) {
      sendAll();
    }
  }

  private void onSettled(long n) {
    for (long each = 1; each <= n; each++) {
      if (answers.putIfAbsent(each, Answer.UNKNOWN) == null && each > shown) {
        throw new BrokenException(name() + " n=" + each + " is settled, and was not answered");
      }
    }
    sendAll();
  }

  private void onEvent(JsonNode json) {
    EventId id = id(json);
    if (last == null || id.seq() != last.seq() + 1) {
      throw new BrokenException(name() + " hears " + id + " after " + last);
    }
    if (id.epoch() < last.epoch()) {
      throw new BrokenException(name() + " hears epoch " + id + " after " + last);
    }
    last = id;
    JsonNode event = json.path("event");
    judge.heard(this, id.seq(), event.toString());
    if (event.has("client")) {
      Slip slip = JSON.convertValue(event, Slip.class);
      pile.add(slip);
      long n = json.path("n").asLong();
      if (n > 0) {
        if (!slip.client().equals(name()) || slip.index() != n) {
          throw new BrokenException(name() + " n=" + n + " is answered with " + slip);
        }
        answer(n, Answer.EVENT);
      }
    }
  }

  private void answer(long n, Answer answer) {
    if (n > chances.size()) {
      throw new BrokenException(name() + " n=" + n + " is answered, and was never asked");
    }
    Answer before = answers.put(n, answer);
    if (before != null && before != answer && before != Answer.UNKNOWN) {
      throw new BrokenException(name() + " n=" + n + " was told " + before + ", later " + answer);
    }
  }

  private static EventId id(JsonNode json) {
    EventId id = EventId.parse(json.path("id").asText());
    if (id == null) {
      throw new BrokenException("no id in " + json);
    }
    return id;
  }
}
