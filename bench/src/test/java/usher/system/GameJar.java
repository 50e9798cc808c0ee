package usher.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import usher.node.game.Game;

/** A game of somebody else's as a jar, as docs/GAMES.md has it built. */
final class GameJar {
  private GameJar() {}

  /** Writes a class, with those that it holds, and the file that names it as a game. */
  static Path of(Class<? extends Game<?, ?>> game, Path jar) {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, game);
      for (Class<?> inner : Arrays.asList(game.getDeclaredClasses())) {
        add(out, inner);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + Game.class.getName()));
      out.write(game.getName().getBytes(StandardCharsets.UTF_8));
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JarOutputStream out, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream('/' + file)) {
      if (in == null) {
        throw new IOException("no " + file);
      }
      out.putNextEntry(new JarEntry(file));
      in.transferTo(out);
    }
  }
}
