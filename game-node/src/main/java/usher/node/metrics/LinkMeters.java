package usher.node.metrics;

import java.util.Locale;
import usher.common.link.LinkType;
import usher.node.link.LinkCount;
import usher.node.link.Links;

/** The figures of the node's links as meters. */
public final class LinkMeters {
  private LinkMeters() {}

  /** Binds them all; on the main thread, once. */
  public static void bind(NodeMetrics metrics, Links links) {
    metrics.gauge("usher.node.links", "Links of routers open", links, Links::size);
    for (LinkCount count : LinkCount.values()) {
      metrics.counter(
          "usher.node.link.events",
          "What happened to links, by the word",
          "event",
          count.word(),
          links,
          from -> from.counts().total(count));
    }
    for (LinkType type : LinkType.values()) {
      if (type.isOfNode()) {
        metrics.counter(
            "usher.node.link.frames.sent",
            "Frames sent to routers, by their type",
            "type",
            type.name().toLowerCase(Locale.ROOT),
            links,
            from -> from.counts().sentOf(type));
      }
    }
  }
}
