package usher.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A seat at the feeds that checks what it hears, and keeps little of it: messages are numbers, and
 * none of a topic may be missing without a gap. Any thread.
 */
final class FeedEar implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MESSAGE = "{\"type\":\"message\",\"topic\":\"";
  private static final String GAP = "{\"type\":\"gap\",\"topic\":\"";

  private final Map<String, Long> last = new HashMap<>();
  private final Map<String, Integer> gapsTold = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private String closed = "";

  private FeedEar(String address) {
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + address + "/feeds"), this)
            .join();
  }

  /** Takes a seat, and subscribes to these. */
  static FeedEar at(String address, String... topics) {
    FeedEar ear = new FeedEar(address);
    ear.ask("{\"subscribe\":[\"" + String.join("\",\"", topics) + "\"]}");
    ear.awaitAnswer("subscribed");
    return ear;
  }

  void ask(String command) {
    socket.sendText(command, true).join();
  }

  /** Asks without an end, until the socket is closed or so many were sent. */
  void flood(int most, String... commands) {
    for (int i = 0; i < most && closed().isEmpty(); i++) {
      socket.sendText(commands[i % commands.length], true).exceptionally(gone -> null).join();
    }
  }

  /** Waits for an answer with these words in it, and gives it. */
  String awaitAnswer(String words) {
    Await.until(words, 10_000, () -> answer(words) != null || !closed().isEmpty());
    String answer = answer(words);
    if (answer == null) {
      throw new AssertionError("closed with " + closed() + " before " + words);
    }
    return answer;
  }

  private synchronized String answer(String words) {
    return answers.stream().filter(each -> each.contains(words)).findFirst().orElse(null);
  }

  /** The node of the first welcome. */
  String node() {
    return awaitAnswer("welcome").replaceAll(".*\"node\":\"([^\"]*)\".*", "$1");
  }

  /** The last message of a topic; -1 before any. */
  synchronized long last(String topic) {
    return last.getOrDefault(topic, -1L);
  }

  synchronized int gaps(String topic) {
    return gapsTold.getOrDefault(topic, 0);
  }

  /** What was heard that must not be, such as a message after one that is missing. */
  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** How its socket was closed; empty while it is open. */
  synchronized String closed() {
    return closed;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean isLast) {
    text.append(part);
    if (isLast) {
      hear(text.toString());
      text.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  private synchronized void hear(String frame) {
    if (frame.startsWith(GAP)) {
      String topic = upTo(frame, GAP.length(), '"');
      missing.add(topic);
      gapsTold.merge(topic, 1, Integer::sum);
    } else if (frame.startsWith(MESSAGE)) {
      String topic = upTo(frame, MESSAGE.length(), '"');
      int from = MESSAGE.length() + topic.length() + "\",\"message\":".length();
      long number = number(frame, frame.charAt(from) == '"' ? from + 1 : from);
      Long before = last.put(topic, number);
      boolean gap = missing.remove(topic);
      if (before != null && (number <= before || (!gap && number != before + 1))) {
        wrong.add(topic + " " + number + " after " + before);
      }
    } else {
      answers.add(frame);
    }
  }

  private static long number(String frame, int from) {
    int to = from;
    while (Character.isDigit(frame.charAt(to))) {
      to++;
    }
    return Long.parseLong(frame, from, to, 10);
  }

  private static String upTo(String frame, int from, char end) {
    return frame.substring(from, frame.indexOf(end, from));
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    end(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    end("1006 " + error.getMessage());
  }

  private synchronized void end(String how) {
    closed = how;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
