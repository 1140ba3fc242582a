package dev.weft.chaos.upgrade;

import dev.weft.chaos.check.CheckReport;
import dev.weft.chaos.check.CheckVerdict;
import dev.weft.chaos.check.Checker;
import dev.weft.chaos.cluster.ClusterFiles;
import dev.weft.chaos.history.HistoryReader;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.workload.DrawnImages;
import dev.weft.chaos.workload.Gateways;
import dev.weft.chaos.workload.Mix;
import dev.weft.chaos.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Upgrades a running cluster under load and downgrades it again, and checks both. */
@Command(
    name = "upgrade-rehearsal",
    mixinStandardHelpOptions = true,
    description = "Upgrades a running cluster under load, downgrades it again, and checks both.",
    footer = {
      "",
      "Exit code 0: nothing was lost, answered twice or answered differently; 1: something was; 3:"
          + " a process of one release did not start on data written by the other."
    })
public final class UpgradeRehearsal implements Callable<Integer> {
  private static final String MODEL = "clothing";
  private static final Duration ANSWERS = Duration.ofMinutes(5);
  private static final Duration PROGRESS = Duration.ofSeconds(10);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int CLIENTS = 4;
  private static final int BROKEN = 1;
  private static final int REFUSED = 3;

  @Option(names = "--script", required = true, description = "deploy/local-cluster.")
  private Path script;

  @Option(names = "--data", required = true, description = "Folder of the cluster.")
  private Path data;

  @Option(names = "--out", required = true, description = "Folder for histories and report.")
  private Path out;

  @Option(names = "--from", required = true, description = "Name of the running release.")
  private String from;

  @Option(names = "--from-plans", required = true, description = "Its settings and commands.")
  private Path fromPlans;

  @Option(names = "--to", required = true, description = "Name of the other release.")
  private String to;

  @Option(names = "--to-plans", required = true, description = "Its settings and commands.")
  private Path toPlans;

  @Option(
      names = "--together",
      split = ",",
      description = "Services whose replicas are stopped together, such as rollout,gateway.")
  private Set<String> together = Set.of();

  @Option(
      names = "--downgrade-set",
      paramLabel = "KEY=VALUE",
      description = "Setting of the gateways after the downgrade.")
  private List<String> downgradeSettings = List.of();

  @Option(names = "--no-downgrade", description = "Upgrade only.")
  private boolean upgradeOnly;

  @Option(names = "--rate", defaultValue = "3", description = "Images per second. Default: 3.")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Seconds that a release runs before a change. Default: 30.")
  private int seconds;

  @Option(
      names = "--settle",
      defaultValue = "90",
      description = "Seconds that the release runs after the upgrade. Default: 90.")
  private int settle;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Random seed of the clients. Default:" + " 1.")
  private long seed;

  @Spec private CommandSpec spec;

