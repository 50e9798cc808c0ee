package usher.router.cli;

import java.util.Locale;

/** Figures as people read them. */
final class Ages {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Ages() {}

  /** How long ago: {@code 42s}, {@code 3m12s}, {@code 2h05m}, {@code 5d03h}. */
  static String of(long seconds) {
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return String.format(Locale.ROOT, "%dm%02ds", seconds / MINUTE, seconds % MINUTE);
    }
    return seconds < DAY
        ? String.format(Locale.ROOT, "%dh%02dm", seconds / HOUR, seconds % HOUR / MINUTE)
        : String.format(Locale.ROOT, "%dd%02dh", seconds / DAY, seconds % DAY / HOUR);
  }

  /** How much: {@code 1.5 GiB}. */
  static String bytes(long count) {
    double left = count;
    int unit = 0;
    while (left >= 1024 && unit < UNITS.length - 1) {
      left /= 1024;
      unit++;
    }
    return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", left, UNITS[unit]);
  }

  /** A share: {@code 0.125} to three digits. */
  static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
