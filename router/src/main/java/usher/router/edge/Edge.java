package usher.router.edge;

import usher.router.cluster.ClusterInbox;
import usher.router.site.Site;

/** What all connections of the player port share; any thread. */
record Edge(EdgeConfig config, EdgeMetrics metrics, Site site, ClusterInbox inbox) {}
