package usher.bench.failover;

/**
 * What one seat sent and heard. Its commands have texts that no other command of the show has.
 * Pure; owned by the thread of its room.
 */
final class SeatHistory {
  private final History room;
  private final String name;
  private long sent;
  private long answered;
  private long last;
  private long epoch;
  private boolean welcomed;

  SeatHistory(History room, String name) {
    this.room = room;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The text of command n. */
  String command(long n) {
    return room.room() + "/" + name + "/" + n;
  }

  /** Sends the next command; its text. */
  String send() {
    return command(++sent);
  }

  long sent() {
    return sent;
  }

  /** Up to which n all commands are answered. */
  long answered() {
    return answered;
  }

  long unanswered() {
    return sent - answered;
  }

  /** The last seq heard. */
  long last() {
    return last;
  }

  /** The id last heard. */
  String lastId() {
    return epoch + "-" + last;
  }

  boolean isWelcomed() {
    return welcomed;
  }

  void welcome(long idEpoch, long seq) {
    if (welcomed) {
      wrong("welcomed again, at seq " + seq);
    }
    welcomed = true;
    epoch = idEpoch;
    last = seq;
  }

  /**
   * An event was heard.
   *
   * @param n whose answer it is; 0 for nobody's
   * @param what the text said, or who came or went
   * @return whether it is the first of the room's seats to hear it
   */
  boolean event(long idEpoch, long seq, long n, String what) {
    if (!welcomed) {
      wrong("heard seq " + seq + " before a welcome");
      return false;
    }
    if (seq <= last) {
      wrong("heard seq " + seq + " again, or late: " + what);
      return false;
    }
    if (seq > last + 1) {
      wrong("a gap: seq " + seq + " came next");
    }
    if (idEpoch < epoch) {
      wrong("the epoch of seq " + seq + " went back from " + epoch + " to " + idEpoch);
    }
    last = seq;
    epoch = Math.max(epoch, idEpoch);
    if (n > 0) {
      answer(n, what);
    } else if (what.startsWith(room.room() + "/" + name + "/")) {
      wrong("its own " + what + " came without its number");
    }
    if (what.startsWith("left ")) {
      wrong("a seat was given up: " + what);
    }
    return room.happened(name, idEpoch, seq, what);
  }

  private void answer(long n, String what) {
    if (n <= answered) {
      wrong("command " + n + " was answered again: " + what);
      return;
    }
    if (n > sent || !what.equals(command(n))) {
      wrong("command " + n + " was answered by " + what);
    }
    if (n > answered + 1) {
      wrong("command " + n + " was answered before command " + (answered + 1));
    }
    answered = n;
  }

  /** A command that chat takes was refused, or came to nothing. */
  void refused(String type, long n) {
    wrong("command " + n + " was answered by " + type);
    answered = Math.max(answered, n);
  }

  /** All commands up to n are answered, says the node. */
  void settled(long n) {
    if (n > answered) {
      wrong("commands " + (answered + 1) + " to " + n + " are settled, but were not answered");
      answered = Math.min(n, sent);
    }
  }

  /** What the seat had is lost, says the node. */
  void reset() {
    wrong("reset");
    welcomed = false;
  }

  /** The socket ended when it should not. */
  void closed(String word) {
    wrong("closed: " + word);
  }

  private void wrong(String what) {
    room.violation(name, last, what);
  }
}
