package dev.weft.chaos.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.check.CheckReport;
import dev.weft.chaos.check.CheckVerdict;
import dev.weft.chaos.check.Checker;
import dev.weft.chaos.cluster.ClusterFiles;
import dev.weft.chaos.history.HistoryReader;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.workload.DrawnGarments;
import dev.weft.chaos.workload.Mix;
import dev.weft.chaos.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs load on a cluster for a long time, and checks whether any resource grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Uses a running cluster for a long time, and checks whether anything in it grows.",
    footer = {
      "",
      "Exit code 0: nothing grows and all guarantees held; 1: something grows, or a guarantee was"
          + " violated."
    })
public final class Soak implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "clothing";
  private static final Duration ANSWERS = Duration.ofMinutes(10);

  @Option(names = "--script", required = true, description = "deploy/local-cluster.")
  private Path script;

  @Option(names = "--data", required = true, description = "Folder of the cluster.")
  private Path data;

  @Option(names = "--out", required = true, description = "Folder for history, samples and report.")
  private Path out;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "Duration in minutes. Default:" + " 60.")
  private int minutes;

  @Option(names = "--rate", defaultValue = "2", description = "Images per second. Default: 2.")
  private double rate;

  @Option(
      names = "--every",
      defaultValue = "60",
      description = "Seconds between samples. Default: 60.")
  private int every;

  @Option(
      names = "--restart-every",
      defaultValue = "300",
      description = "Seconds between restarts of a replica; 0 for none. Default: 300.")
  private int restartEvery;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Random seed of the clients. Default:" + " 1.")
  private long seed;

  @Option(
      names = "--decide",
      description = "Only evaluate the existing samples and history in --out again.")
  private boolean decideAgain;

  @Spec private CommandSpec spec;

  private ClusterFiles cluster;
  private final Probe probe = new Probe(Path.of(System.getProperty("java.home"), "bin", "jcmd"));

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter said = spec.commandLine().getOut();
    Path file = out.resolve("history.jsonl");
    Trends trends = new Trends(Duration.ofMinutes(minutes).dividedBy(3));
    if (decideAgain) {
      for (String line : Files.readAllLines(out.resolve("samples.jsonl"))) {
        trends.add(sample(JSON.readTree(line)));
      }
      return decide(trends, checked(file), said);
    }
    cluster = new ClusterFiles(script, data);
    Files.createDirectories(out);
    Files.deleteIfExists(file);
    try (HistoryWriter history = new HistoryWriter(file);
        Workload workload =
            Workload.start(
                cluster.asUsed(cluster.gateways()),
                mix(),
                new DrawnGarments(seed, 200),
                seed,
                history)) {
      run(workload, new Restarts(cluster, history), trends, said);
      said.println("waiting for the last answers");
      said.flush();
      workload.finish(ANSWERS);
    }
    return decide(trends, checked(file), said);
  }

  private Mix mix() {
    return new Mix(MODEL, 4, rate, 0.2, 0.2, 0.02, Duration.ofMinutes(2), Duration.ofSeconds(30));
  }

  private void run(Workload workload, Restarts restarts, Trends trends, PrintWriter said)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MINUTES.toNanos(minutes);
    long nextRestart = begin + TimeUnit.SECONDS.toNanos(restartEvery);
    try (Writer samples =
        Files.newBufferedWriter(
            out.resolve("samples.jsonl"),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long next = begin; System.nanoTime() < end; ) {
        for (Map.Entry<String, Long> process : cluster.processes().entrySet()) {
          LiveObjects live = probe.live(process.getValue());
          ResourceSample sample =
              sample(process.getKey(), process.getValue(), live, workload.acknowledged());
          trends.add(sample, live);
          samples.write(line(sample));
        }
        samples.flush();
        said.printf(
            Locale.ROOT,
            "%3d min, %,d images acknowledged, %d not answered yet, %d restarts%n",
            TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begin),
            workload.acknowledged(),
            workload.unanswered(),
            restarts.done());
        said.flush();
        if (restartEvery > 0 && System.nanoTime() > nextRestart) {
          restarts.next();
          nextRestart += TimeUnit.SECONDS.toNanos(restartEvery);
        }
        next += TimeUnit.SECONDS.toNanos(every);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(next, end) - System.nanoTime()));
      }
    }
  }

  private ResourceSample sample(String name, long pid, LiveObjects live, long images) {
    boolean keeper = name.equals("broker") || name.equals("store");
    return probe.sample(name, pid, live, cluster.home(name), keeper, images);
  }

  private static String line(ResourceSample sample) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("at", sample.at().toString())
            .put("process", sample.process())
            .put("pid", sample.pid())
            .put("images", sample.images());
    sample.values().forEach((metric, value) -> line.put(metric.code(), value));
    return line + "\n";
  }

  private static ResourceSample sample(JsonNode line) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (line.has(metric.code())) {
        values.put(metric, line.path(metric.code()).asDouble());
      }
    }
    return new ResourceSample(
        Instant.parse(line.path("at").asText()),
        line.path("process").asText(),
        line.path("pid").asLong(),
        line.path("images").asLong(),
        values);
  }

  private static CheckVerdict checked(Path history) throws IOException {
    Checker checker = new Checker();
    HistoryReader.read(history, checker::add);
    return checker.verdict();
  }

  private static String classes(Trends trends) {
    StringBuilder text = new StringBuilder();
    trends
        .growth(20)
        .forEach(
            (process, growth) -> {
              text.append("%n## %s%n%n".formatted(process));
              growth.forEach(line -> text.append("    ").append(line).append('\n'));
            });
    return text.toString();
  }

  private int decide(Trends trends, CheckVerdict verdict, PrintWriter said) throws IOException {
    List<Trend> all = trends.all();
    String table = TrendTable.of(all);
    Files.writeString(out.resolve("soak.md"), table);
    Files.writeString(out.resolve("classes.md"), classes(trends));
    Files.writeString(out.resolve("verdict.json"), new CheckReport(verdict).json());
    said.println(table);
    trends
        .restarts()
        .forEach(
            (process, times) ->
                said.println(
                    process
                        + " was restarted "
                        + times
                        + " times: only its folders are evaluated"));
    new CheckReport(verdict).print(said);
    long leaks = all.stream().filter(Trend::isLeak).count();
    if (all.isEmpty()) {
      said.println("too few samples to determine whether anything grows; run it for longer");
    } else {
      said.println(
          leaks == 0
              ? "No growth in %d measures of processes.".formatted(all.size())
              : "%d of %d measures of processes grow.".formatted(leaks, all.size()));
    }
    said.flush();
    return leaks == 0 && !all.isEmpty() && verdict.isClean() ? 0 : 1;
  }
}
