package usher.node.room;

import com.example.Cards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import usher.common.control.Capacity;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.journal.JournalEntry;
import usher.common.link.OpenRequest;
import usher.common.player.CloseReason;
import usher.common.player.EventId;
import usher.common.player.PlayerFrame;
import usher.common.player.Role;
import usher.common.room.RoomId;
import usher.node.game.Game;
import usher.node.game.Games;
import usher.node.heartbeat.Announcer;
import usher.node.journal.FakeJournal;
import usher.node.journal.FakeOutside;
import usher.node.journal.Rules;
import usher.node.seat.Line;
import usher.node.seat.RoomVoice;
import usher.node.seat.SeatLine;
import usher.node.seat.SpokenEvent;

/** The rooms of one loop of a node, with an outside that the test plays. */
final class RoomStage implements Announcer {
  static final RoomId ROOM = new RoomId("a");

  final FakeOutside outside;
  final FakeJournal journal;
  final AtomicBoolean lease = new AtomicBoolean(true);
  final List<String> announced = new ArrayList<>();
  final Housing housing;
  final RoomShare share;
  private final Incarnation incarnation;

  private RoomStage(String node, FakeOutside outside, @Nullable Duration retention) {
    this.outside = outside;
    this.journal = outside.journal;
    this.incarnation = new Incarnation(new NodeId(node), "boot");
    this.housing =
        new Housing(
            new RoomSettings(
                incarnation,
                games(),
                1,
                false,
                new Capacity(10, 100),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30)),
            nowNs -> lease.get(),
            this);
    this.share = new RoomShare(housing, outside, Rules.ALL);
    share.keep(retention);
  }

  /** The games that ship, and one that hides. */
  private static Games games() {
    Games shipped = Games.load("chat");
    List<Game<?, ?>> all = new ArrayList<>();
    shipped.names().forEach(name -> all.add(Objects.requireNonNull(shipped.find(name))));
    all.add(new Cards());
    return new Games(all, "chat");
  }

  /** A node whose rooms are kept in the journal. */
  static RoomStage kept() {
    return new RoomStage("node-1", new FakeOutside(), Duration.ofHours(1));
  }

  /** A node without a journal. */
  static RoomStage unkept(String node) {
    return new RoomStage(node, new FakeOutside(), null);
  }

  /** Another node at the same journal. */
  RoomStage heir(String node) {
    return new RoomStage(node, outside, Duration.ofHours(1));
  }

  /** The router claims the room for this node. */
  RoomStage claim(long epoch) {
    journal.add(JournalEntry.claim(epoch, incarnation.toString(), "claim-of-" + epoch));
    return this;
  }

  /** All that is asked is answered, until nothing more is. */
  void run() {
    journal.answerAll();
  }

  /** Time passes. */
  void after(long ms) {
    for (long left = ms; left > 0; left -= 100) {
      outside.after(Math.min(100, left));
      share.tick();
    }
  }

  /** Time passes, and the journal answers. */
  void live(long ms) {
    for (long left = ms; left > 0; left -= 100) {
      after(Math.min(100, left));
      run();
    }
  }

  /** Someone new, on a seat of the room at this epoch. */
  Player seated(String name, long epoch) {
    Player player = new Player("token-of-" + name, name);
    player.open(this, epoch);
    run();
    return player;
  }

  @Override
  public void opened(RoomId room, long epoch) {
    announced.add("opened " + epoch);
  }

  @Override
  public void closed(RoomId room, long epoch) {
    announced.add("closed " + epoch);
  }

  @Override
  public void released(RoomId room, long epoch, @Nullable String snapshot) {
    announced.add("released " + epoch + (snapshot == null ? "" : " " + snapshot));
  }

  @Override
  public void stale(RoomId room) {
    announced.add("stale");
  }

  /** A player with one open at a time, who writes down what it hears. */
  static final class Player {
    final List<String> heard = new ArrayList<>();

    /** What it heard, word for word: welcomes and events. */
    final List<String> texts = new ArrayList<>();

    final String token;
    final String name;
    boolean fresh = true;
    Role role = Role.PLAYER;
    int delaySeconds;
    boolean publish;
    String game = "chat";
    RoomId room = ROOM;
    long count;
    @Nullable EventId after;
    long answered;
    long upTo;
    @Nullable Open line;
    private @Nullable RoomStage on;

    Player(String token, String name) {
      this.token = token;
      this.name = name;
    }

    /** Opens the seat, on a connection of its own. */
    void open(RoomStage stage, long epoch) {
      on = stage;
      line = new Open(this);
      stage.share.work(
          new RoomWork.Open(
              new OpenRequest(
                  room,
                  token,
                  fresh,
                  count,
                  after,
                  answered,
                  upTo,
                  game,
                  name,
                  role,
                  delaySeconds,
                  publish),
              epoch,
              line));
    }

    /** One who watches. */
    static Player watching(String name, int delaySeconds) {
      Player watching = new Player("token-of-" + name, name);
      watching.role = Role.SPECTATOR;
      watching.delaySeconds = delaySeconds;
      return watching;
    }

    /** Opens it again, having heard and been answered so much. */
    void reopen(RoomStage stage, long epoch, @Nullable String lastHeard, long n) {
      fresh = false;
      after = lastHeard == null ? null : EventId.parse(lastHeard);
      answered = n;
      heard.clear();
      open(stage, epoch);
    }

    /** Another player on the same seat. */
    Player twin() {
      Player twin = new Player(token, name);
      twin.fresh = false;
      return twin;
    }

    void says(long n, String text) {
      command(n, "{\"say\":\"" + text + "\"}");
    }

    void command(long n, String json) {
      stage()
          .share
          .work(
              new RoomWork.Command(
                  room, line(), n, PlayerFrame.text(json.getBytes(StandardCharsets.UTF_8))));
    }

    void goes(boolean onPurpose) {
      stage().share.work(new RoomWork.Detach(room, line(), onPurpose));
    }

    List<String> heard() {
      List<String> all = List.copyOf(heard);
      heard.clear();
      return all;
    }

    private Open line() {
      Open now = line;
      if (now == null) {
        throw new IllegalStateException(name + " is not here");
      }
      return now;
    }

    private RoomStage stage() {
      RoomStage now = on;
      if (now == null) {
        throw new IllegalStateException(name + " is not here");
      }
      return now;
    }
  }

  /** One open on a line of its own. */
  static final class Open implements SeatLine, Line, RoomVoice {
    private final Player player;

    Open(Player player) {
      this.player = player;
    }

    private void hear(String what) {
      player.heard.add(what);
    }

    @Override
    public Line line() {
      return this;
    }

    @Override
    public RoomVoice voice(RoomId room, long epoch) {
      return this;
    }

    @Override
    public void reset() {
      hear("reset");
    }

    @Override
    public void welcome(EventId id, boolean raw, PlayerFrame frame) {
      hear("welcome " + id);
      player.texts.add(frame.toString());
    }

    @Override
    public void event(SpokenEvent event, long n) {
      hear("missed " + event.event().id() + (n > 0 ? " n=" + n : ""));
      player.texts.add(event.forAll().toString());
    }

    @Override
    public void answer(long n, PlayerFrame frame) {
      hear("answer " + n + (frame.toString().contains("not carried out") ? " unknown" : ""));
    }

    @Override
    public void raw() {
      hear("raw");
    }

    @Override
    public void opened(RoomVoice voice, long settled, long count) {
      hear("opened settled=" + settled + " count=" + count);
    }

    @Override
    public void taken() {}

    @Override
    public void stale(long epoch) {
      hear("stale " + epoch);
    }

    @Override
    public void takenOver(long count) {
      hear("taken " + count);
    }

    @Override
    public void close(CloseReason reason, int retryAfterSeconds) {
      hear("closed " + reason.word());
    }

    @Override
    public void event(SpokenEvent event, @Nullable SeatLine asker) {
      hear("event " + event.event().id() + (asker == this ? " n=" + event.event().n() : ""));
      player.texts.add(event.forAll().toString());
    }

    @Override
    public void say(PlayerFrame frame) {
      hear("volatile " + frame);
    }

    @Override
    public void paused() {
      hear("paused");
    }

    @Override
    public void resumed() {
      hear("resumed");
    }

    @Override
    public void end() {}
  }
}
