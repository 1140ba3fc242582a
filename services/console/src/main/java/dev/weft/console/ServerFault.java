package dev.weft.console;

import dev.weft.client.WeftException;

/** Converts failed requests to a command's error messages. */
public final class ServerFault {
  private static final int CONFLICT = 409;
  private static final int STALE = 412;

  private ServerFault() {}

  /** The error of any request. */
  public static CliException of(WeftException e) {
    return switch (e.kind()) {
      case REFUSED ->
          new CliException(
              e.status() == 404 ? ExitCode.NOT_FOUND : ExitCode.FAILED,
              e.getMessage(),
              hint(e.status()),
              e);
      case UNREACHABLE ->
          new CliException(
              ExitCode.UNREACHABLE,
              e.getMessage(),
              "start a server with `weft up`, or specify another with --server URL",
              e);
      case NOT_WEFT ->
          new CliException(
              ExitCode.UNREACHABLE, e.getMessage(), "specify the gateway with --server URL", e);
      case UNANSWERED ->
          new CliException(
              ExitCode.UNREACHABLE,
              e.getMessage(),
              "`weft rollout status` shows whether it was carried out",
              e);
      case UNREADABLE, INTERRUPTED -> new CliException(ExitCode.FAILED, e.getMessage(), "", e);
    };
  }

  /** The error of an order to a rollout, which its state may not allow. */
  public static CliException ofOrder(WeftException e) {
    String hint =
        switch (e.status()) {
          case CONFLICT -> "`weft rollout status` shows the current state";
          case STALE ->
              "see what has changed with `weft rollout status`, then repeat the order with"
                  + " --revision "
                  + (e.revision().isPresent() ? e.revision().getAsInt() : "N");
          default -> null;
        };
    return hint == null
        ? of(e)
        : new CliException(ExitCode.FAILED, e.problem().orElseThrow().text(), hint, e);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 ->
          "specify a valid key with --key-file FILE, or with the environment variable WEFT_API_KEY";
      case 403 -> "use a key with that role; `weft key create` creates one on the server's machine";
      default -> "";
    };
  }
}
