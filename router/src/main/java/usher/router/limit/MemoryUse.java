package usher.router.limit;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How full the process's memories are, as shares of 1. Any thread. */
final class MemoryUse {
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
  private static final Set<String> HEAP = heapPools();

  private MemoryUse() {}

  private static Set<String> heapPools() {
    Set<String> names = new HashSet<>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        names.add(pool.getName());
      }
    }
    return Set.copyOf(names);
  }

  /** Of the heap what the last collection left in use; 0 before the first. */
  static double heap() {
    GcInfo last = null;
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      GcInfo info = collector.getLastGcInfo();
      if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
        last = info;
      }
    }
    if (last == null) {
      return 0;
    }
    long used = 0;
    for (var pool : last.getMemoryUsageAfterGc().entrySet()) {
      used += HEAP.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
    }
    return (double) used / Runtime.getRuntime().maxMemory();
  }

  /** Of the memory outside the heap that buffers may take. */
  static double direct() {
    long most = PlatformDependent.maxDirectMemory();
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider metered && most > 0
        ? (double) metered.metric().usedDirectMemory() / most
        : 0;
  }
}
