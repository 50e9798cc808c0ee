package usher.router.edge;

import io.netty.handler.codec.http.HttpDecoderConfig;

/** How the HTTP codec towards players is set. */
final class EdgeCodec {
  /** The guard before it counts the whole head; these bounds only must not be narrower. */
  static final HttpDecoderConfig DECODER =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(EdgeLimits.MAX_HEAD_BYTES)
          .setMaxHeaderSize(EdgeLimits.MAX_HEAD_BYTES)
          .setMaxChunkSize(Integer.MAX_VALUE)
          .setChunkedSupported(true)
          .setAllowDuplicateContentLengths(false)
          .setStrictLineParsing(true)
          .setUseRfc9112TransferEncoding(true)
          .setValidateHeaders(true);

  private EdgeCodec() {}
}
