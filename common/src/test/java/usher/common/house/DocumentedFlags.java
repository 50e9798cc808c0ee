package usher.common.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Flags and their defaults, as a command has them and as a table of the docs has them. */
public final class DocumentedFlags {
  /** Stands for a default that is no plain value: none, off, or worked out at the start. */
  private static final String WORKED_OUT = "(worked out)";

  private static final Pattern ROW = Pattern.compile("\\| `(--[a-z-]+)` \\| ([^|]*) \\|.*");

  private DocumentedFlags() {}

  /** The flags of a command, but for help and version. */
  public static Map<String, String> of(CommandLine command) {
    Map<String, String> flags = new TreeMap<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        String value = option.defaultValue();
        boolean plain = value != null && !value.equals("0") && !value.equals("false");
        flags.put(option.longestName(), plain ? value : WORKED_OUT);
      }
    }
    return flags;
  }

  /** The flags of the table under a heading. */
  public static Map<String, String> in(Path document, String heading) throws IOException {
    Map<String, String> flags = new TreeMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("## ")) {
        inside = line.equals(heading);
      }
      Matcher row = ROW.matcher(line);
      if (inside && row.matches()) {
        String value = row.group(2);
        boolean plain = value.startsWith("`") && value.endsWith("`");
        flags.put(row.group(1), plain ? value.substring(1, value.length() - 1) : WORKED_OUT);
      }
    }
    return flags;
  }
}