  private final PhaseReport report = new PhaseReport();
  private final List<String> results = new ArrayList<>();
  private ClusterFiles cluster;
  private RecordedAnswers recorded;
  private RecordedAnswers added;
  private ErasedImage erased;
  private boolean isBroken;
  private boolean isRefused;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new UpgradeRehearsal()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    cluster = new ClusterFiles(script, data);
    Release old = new Release(from, fromPlans);
    Release present = new Release(to, toPlans);
    Files.createDirectories(out);
    change(Change.upgrade(old, present, cluster.names(), together), settle);
    if (!upgradeOnly && !isRefused) {
      change(Change.downgrade(present, old, cluster.names(), together, downgradeSettings), seconds);
    }
    String text = PhaseTable.of(report.rows()) + "\n" + String.join("\n", results) + "\n";
    Files.writeString(out.resolve("report.txt"), text);
    PrintWriter print = spec.commandLine().getOut();
    print.println();
    print.print(text);
    print.flush();
    return isBroken ? BROKEN : isRefused ? REFUSED : 0;
  }

  /**
   * Makes a change while clients use the cluster, waits for their last answers, and checks.
   *
   * @param after seconds of use after the change
   */
  private void change(Change change, int after) throws IOException, InterruptedException {
    Path file = out.resolve(change.name() + ".jsonl");
    Files.deleteIfExists(file);
    try (HistoryWriter history = new HistoryWriter(file)) {
      if (recorded == null) {
        write(change.from(), history);
      }
      begin(history, "before the " + change.name() + ": " + change.from().name());
      try (Workload workload =
          Workload.start(
              cluster.asUsed(cluster.gateways()), mix(), new DrawnImages(), seed, history)) {
        use(workload, seconds);
        make(change, history, workload);
        begin(history, "after the " + change.name() + ": " + runs(change).name());
        use(workload, after);
        compare(change);
        if (erased == null && !isRefused) {
          writeMore(history);
        }
        begin(history, "last answers");
        report("waiting for the last answers");
        workload.finish(ANSWERS);
      }
    }
    check(change, file);
  }

  private void write(Release release, HistoryWriter history)
      throws IOException, InterruptedException {
    begin(history, "first data: " + release.name());
    report("writing images, labels, a data set, a training, a policy, a rollout and an alias");
    Gateways gateways = new Gateways(cluster.asUsed(cluster.gateways()));
    List<RecordedAnswers.Question> questions =
        new KeptData(gateways, new DrawnImages(), MODEL, history).write();
    recorded = RecordedAnswers.of(gateways, questions);
    recorded.write(out.resolve("answers.json"));
    report("recorded %d answers of %s".formatted(recorded.size(), release.name()));
  }

  /** Changes something with the newer release, which the older one must respect. */
  private void writeMore(HistoryWriter history) throws InterruptedException {
    Gateways gateways = new Gateways(cluster.asUsed(cluster.gateways()));
    added =
        RecordedAnswers.of(
            gateways, new KeptData(gateways, new DrawnImages(), MODEL, history).addImages());
    erased = ErasedImage.erase(gateways, KeptData.ERASABLE);
    report("added images, and erased " + KeptData.ERASABLE);
  }

  private void make(Change change, HistoryWriter history, Workload workload)
      throws IOException, InterruptedException {
    Replacement replacement =
        new Replacement(cluster, history, line -> report(line + "; " + counts(workload)));
    try {
      replacement.make(change);
    } catch (StartRefusedException e) {
      isRefused = true;
      report(e.getMessage());
      results.add(
          "The %s failed: %s".formatted(change.name(), e.getMessage().replace("\n", "\n    ")));
      try {
        replacement.make(change.undone(e.replaced()));
      } catch (StartRefusedException second) {
        throw new IOException("the change cannot be undone either", second);
      }
    }
  }

  private Release runs(Change change) {
    return isRefused ? change.from() : change.to();
  }

  private void use(Workload workload, int time) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(time);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, PROGRESS.toNanos()));
      report(counts(workload));
    }
  }

  private static String counts(Workload workload) {
    return "%,d images accepted, %d not answered yet"
        .formatted(workload.acknowledged(), workload.unanswered());
  }

  /** Asks each gateway. */
  private void compare(Change change) throws InterruptedException {
    int different = 0;
    for (URI gateway : cluster.gateways()) {
      Gateways one = new Gateways(cluster.asUsed(List.of(gateway)));
      List<String> found = new ArrayList<>(recorded.differences(one, false));
      if (erased != null) {
        found.addAll(added.differences(one, true));
        found.addAll(erased.differences(one));
      }
      found.forEach(difference -> results.add("  %s %s".formatted(gateway, difference)));
      different += found.size();
    }
    String release = runs(change).name();
    String result =
        different == 0
            ? "After the %s, each gateway of %s answers the %d recorded requests as %s did."
                .formatted(change.name(), release, recorded.size(), from)
            : "After the %s, %s answers differently in %d places."
                .formatted(change.name(), release, different);
    isBroken |= different > 0;
    results.add(result);
    report(result);
  }

  private void check(Change change, Path file) throws IOException {
    Checker checker = new Checker();
    HistoryReader.read(
        file,
        operation -> {
          checker.add(operation);
          report.add(operation);
        });
    CheckVerdict verdict = checker.verdict();
    Files.writeString(
        out.resolve(change.name() + "-verdict.json"), new CheckReport(verdict).json());
    PhaseReport.Row total = PhaseTable.total(report.rows());
    isBroken |= !verdict.isClean() || total.lost() > 0 || total.doubled() > 0;
    results.add(
        "Until the end of the %s, %,d images were accepted: %,d answered once, %d lost, %d doubled."
            .formatted(
                change.name(),
                total.accepted(),
                total.answeredOnce(),
                total.lost(),
                total.doubled()));
    results.add(
        verdict.isClean()
            ? "The history of the %s violates no rule of the checker.".formatted(change.name())
            : "The history of the %s violates rules of the checker: %s"
                .formatted(change.name(), verdict.broken()));
    verdict.findings().stream()
        .limit(10)
        .forEach(finding -> results.add("  %s: %s".formatted(finding.subject(), finding.detail())));
    report(results.get(results.size() - 1));
  }

  /** No trainings and no rollouts, as the documentation asks for during an upgrade. */
  private Mix mix() {
    return new Mix(MODEL, CLIENTS, rate, 0.1, 0.1, 0, Duration.ZERO, Duration.ZERO);
  }

  private static void begin(HistoryWriter history, String phase) {
    history.add(new Operation.Phase(phase, Instant.now()));
  }

  private void report(String line) {
    PrintWriter print = spec.commandLine().getOut();
    print.println(TIME.format(LocalTime.now()) + "  " + line);
    print.flush();
  }
}
