package dev.weft.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Additional help text of {@code weft --help}, which subcommands do not repeat. */
final class RootHelp {
  private static final String[] FIRST_STEPS = {
    "  weft demo                        run a demonstration with generated images",
    "  weft up                          start all services; Ctrl-C stops them",
    "  weft status --follow             watch throughput, backlog, serving versions",
    "  weft publish photos/ --wait      classify a folder of photographs",
    "  weft create NAME photos/         create a model from folders of photographs",
    "  weft label photos/               label photographs by their folder names",
    "  weft train --follow              train a new version on the labels",
    "  weft rollout status --follow     watch the rollout of the new version",
    "  weft build                       build now rather than on first use",
    "",
    "Run `weft COMMAND --help` for details. Environment variables: JAVA_HOME; WEFT_SERVER (default"
        + " of --server); WEFT_API_KEY or WEFT_API_KEY_FILE (API key to send); WEFT_CA (default of"
        + " --ca); WEFT_JAVA_OPTS (JVM options of the server); NO_COLOR."
  };

  void addTo(UsageMessageSpec help) {
    help.exitCodeListHeading("%nExit codes:%n");
    help.exitCodeList(exitCodes());
    help.footerHeading("%nFirst steps:%n");
    help.footer(FIRST_STEPS);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "success");
    codes.put(
        "1", "completed, but some images were rejected, or not classified, uploaded or labeled");
    codes.put("2", "invalid command line");
    codes.put(
        "3", "the server could not start: port in use, data folder unusable, or build failed");
    codes.put("4", "the server, broker or object store does not respond");
    codes.put("5", "the requested object does not exist");
    codes.put(
        "6", "the operation failed, for example: no model file, wrong checksum, server exited");
    codes.put("130", "stopped by Ctrl-C (`up` exits with 0)");
    codes.put("143", "stopped by SIGTERM (`up` exits with 0)");
    return codes;
  }
}
