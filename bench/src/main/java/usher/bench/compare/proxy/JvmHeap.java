package usher.bench.compare.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives on another JVM's heap. */
final class JvmHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private JvmHeap() {}

  /** Bytes of live objects after a full collection. */
  static long liveBytes(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher total = TOTAL.matcher(text);
    if (!total.find()) {
      throw new IOException(
          "jcmd told nothing of the heap: " + text.lines().findFirst().orElse(""));
    }
    return Long.parseLong(total.group(1));
  }
}
