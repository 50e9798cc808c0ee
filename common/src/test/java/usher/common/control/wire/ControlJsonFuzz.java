package usher.common.control.wire;

import java.nio.charset.StandardCharsets;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;

/**
 * Fuzzed: what nodes and routers say over control. It is a message, which is written and read again
 * as the same, or it is said what is wrong, and nothing else is thrown.
 */
public final class ControlJsonFuzz {
  private static final NodeId NODE = new NodeId("node-1");

  private ControlJsonFuzz() {}

  /** Reads a text as each of the three kinds there are. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      NodeMessage said = ControlCodec.readNodeMessage(text);
      same(said, ControlCodec.readNodeMessage(ControlCodec.write(said)));
    } catch (ControlFormatException e) {
      explained(e);
    }
    try {
      RouterMessage said = ControlCodec.readRouterMessage(text);
      same(said, ControlCodec.readRouterMessage(ControlCodec.write(said)));
    } catch (ControlFormatException e) {
      explained(e);
    }
    try {
      ControlCodec.readReport(NODE, text);
    } catch (ControlFormatException e) {
      explained(e);
    }
  }

  private static void same(Object said, Object again) {
    if (!said.equals(again)) {
      throw new IllegalStateException(said + " was read again as " + again);
    }
  }

  private static void explained(ControlFormatException e) {
    if (String.valueOf(e.getMessage()).isBlank()) {
      throw new IllegalStateException("it is not said what was wrong", e);
    }
  }
}
