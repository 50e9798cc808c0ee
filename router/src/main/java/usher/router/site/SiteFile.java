package usher.router.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

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
          Map.entry("ts", "text/plain; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final int ETAG_BYTES = 12;

  /** The library for players and its types: pages from elsewhere may load them. */
  private static final Pattern LIBRARY = Pattern.compile("usher\\.(js|d\\.ts)|usher/.+");

  private final byte[] bytes;
  private final String contentType;
  private final String etag;
  private final boolean forAllOrigins;

  private SiteFile(byte[] bytes, String contentType, String etag, boolean forAllOrigins) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.etag = etag;
    this.forAllOrigins = forAllOrigins;
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

  /** Whether a page that came from elsewhere may load it. */
  boolean forAllOrigins() {
    return forAllOrigins;
  }

  static SiteFile of(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = CONTENT_TYPES.getOrDefault(ending, "application/octet-stream");
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String etag = '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
      return new SiteFile(bytes, type, etag, LIBRARY.matcher(name).matches());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
