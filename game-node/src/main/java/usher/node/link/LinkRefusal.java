package usher.node.link;

import usher.common.link.LinkLimits;

/** Why a request is given no link: the word and the HTTP status that carries it. */
public enum LinkRefusal {
  /** The token is missing or wrong. */
  UNAUTHORIZED("unauthorized", 401, "a link needs the header Authorization: Bearer TOKEN"),
  /** The request asks for something else. */
  BAD_UPGRADE(
      "bad-upgrade",
      400,
      "a link is a GET of HTTP/1.1 with Connection: Upgrade and Upgrade: " + LinkLimits.PROTOCOL),
  /** The node has as many links as it takes. */
  TOO_MANY_LINKS(
      "too-many-links", 503, "there are " + LinkServerLimits.MAX_LINKS + " links, the most");

  private final String word;
  private final int httpStatus;
  private final String message;

  LinkRefusal(String word, int httpStatus, String message) {
    this.word = word;
    this.httpStatus = httpStatus;
    this.message = message;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The HTTP status that carries it. */
  public int httpStatus() {
    return httpStatus;
  }

  /** For people: what would be right. */
  public String message() {
    return message;
  }
}
