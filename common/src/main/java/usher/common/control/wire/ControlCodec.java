package usher.common.control.wire;

import usher.common.control.ControlRefusal;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;

/**
 * The control protocol's JSON, as {@code docs/PROTOCOL.md} specifies it. Stateless, for any thread.
 *
 * <p>Reading refuses what is not as specified: no JSON, unknown types, fields that are missing, of
 * another type or out of range, keys and rooms that stand twice, deep nests, and messages over the
 * size. Fields that it does not know it ignores, so that a newer peer may say more.
 */
public final class ControlCodec {
  private ControlCodec() {}

  /**
   * What a node said.
   *
   * @throws ControlFormatException if the text is no such message
   */
  public static NodeMessage readNodeMessage(String text) throws ControlFormatException {
    return NodeMessageReader.read(JsonText.read(text));
  }

  /**
   * What a router said.
   *
   * @throws ControlFormatException if the text is no such message, or one of a newer protocol
   */
  public static RouterMessage readRouterMessage(String text) throws ControlFormatException {
    return RouterMessageReader.read(JsonText.read(text));
  }

  /**
   * What a node said over plain HTTP: a heartbeat that carries the fields of a register too.
   *
   * @param node the id in the request's path
   * @throws ControlFormatException if the text is no such body
   */
  public static NodeReport readReport(NodeId node, String text) throws ControlFormatException {
    return NodeMessageReader.report(node, JsonText.read(text));
  }

  /** The text of a message from a node. */
  public static String write(NodeMessage message) {
    return MessageWriter.node(message).toString();
  }

  /** The text of a message from a router. */
  public static String write(RouterMessage message) {
    return MessageWriter.router(message).toString();
  }

  /** The body that answers a report over plain HTTP. */
  public static String write(ReportAnswer answer) {
    return MessageWriter.answer(answer).toString();
  }

  /** The body that refuses a request over plain HTTP. */
  public static String writeRefusal(ControlRefusal refusal, String message) {
    return MessageWriter.refusal(refusal, message).toString();
  }
}
