package dev.weft.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.LibraryLogs;
import dev.weft.console.ServerOption;
import dev.weft.console.Version;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import dev.weft.imaging.ImageReaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft doctor}. */
@Command(
    name = "doctor",
    description =
        "Check this machine: Java, memory, engines, codecs, ports, and which services respond.")
public final class DoctorCommand implements Callable<Integer> {
  private static final int[] PORTS = {8080, 9092, 9000};

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weft",
      description = "Data folder to check. Default: .weft.")
  private Path data;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Also check whether this Kafka broker is reachable.")
  private String kafka;

  @Option(
      names = "--s3",
      paramLabel = "URL",
      description = "Also check whether this object store is reachable.")
  private String s3;

  public DoctorCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LibraryLogs.quiet();
    List<CheckResult> findings = new ArrayList<>();
    findings.add(CheckResult.good("weft", Version.number() + " in " + session.context().home()));
    findings.addAll(MachineCheck.of(data));
    findings.addAll(EngineCheck.run());
    findings.add(CheckResult.good("codecs", ImageReaders.describe()));
    findings.addAll(NetworkCheck.of(server.client(), PORTS));
    if (kafka != null) {
      findings.add(NetworkCheck.kafka(kafka));
    }
    if (s3 != null) {
      findings.add(NetworkCheck.s3(s3));
    }
    print(findings);
    boolean well = findings.stream().noneMatch(it -> it.verdict() == CheckResult.Verdict.BAD);
    session.printJson(toJson(findings, well));
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(List<CheckResult> findings) {
    Style style = session.style();
    Table table = new Table().column("", Align.LEFT).column("", Align.LEFT).column("", Align.LEFT);
    for (CheckResult finding : findings) {
      String mark =
          switch (finding.verdict()) {
            case GOOD -> style.yes();
            case NOTE -> style.yellow("-");
            case BAD -> style.no();
          };
      table.row(mark, finding.subject(), finding.detail());
    }
    List<String> lines = table.lines(style);
    session.print(lines.subList(1, lines.size()));
  }

  private static ObjectNode toJson(List<CheckResult> findings, boolean well) {
    ObjectNode json = Json.object().put("well", well);
    ArrayNode array = json.putArray("findings");
    for (CheckResult finding : findings) {
      array
          .addObject()
          .put("subject", finding.subject())
          .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
          .put("detail", finding.detail());
    }
    return json;
  }
}
