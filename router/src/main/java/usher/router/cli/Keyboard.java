package usher.router.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a terminal, each at once and without an echo, by {@code stty}; the terminal is as
 * before when this is closed, and when ^C or SIGTERM ends the process. A thread of its own reads;
 * one other asks.
 */
final class Keyboard implements AutoCloseable {
  /** Asks {@code stty}, with the terminal as its input. */
  interface Stty {
    /**
     * @return what it printed
     * @throws IOException if it is not there, or the input is no terminal
     */
    String ask(List<String> words) throws IOException;
  }

  /** The script sets it where standard input is a terminal: Java can not tell. */
  private static final String TERMINAL = "usher.keyboard";

  /** Keys that wait to be asked for; what is typed beyond is not heard. */
  private static final int MAX_WAITING = 16;

  private static final int STTY_SECONDS = 2;

  private final Stty stty;
  private final String before;
  private final BlockingQueue<Integer> keys = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread restorer = new Thread(this::restore, "keyboard-restore");

  private Keyboard(Stty stty, String before) {
    this.stty = stty;
    this.before = before;
  }

  /** The process's own; null where its input is no terminal. */
  static @Nullable Keyboard ofProcess() {
    return Boolean.getBoolean(TERMINAL) ? open(System.in, Keyboard::run) : null;
  }

  /** Null where there is no terminal that can do this. */
  static @Nullable Keyboard open(InputStream in, Stty stty) {
    try {
      Keyboard keyboard = new Keyboard(stty, stty.ask(List.of("-g")).strip());
      Runtime.getRuntime().addShutdownHook(keyboard.restorer);
      stty.ask(List.of("-icanon", "-echo", "min", "1", "time", "0"));
      Thread reader = new Thread(() -> keyboard.read(in), "keyboard");
      reader.setDaemon(true);
      reader.start();
      return keyboard;
    } catch (IOException e) {
      // Then keys do nothing, and ^C is there still.
      return null;
    }
  }

  private static String run(List<String> words) throws IOException {
    String[] command = new String[words.size() + 1];
    command[0] = "stty";
    for (int i = 0; i < words.size(); i++) {
      command[i + 1] = words.get(i);
    }
    Process process =
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new IOException("stty failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said;
  }

  private void read(InputStream in) {
    try {
      int key = in.read();
      while (key >= 0) {
        keys.offer(key);
        key = in.read();
      }
    } catch (IOException e) {
      // The terminal is gone, and with it who would type.
      keys.clear();
    }
  }

  /**
   * Waits for a key.
   *
   * @return false where none was typed within that time
   */
  boolean typed(char key, long withinMs) throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
    while (true) {
      Integer next = keys.poll(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null || Character.toLowerCase(next) == key) {
        return next != null;
      }
    }
  }

  private void restore() {
    try {
      stty.ask(List.of(before));
    } catch (IOException e) {
      System.err.println("the terminal is not as before: 'stty sane' mends it");
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The process ends, and the hook restores.
      return;
    }
    restore();
  }
}
