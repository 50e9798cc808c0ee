package usher.router.ticket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Forms of files that others know, or may know, and that are no secret therefore: pages of errors,
 * JSON, and keys as other programs write them. What is random has none of them, but for one in
 * 100,000. Pure.
 */
final class KnownForm {
  private static final Pattern PAGE = Pattern.compile("<[!?/A-Za-z].*>", Pattern.DOTALL);
  private static final Pattern LIST = Pattern.compile("\\[\\s*[\\[\\]{\"]");
  private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);
  private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");
  private static final Pattern SSH =
      Pattern.compile("(?:ssh|ecdsa)-[a-z0-9@.-]+\\s+AAAA|BEGIN SSH2 ");

  /** A number of 4 bytes, below 256, and a text of so many: how keys of ssh begin. */
  private static final Pattern SSH_BYTES = Pattern.compile("\0\0\0.(?:ssh|ecdsa|sk)-");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  /**
   * How keys in DER begin in Base64, for those of which a part is missing: RSA and certificates;
   * Ed25519, P-256, P-384, secp256k1, Ed448 and X448; private ones of Ed25519 and P-256.
   */
  private static final List<String> DER_BEGINNINGS =
      List.of("MII", "MIG", "MCow", "MFkw", "MHYw", "MFYw", "MEMw", "MDkw", "MC4C", "MHcC");

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONGEST_DER_HEAD = 4;

  /** In UTF-16 every second byte of usual text is 0; of what is random, one in 256. */
  private static final int UTF16_SHARE = 4;

  /** Of text in old encodings so many bytes are ASCII; of what is random, three in eight. */
  private static final double TEXT_SHARE = 7 / 8.0;

  private KnownForm() {}

  /** What these bytes look like, in words; null where they may be a secret. */
  static @Nullable String of(byte[] bytes) {
    if (isDer(bytes)) {
      return "a key in DER ('openssl pkey -pubin -inform DER' writes it in PEM)";
    }
    if (isUtf16(bytes)) {
      return "text in UTF-16, which is to be saved as UTF-8";
    }
    return isText(bytes) ? ofText(latin1(bytes).strip()) : null;
  }

  private static @Nullable String ofText(String text) {
    if (PAGE.matcher(text).lookingAt()) {
      return "a page in HTML or XML";
    }
    if (LIST.matcher(text).lookingAt() || QUOTED.matcher(text).matches()) {
      return "JSON other than an object (a list of keys stands in {\"keys\":[...]})";
    }
    if (SSH.matcher(text).find()) {
      return "a key of ssh ('ssh-keygen -e -m PKCS8' writes RSA and P-256 in PEM)";
    }
    String packed = text.replaceAll("[\\s:=]", "").replace('-', '+').replace('_', '/');
    if (packed.length() % 2 == 0
        && HEX.matcher(packed).matches()
        && isDer(HexFormat.of().parseHex(packed))) {
      return "a key in DER, in hexadecimal digits";
    }
    return ofBase64(packed);
  }

  /** What a text is that may be Base64; of a ticket, its head. */
  private static @Nullable String ofBase64(String packed) {
    int dot = packed.indexOf('.');
    String base64 = dot < 0 ? packed : packed.substring(0, dot);
    if (!BASE64.matcher(base64).matches()) {
      return null;
    }
    // A last character of its own is no byte.
    int end = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
    byte[] bytes = Base64.getDecoder().decode(base64.substring(0, end));
    String decoded = latin1(bytes);
    if (isDer(bytes) || DER_BEGINNINGS.stream().anyMatch(base64::startsWith)) {
      return "a key without its lines BEGIN and END";
    }
    if (SSH_BYTES.matcher(decoded).lookingAt()) {
      return "a key of ssh";
    }
    if (decoded.startsWith("-----BEGIN ")) {
      return "a PEM file in Base64, which is to be decoded once more";
    }
    if (isText(bytes) && OBJECT.matcher(decoded.strip()).lookingAt()) {
      return "a ticket, or JSON in Base64";
    }
    return null;
  }

  /** One SEQUENCE of ASN.1, whole, that begins as those of keys and certificates do. */
  private static boolean isDer(byte[] bytes) {
    if (bytes.length <= LONGEST_DER_HEAD || bytes[0] != SEQUENCE) {
      return false;
    }
    int length = bytes[1] & 0xff;
    int head = 2;
    if (length == 0x81) {
      length = bytes[2] & 0xff;
      head = 3;
    } else if (length == 0x82) {
      length = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
      head = LONGEST_DER_HEAD;
    }
    return head + length == bytes.length && (bytes[head] == SEQUENCE || bytes[head] == INTEGER);
  }

  private static boolean isUtf16(byte[] bytes) {
    int zeros = 0;
    for (byte each : bytes) {
      zeros += each == 0 ? 1 : 0;
    }
    return zeros * UTF16_SHARE > bytes.length;
  }

  /** Whether somebody wrote this to be read, in UTF-8 or an encoding like ASCII. */
  static boolean isText(byte[] bytes) {
    int plain = 0;
    boolean controls = false;
    for (byte each : bytes) {
      boolean isBlank = each == '\t' || each == '\n' || each == '\r';
      plain += isBlank || (each >= ' ' && each <= '~') ? 1 : 0;
      controls |= !isBlank && each >= 0 && each < ' ';
    }
    return plain >= TEXT_SHARE * bytes.length || (!controls && isUtf8(bytes));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
