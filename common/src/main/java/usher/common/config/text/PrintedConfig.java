package usher.common.config.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration as {@code --print-config} prints it: a properties file that {@code --config}
 * takes, but for its hidden secrets, grouped by where the values come from.
 */
public final class PrintedConfig {
  private PrintedConfig() {}

  /** The whole text, in lines. */
  public static String of(List<ConfigEntry> entries) {
    StringBuilder text = new StringBuilder(1_024);
    for (ConfigEntry.Origin origin : ConfigEntry.Origin.values()) {
      boolean first = true;
      for (ConfigEntry entry : entries) {
        String value = entry.value();
        if (entry.origin() == origin && value != null) {
          text.append(first ? "# " + origin.title() + "\n" : "");
          first = false;
          // A file may not name a file.
          text.append(entry.name().equals("config") ? "# " : "");
          text.append(entry.name()).append('=').append(escaped(shown(entry, value))).append('\n');
        }
      }
    }
    List<String> unset = new ArrayList<>();
    for (ConfigEntry entry : entries) {
      if (entry.value() == null) {
        unset.add(entry.name());
      }
    }
    if (!unset.isEmpty()) {
      text.append("# not set: ").append(String.join(", ", unset)).append('\n');
    }
    return text.toString();
  }

  private static String shown(ConfigEntry entry, String value) {
    return entry.isFile() ? value : HiddenSecrets.in(value);
  }

  /** As a properties file has it: a backslash would begin an escape, a blank be stripped. */
  private static String escaped(String value) {
    String whole = value.replace("\\", "\\\\").replace("\n", "\\n");
    return whole.startsWith(" ") ? "\\" + whole : whole;
  }
}
