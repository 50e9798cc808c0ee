package usher.router.admin.route;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How many files the process has open, sockets among them.
 *
 * @param max as many as it may
 */
record OpenFiles(long open, long max) {
  /** Those of this process now; null where the system does not tell. */
  static @Nullable OpenFiles now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new OpenFiles(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount())
        : null;
  }
}
