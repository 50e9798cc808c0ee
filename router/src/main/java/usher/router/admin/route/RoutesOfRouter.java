package usher.router.admin.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import usher.common.config.Reloads;
import usher.router.admin.AdminAnswer;
import usher.router.admin.AdminRequest;
import usher.router.admin.AdminRoutes;
import usher.router.cluster.ClusterInbox;
import usher.router.cluster.ClusterView;
import usher.router.pin.PinView;

/** All that the admin port of a router answers. Any thread. */
public final class RoutesOfRouter implements AdminRoutes {
  private final RouteTable table;

  /**
   * What the routes know and can do.
   *
   * @param view the newest view of the cluster
   * @param metrics every metric in Prometheus's text format
   * @param feeds publishes messages; null where feeds stay within one node
   * @param redis null where there is none
   * @param facts asked once all ports are open
   */
  public record World(
      Supplier<ClusterView> view,
      PinView pins,
      ClusterInbox inbox,
      Supplier<String> metrics,
      @Nullable FeedPublishing feeds,
      @Nullable RedisAsking redis,
      Supplier<RouterFacts> facts,
      RouterState state,
      Reloads reloads) {}

  /**
   * @param thread where answers are put together
   */
  public RoutesOfRouter(World world, Executor thread) {
    Orders orders = new Orders(world.inbox(), thread);
    RoomIndex index = new RoomIndex(world.pins(), thread, System::nanoTime);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ProbeRoutes(world.view(), world.metrics()).routes());
    routes.addAll(new ClusterRoute(world.view(), world.facts(), world.state()).routes());
    routes.addAll(new RouterRoute(world.facts(), world.redis(), thread).routes());
    routes.addAll(new NodeRoutes(world.view(), orders).routes());
    routes.addAll(new RoomRoutes(world.pins(), index, orders, System::nanoTime).routes());
    routes.addAll(new RoomOrders(orders).routes());
    routes.addAll(new FeedRoute(world.feeds()).routes());
    routes.addAll(new LogLevelRoutes().routes());
    routes.addAll(new ReloadRoute(world.reloads()).routes());
    routes.addAll(new OpenApiRoute().routes());
    table = new RouteTable(routes, thread);
  }

  @Override
  public CompletionStage<AdminAnswer> answer(AdminRequest request) {
    return table.answer(request);
  }

  List<Route> routes() {
    return table.routes();
  }
}
