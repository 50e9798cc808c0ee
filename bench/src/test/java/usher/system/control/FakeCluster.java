package usher.system.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import usher.common.control.ControlRefusal;
import usher.common.control.HeldRoom;
import usher.common.control.NodeMessage;
import usher.common.control.NodeMessage.Heartbeat;
import usher.common.control.NodeMessage.Register;
import usher.common.control.RouterMessage;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ClusterEvent.ControlClosed;
import usher.router.cluster.ClusterEvent.NodeSaid;
import usher.router.cluster.ClusterInbox;
import usher.router.control.ControlPort;

/** Answers as a cluster would, at once, and remembers what it was told. */
final class FakeCluster implements ClusterInbox {
  private final List<NodeMessage> said = new ArrayList<>();
  private final List<Long> closed = new ArrayList<>();
  private final Map<String, Long> holders = new HashMap<>();
  private final Map<Long, Long> numbers = new HashMap<>();
  private final List<HeldRoom> forget = new ArrayList<>();
  private ControlPort port;
  private long placement;
  private long leaseMs = 400;
  private boolean deaf;
  private boolean registerAgain;

  synchronized void speaksThrough(ControlPort through) {
    port = through;
  }

  synchronized void forgetAtWelcome(HeldRoom room) {
    forget.add(room);
  }

  synchronized void fallDeaf(boolean isDeaf) {
    deaf = isDeaf;
  }

  synchronized void loseAll() {
    registerAgain = true;
  }

  synchronized List<NodeMessage> said() {
    return List.copyOf(said);
  }

  synchronized <M extends NodeMessage> List<M> said(Class<M> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  synchronized List<Long> closed() {
    return List.copyOf(closed);
  }

  synchronized long connectionOf(String node) {
    return holders.getOrDefault(node, 0L);
  }

  synchronized void say(String node, RouterMessage message) {
    port.send(holders.get(node), message);
  }

  synchronized void hangUp(String node) {
    port.close(holders.get(node));
  }

  @Override
  public synchronized boolean post(ClusterEvent event) {
    if (event instanceof ControlClosed e) {
      closed.add(e.connection());
      holders.values().remove(e.connection());
      return true;
    }
    NodeSaid e = (NodeSaid) event;
    said.add(e.message());
    if (deaf) {
      return true;
    }
    if (e.message() instanceof Register register) {
      onRegister(e.connection(), register);
    } else if (e.message() instanceof Heartbeat heartbeat) {
      onHeartbeat(e.connection(), heartbeat);
    }
    return true;
  }

  private void onRegister(long connection, Register register) {
    String node = register.incarnation().node().value();
    Long holder = holders.get(node);
    if (holder != null && holder != connection) {
      port.send(connection, new RouterMessage.Refused(ControlRefusal.ID_TAKEN, "it is alive"));
      port.close(connection);
      return;
    }
    holders.put(node, connection);
    numbers.put(connection, 0L);
    port.send(connection, new RouterMessage.Welcome("router-1", 50, leaseMs, null, forget));
    forget.clear();
  }

  private void onHeartbeat(long connection, Heartbeat heartbeat) {
    if (registerAgain || !numbers.containsKey(connection)) {
      registerAgain = false;
      port.send(connection, new RouterMessage.RegisterAgain());
    } else if (heartbeat.number() <= numbers.get(connection)) {
      port.send(connection, new RouterMessage.Refused(ControlRefusal.REPLAYED, "not above"));
    } else {
      numbers.put(connection, heartbeat.number());
      port.send(
          connection, new RouterMessage.Acknowledge(heartbeat.number(), leaseMs, placement, false));
    }
  }
}
