package dev.weft.client;

import java.util.Optional;
import java.util.OptionalInt;

/** Why a call gave no answer: what was wrong, with which value, and what to do. */
public final class WeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** The server will not: see {@link #problem()}. Trying again as it is does not help. */
    REFUSED,
    /** An order is in its topic, but no rollout service has answered it in time; it may yet. */
    UNANSWERED,
    /** No server answers, also after all tries. */
    UNREACHABLE,
    /** What answers is no Weft gateway, or one of a later release. */
    NOT_WEFT,
    /** A file to upload cannot be read. */
    UNREADABLE,
    /** The calling thread was interrupted; it still is. */
    INTERRUPTED
  }

  private final Kind kind;
  private final transient Problem problem;
  private final String whatToDo;
  private final int revision;

  private WeftException(
      Kind kind, String message, Problem problem, String whatToDo, int revision, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.problem = problem;
    this.whatToDo = whatToDo;
    this.revision = revision;
  }

  /**
   * @param what begins the message
   * @param revision that the answer names in its ETag; 0 for none
   */
  static WeftException refused(String what, Problem problem, int revision) {
    return new WeftException(
        Kind.REFUSED,
        what + problem,
        problem,
        switch (problem.status()) {
          case 401 -> "give the client an API key that holds";
          case 403 -> "use a key with the role that this needs";
          case 409 -> "look at the state as it is now";
          case 412 -> "read the state again, and order with its revision";
          case 429, 503 -> "come back later";
          default -> "";
        },
        revision,
        null);
  }

  static WeftException unanswered(String detail) {
    return new WeftException(
        Kind.UNANSWERED, detail, null, "read the state to see whether it was carried out", 0, null);
  }

  static WeftException unreachable(Object server, Exception cause) {
    String why = cause.getMessage() == null ? "connection refused" : cause.getMessage();
    return new WeftException(
        Kind.UNREACHABLE,
        "no Weft server answers at " + server + " (" + why + ")",
        null,
        "check the address, and that a gateway runs there",
        0,
        cause);
  }

  static WeftException notWeft(Object server, String why, Exception cause) {
    return new WeftException(
        Kind.NOT_WEFT,
        "what answers at " + server + " is no Weft gateway: " + why,
        null,
        "check the address",
        0,
        cause);
  }

  static WeftException unreadable(String why, Exception cause) {
    return new WeftException(
        Kind.UNREADABLE, why, null, "check the path, and its rights", 0, cause);
  }

  static WeftException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new WeftException(Kind.INTERRUPTED, "interrupted", null, "", 0, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** What the server said; empty if it was not the server that refused. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Of HTTP; 0 if it was not the server that refused. */
  public int status() {
    return problem == null ? 0 : problem.status();
  }

  /**
   * Whether an upload failed because of the image or its file, so that others may succeed: the
   * server refuses it, or the file cannot be read.
   */
  public boolean isAboutTheImage() {
    return kind == Kind.REFUSED || kind == Kind.UNREADABLE;
  }

  /** What was wrong, without the server: what it said, or the message. */
  public String reason() {
    return problem == null ? getMessage() : problem.toString();
  }

  /** What to do about it; empty if the message says all. */
  public String whatToDo() {
    return whatToDo;
  }

  /** The rollout's revision now, where an order rested on an older one; else empty. */
  public OptionalInt revision() {
    return revision > 0 ? OptionalInt.of(revision) : OptionalInt.empty();
  }
}
