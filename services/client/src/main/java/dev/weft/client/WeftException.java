package dev.weft.client;

import java.util.Optional;
import java.util.OptionalInt;

/** A call failed. The message says what was wrong, with which value, and what to do. */
public final class WeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The cause of a failure. */
  public enum Kind {
    /**
     * The server refused the request: see {@link #problem()}. Repeating it unchanged does not help.
     */
    REFUSED,
    /**
     * The order was published, but no rollout service answered it in time; it may still be carried
     * out.
     */
    UNANSWERED,
    /** No server answered, in any of the tries. */
    UNREACHABLE,
    /** The server is no Weft gateway, or one of a later release. */
    NOT_WEFT,
    /** A file to upload cannot be read. */
    UNREADABLE,
    /** The calling thread was interrupted; its interrupt flag is set. */
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
   * @param what the beginning of the message
   * @param revision the revision in the response's ETag; 0 for none
   */
  static WeftException refused(String what, Problem problem, int revision) {
    return new WeftException(
        Kind.REFUSED,
        what + problem,
        problem,
        switch (problem.status()) {
          case 401 -> "configure the client with a valid API key";
          case 403 -> "use a key with the required role";
          case 409 -> "read the current state";
          case 412 -> "read the state again, and repeat the order with its revision";
          case 429, 503 -> "try again later";
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
        "no Weft server responds at " + server + " (" + why + ")",
        null,
        "check the address, and whether a gateway is running there",
        0,
        cause);
  }

  static WeftException notWeft(Object server, String why, Exception cause) {
    return new WeftException(
        Kind.NOT_WEFT,
        "the server at " + server + " is not a Weft gateway: " + why,
        null,
        "check the address",
        0,
        cause);
  }

  static WeftException unreadable(String why, Exception cause) {
    return new WeftException(
        Kind.UNREADABLE, why, null, "check the path and its permissions", 0, cause);
  }

  static WeftException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new WeftException(Kind.INTERRUPTED, "interrupted", null, "", 0, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the server's problem; empty if the failure is not a refusal. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** Returns the HTTP status; 0 if the failure is not a refusal. */
  public int status() {
    return problem == null ? 0 : problem.status();
  }

  /**
   * Returns whether an upload failed because of this image or its file, so that others may succeed:
   * the server refused it, or the file cannot be read.
   */
  public boolean isAboutTheImage() {
    return kind == Kind.REFUSED || kind == Kind.UNREADABLE;
  }

  /** Returns what was wrong, without naming the server: the problem's text, or the message. */
  public String reason() {
    return problem == null ? getMessage() : problem.toString();
  }

  /** Returns what to do about it; empty if the message already says so. */
  public String whatToDo() {
    return whatToDo;
  }

  /** Returns the rollout's current revision if the order named an older one; empty otherwise. */
  public OptionalInt revision() {
    return revision > 0 ? OptionalInt.of(revision) : OptionalInt.empty();
  }
}
