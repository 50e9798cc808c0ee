package usher.bench.core;

import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.net.HostPort;
import usher.common.room.RoomId;
import usher.router.pin.NodePins;
import usher.router.pin.NodeRef;
import usher.router.pin.Pin;
import usher.router.pin.PinTable;

/** How many bytes a pin takes, with its room's id and its place in the table, at a million. */
public final class PinFootprint {
  private static final int PINS = 1_000_000;

  private PinFootprint() {}

  public static void main(String[] args) {
    NodeRef node =
        new NodeRef(
            new Incarnation(new NodeId("node-1"), "a"),
            new HostPort("127.0.0.1", 7_001),
            Upstream.TUNNEL);
    long before = usedBytes();
    PinTable table = new PinTable();
    NodePins pins = new NodePins();
    for (int i = 0; i < PINS; i++) {
      Pin pin = new Pin(new RoomId("room-" + (100_000_000 + i)), node, i + 1);
      table.put(pin);
      pins.add(pin);
    }
    long bytes = usedBytes() - before;
    System.out.println(bytes / PINS + " bytes a pin at " + table.size() + " pins, " + pins.size());
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
