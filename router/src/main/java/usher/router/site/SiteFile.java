package usher.router.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** One file of the page. */
final class SiteFile {
  private static final Map<String, String> CONTENT_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final int ETAG_BYTES = 12;

  private final byte[] bytes;
  private final String contentType;
  private final String etag;

  private SiteFile(byte[] bytes, String contentType, String etag) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.etag = etag;
  }

  /** The file's content; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Its type as HTTP names it. */
  String contentType() {
    return contentType;
  }

  /** A strong validator, with its quotes. */
  String etag() {
    return etag;
  }

  static SiteFile of(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = CONTENT_TYPES.getOrDefault(ending, "application/octet-stream");
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new SiteFile(bytes, type, '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
