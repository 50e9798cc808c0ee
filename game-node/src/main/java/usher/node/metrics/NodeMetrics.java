package usher.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The registry, with the figures of the process; the classes beside bind what is counted. */
public final class NodeMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** A registry that has the figures of the JVM and the process, and no other yet. */
  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Everything in Prometheus's text format; any thread. */
  public String scrape() {
    return registry.scrape();
  }

  Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .strongReference(true)
        .description(description)
        .register(registry);
  }

  /**
   * @param tags names and values in turn
   */
  <T> void gauge(
      String name, String description, List<String> tags, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .strongReference(true)
        .tags(tags.toArray(String[]::new))
        .description(description)
        .register(registry);
  }

  /**
   * @param tags names and values in turn
   */
  <T> void counter(
      String name, String description, List<String> tags, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value)
        .tags(tags.toArray(String[]::new))
        .description(description)
        .register(registry);
  }

  <T> void counter(String name, String description, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(description).register(registry);
  }

  <T> void counter(
      String name,
      String description,
      String tag,
      String word,
      T source,
      ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value)
        .tag(tag, word)
        .description(description)
        .register(registry);
  }
}
