package dev.weft.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Additional help text of {@code weft --help}, which subcommands do not repeat. */
final class RootHelp {
  private static final String[] FIRST_STEPS = {
    "  weft demo                        see it work, with drawn images",
    "  weft up                          start everything; Ctrl-C stops it",
    "  weft status --follow             watch it: what is answered, what waits, what serves",
    "  weft publish photos/ --wait      classify a folder of photographs",
    "  weft create NAME photos/         a model of your own classes, from folders of photographs",
    "  weft label photos/               say what they show: the folders' names",
    "  weft train --follow              train a new version on the labels",
    "  weft rollout status --follow     watch it being rolled out",
    "  weft build                       build now; it is built on first use otherwise",
    "",
    "`weft COMMAND --help` says more. Environment: JAVA_HOME; WEFT_SERVER (the default of",
    "--server); WEFT_API_KEY or WEFT_API_KEY_FILE (the key that is sent); WEFT_CA (of --ca);",
    "WEFT_JAVA_OPTS (for the server's JVM); NO_COLOR."
  };

  void addTo(UsageMessageSpec help) {
    help.exitCodeListHeading("%nExit codes:%n");
    help.exitCodeList(exitCodes());
    help.footerHeading("%nFirst steps:%n");
    help.footer(FIRST_STEPS);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "everything that was asked for was done");
    codes.put(
        "1", "ran to its end, but some image was rejected, not answered, uploaded or labeled");
    codes.put("2", "the command line is wrong");
    codes.put("3", "the server could not start: a taken port, a data folder, a failed build");
    codes.put("4", "no server, broker or store answers where one should");
    codes.put("5", "what was asked for does not exist");
    codes.put(
        "6", "the work itself failed: no model file, wrong checksum, no new version, server died");
    codes.put("130", "stopped by Ctrl-C (`up` ends with 0)");
    codes.put("143", "stopped by SIGTERM (`up` ends with 0)");
    return codes;
  }
}
