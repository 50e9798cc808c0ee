package usher.bench.failover;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A player of chat who says something all the time, and who resumes its seat when its socket ends.
 * Lives on the crowd's loop.
 */
final class Talker {
  /** Commands not yet answered, at which a player waits. */
  static final int MAX_UNANSWERED = 32;

  private static final long MIN_BACKOFF_MS = 20;
  private static final long MAX_BACKOFF_MS = 200;

  private final Crowd crowd;
  private final SeatHistory seat;
  private final Resumed.OfRoom room;
  private final String path;
  private @Nullable Channel channel;
  private @Nullable String token;
  private long resumedFrom;
  private int connections;
  private boolean served;
  private long dueNs;

  Talker(Crowd crowd, SeatHistory seat, Resumed.OfRoom room, String path) {
    this.crowd = crowd;
    this.seat = seat;
    this.room = room;
    this.path = path;
  }

  boolean isServed() {
    return served;
  }

  void connect() {
    connections++;
    resumedFrom = seat.answered();
    String query = "?game=chat&player=" + seat.name();
    if (token != null) {
      query +=
          "&seat="
              + token
              + "&after="
              + seat.lastId()
              + "&answered="
              + resumedFrom
              + "&count="
              + connections;
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(crowd.loop())
            .channel(crowd.socketChannel())
            .handler(new TalkerInitializer(crowd.uri(path + query), this));
    ChannelFuture connected = bootstrap.connect(crowd.address());
    channel = connected.channel();
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            onEnded(connected.channel(), String.valueOf(done.cause().getMessage()));
          }
        });
  }

  /** Sends what is due. */
  void tick(long nowNs, boolean talking) {
    Channel open = channel;
    if (!served || open == null || !talking || dueNs - nowNs > 0) {
      return;
    }
    long gapNs = crowd.gapNs();
    // Half to one and a half gaps, so that players do not fall into step.
    dueNs =
        Math.max(dueNs, nowNs - gapNs) + gapNs / 2 + ThreadLocalRandom.current().nextLong(gapNs);
    if (seat.unanswered() < MAX_UNANSWERED && open.isWritable()) {
      String text = seat.send();
      room.sent(text, nowNs);
      say(open, text);
      open.flush();
    }
  }

  private static void say(Channel open, String text) {
    var unused =
        open.write(new TextWebSocketFrame("{\"say\":\"" + text + "\"}"), open.voidPromise());
  }

  void onWord(Word word, long nowNs) {
    switch (word.type()) {
      case "welcome" -> seat.welcome(word.id().epoch(), word.id().seq());
      case "event" -> onEvent(word, nowNs);
      case "rejected", "done" -> seat.refused(word.type(), word.n());
      case "settled" -> seat.settled(word.n());
      case "reset" -> seat.reset();
      case "resumed" -> room.resumed(nowNs);
      default -> {}
    }
    if (word.seat() != null) {
      token = word.seat();
    }
    Channel open = channel;
    if (!served && open != null) {
      served = true;
      dueNs = nowNs + ThreadLocalRandom.current().nextLong(crowd.gapNs());
      // Numbered again from what the resume named as answered; the node ignores what it decided.
      for (long n = resumedFrom + 1; n <= seat.sent(); n++) {
        say(open, seat.command(n));
      }
      open.flush();
    }
  }

  private void onEvent(Word word, long nowNs) {
    if (seat.event(word.id().epoch(), word.id().seq(), word.n(), word.what())) {
      room.happened(word.id().epoch(), word.what(), nowNs);
    }
  }

  /** The socket ended; the word says how. */
  void onEnded(Channel ended, String word) {
    if (ended != channel) {
      return;
    }
    channel = null;
    boolean was = served;
    served = false;
    if (crowd.isOver()) {
      return;
    }
    if (!crowd.socketsMayClose() && (was || seat.isWelcomed())) {
      seat.closed(word);
    }
    var unused =
        crowd
            .loop()
            .schedule(
                this::connect,
                ThreadLocalRandom.current().nextLong(MIN_BACKOFF_MS, MAX_BACKOFF_MS),
                TimeUnit.MILLISECONDS);
  }

  void close() {
    Channel open = channel;
    if (open != null) {
      var unused = open.close();
    }
  }
}
