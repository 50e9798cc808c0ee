package usher.common.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that one side of a connection takes: any of them lets in, and its name tells who came
 * in. Who presents takes the first. Compared in a time that does not tell how much was right.
 *
 * <p>Read from a file that has one on each line, as {@code secret} or {@code name:secret}, beside
 * blank lines and {@code #} comments, no secret twice; read anew by {@link #reload}. Any thread.
 */
public final class Tokens implements Reloadable {
  /** The fewest characters of a token: a shorter one could be guessed. */
  public static final int MIN_LENGTH = 16;

  /** The most characters of a token. */
  public static final int MAX_LENGTH = 512;

  /** The most characters of a token's name. */
  public static final int MAX_NAME = 32;

  /** The most tokens of a file. */
  public static final int MAX_TOKENS = 16;

  /** The largest file of tokens, in bytes. */
  public static final int MAX_FILE_BYTES = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private final String flag;
  private final @Nullable Path file;
  private volatile List<Token> tokens;

  private Tokens(String flag, @Nullable Path file, List<Token> tokens) {
    this.flag = flag;
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * One token, from no file.
   *
   * @param text {@code secret} or {@code name:secret}
   * @throws IllegalArgumentException if it is out of rule; the message says what would be right
   */
  public static Tokens of(String text) {
    return new Tokens("", null, List.of(Token.parse(text, name(1))));
  }

  /**
   * Reads a file of tokens; warns where everybody on this machine may read it.
   *
   * @param flag what named the file, for messages, with its dashes
   * @throws FlagException if the file cannot be read, or is out of rule
   */
  public static Tokens read(String flag, Path file) {
    return new Tokens(flag, file, readFile(flag, file));
  }

  /** What stands in the header {@code Authorization} of who presents: the first token. */
  public String authorization() {
    return tokens.get(0).authorization();
  }

  /** Whether this value of the header {@code Authorization} carries one of them. */
  public boolean isIn(@Nullable String authorization) {
    return nameOf(authorization) != null;
  }

  /**
   * The name of the token in this value of the header {@code Authorization}; null where there is
   * none of them.
   */
  public @Nullable String nameOf(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    String name = null;
    // All are looked at, whichever it is: the time it takes tells nothing.
    for (Token each : tokens) {
      if (each.isIn(authorization)) {
        name = each.name();
      }
    }
    return name;
  }

  /** The flag that named the file, for messages; empty where there is no file. */
  public String flag() {
    return flag;
  }

  @Override
  public String name() {
    return "tokens of " + flag;
  }

  @Override
  public synchronized String reload() {
    if (file == null) {
      return "";
    }
    List<Token> before = tokens;
    List<Token> now = readFile(flag, file);
    tokens = now;
    return described(before, now);
  }

  private static String described(List<Token> before, List<Token> now) {
    List<String> changes = new ArrayList<>();
    for (Token each : now) {
      if (before.stream().noneMatch(each::sameSecret)) {
        changes.add("+" + each.name());
      }
    }
    for (Token each : before) {
      if (now.stream().noneMatch(each::sameSecret)) {
        changes.add("-" + each.name());
      }
    }
    if (changes.isEmpty() && !before.get(0).sameSecret(now.get(0))) {
      return "the first is now " + now.get(0).name();
    }
    return String.join(" ", changes);
  }

  private static List<Token> readFile(String flag, Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw wrong(flag, file, "has more than " + MAX_FILE_BYTES + " bytes");
      }
      List<Token> read = parse(flag, file, Files.readString(file, StandardCharsets.UTF_8));
      warnOfReaders(flag, file);
      return read;
    } catch (IOException e) {
      throw new FlagException(flag + ": cannot read '" + file + "' (" + e + ")");
    }
  }

  private static List<Token> parse(String flag, Path file, String text) {
    List<Token> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Token token;
      try {
        token = Token.parse(line, name(read.size() + 1));
      } catch (IllegalArgumentException e) {
        throw wrong(flag, file, "line " + number + ": " + e.getMessage());
      }
      if (!names.add(token.name())) {
        throw wrong(flag, file, "line " + number + ": two tokens have the name " + token.name());
      }
      for (Token other : read) {
        if (other.sameSecret(token)) {
          throw wrong(flag, file, "line " + number + ": " + sameSecret(token, other));
        }
      }
      read.add(token);
    }
    if (read.isEmpty() || read.size() > MAX_TOKENS) {
      throw wrong(
          flag, file, "it has 1 to " + MAX_TOKENS + " tokens, one a line, not " + read.size());
    }
    return List.copyOf(read);
  }

  private static String sameSecret(Token token, Token other) {
    return token.name()
        + " and "
        + other.name()
        + " have the same secret: each token has one of its own, so that who came in is known, and"
        + " can be kept out";
  }

  private static String name(int number) {
    return "token-" + number;
  }

  private static FlagException wrong(String flag, Path file, String what) {
    return new FlagException(flag + ": '" + file + "': " + what);
  }

  private static void warnOfReaders(String flag, Path file) throws IOException {
    if (SecretFile.isOpenToAll(file)) {
      log.warn(
          "{}: everybody on this machine may read '{}': chmod 600 keeps it to this user",
          flag,
          file);
    }
  }

  @Override
  public String toString() {
    return "(" + tokens.size() + " secret)";
  }
}
