package usher.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import usher.common.net.Transport;
import usher.common.net.TransportChoice;
import usher.common.room.RoomId;
import usher.common.tls.TlsDial;
import usher.router.cluster.ClusterEvent;
import usher.router.cluster.ProbeOutcome;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.upstream.NodeProbe;

/** A node fails before it has answered: the same request goes to another one. */
class FailoverTest {
  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void refusedConnectIsEvidenceAndTheRequestGoesElsewhere(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        RawNode alive = new RawNode("node-2")) {
      NodeRef dead = deadNode();
      house.cluster.with(dead, alive.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = alive.acceptUpgrade()) {
        assertTrue(player.head().startsWith("HTTP/1.1 101 "));
        node.send("hello");
        assertEquals("hello", player.text(5));
      }
      assertTrue(
          house.cluster.told.contains(new ClusterEvent.ConnectFailed(dead, ProbeOutcome.REFUSED)));
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void resetBeforeThe101SendsTheSameHeadElsewhere(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        RawNode dying = new RawNode("node-1");
        RawNode alive = new RawNode("node-2")) {
      house.cluster.with(dying.ref, alive.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = dying.accept()) {
        String head = node.head();
        node.reset();
        try (RawPeer next = alive.accept()) {
          assertEquals(head, next.head());
          next.send(RawPeer.SWITCHING);
          assertTrue(player.head().startsWith("HTTP/1.1 101 "));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void lostNodeThatStaysSilentIsLeftAtOnce(TransportChoice choice) throws Exception {
    try (House house = new House(choice);
        RawNode silent = new RawNode("node-1");
        RawNode alive = new RawNode("node-2")) {
      house.cluster.with(silent.ref, alive.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = silent.accept()) {
        node.head();
        Pin pin = house.cluster.pins.get(new RoomId("a"));
        house.cluster.lose(silent.ref, List.of(pin));
        house.port.nodeLost(silent.ref);
        try (RawPeer next = alive.acceptUpgrade()) {
          assertTrue(player.head().startsWith("HTTP/1.1 101 "));
          assertEquals(0, house.port.legsOpen(silent.ref));
          assertEquals(1, house.port.legsOpen(alive.ref));
          next.send("hello");
          assertEquals("hello", player.text(5));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void probeTellsAListeningNodeFromADeadOne(TransportChoice choice) throws Exception {
    Transport transport = Transport.of(choice);
    EventLoopGroup loops = transport.group("control", 1);
    try (RawNode alive = new RawNode("node-1")) {
      NodeProbe probe = new NodeProbe(loops.next(), transport, TlsDial.off("nodes"));
      BlockingQueue<ProbeOutcome> outcomes = new LinkedBlockingQueue<>();
      probe.probe(alive.ref, 0, outcomes::add);
      assertEquals(ProbeOutcome.ACCEPTED, outcomes.poll(5, TimeUnit.SECONDS));
      probe.probe(deadNode(), 1_000, outcomes::add);
      assertEquals(ProbeOutcome.REFUSED, outcomes.poll(5, TimeUnit.SECONDS));
    } finally {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void playerWhoGoesBeforeThe101TakesTheNodesConnectionAlong(TransportChoice choice)
      throws Exception {
    try (House house = new House(choice);
        RawNode place = new RawNode("node-1")) {
      house.cluster.with(place.ref);
      try (RawPeer player = RawPeer.connect(house.port()).send(RawPeer.UPGRADE);
          RawPeer node = place.accept()) {
        node.head();
        player.hangUp();
        assertEquals(0, node.rest().length);
      }
      Await.until("the room is empty", () -> house.cluster.wasTold(ClusterEvent.RoomEmptied.class));
    }
  }

  /** A node whose port was free a moment ago. */
  private static NodeRef deadNode() throws Exception {
    try (RawNode gone = new RawNode("node-0")) {
      return gone.ref;
    }
  }
}
