package usher.node.heartbeat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** How much of its cores this process uses, 0 to 1, smoothed over a few heartbeats. One thread. */
final class CpuShare {
  private static final double NEWEST_WEIGHS = 0.3;

  private final LongSupplier cpuTimeNs;
  private final int cores;
  private long lastCpuNs;
  private long lastNs;
  private double share;

  /**
   * @param cpuTimeNs the processor time used so far, in nanoseconds; negative where unknown
   */
  CpuShare(LongSupplier cpuTimeNs, int cores, long nowNs) {
    this.cpuTimeNs = cpuTimeNs;
    this.cores = cores;
    this.lastCpuNs = cpuTimeNs.getAsLong();
    this.lastNs = nowNs;
  }

  /** The share of this process. */
  static CpuShare ofThisProcess(long nowNs) {
    Runtime runtime = Runtime.getRuntime();
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? new CpuShare(system::getProcessCpuTime, runtime.availableProcessors(), nowNs)
        : new CpuShare(() -> -1, 1, nowNs);
  }

  /** The share up to now. */
  double sample(long nowNs) {
    long cpuNs = cpuTimeNs.getAsLong();
    long elapsedNs = nowNs - lastNs;
    if (cpuNs < 0 || elapsedNs <= 0) {
      return share;
    }
    double newest = (double) (cpuNs - lastCpuNs) / elapsedNs / cores;
    share += NEWEST_WEIGHS * (Math.min(1, Math.max(0, newest)) - share);
    lastCpuNs = cpuNs;
    lastNs = nowNs;
    return share;
  }
}
