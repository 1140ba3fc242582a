package dev.weft.bench.peer;

import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.LibraryLogs;
import dev.weft.xception.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench peer}. */
@Command(
    name = "peer",
    description = {
      "Compare Weft with two programs of an afternoon: a plain consumer loop on Kafka's client, and"
          + " an application on Quarkus with SmallRye Reactive Messaging. Both use MinIO's client,"
          + " ImageIO and ONNX Runtime, all with default settings, and are at least once.",
      "All get events of the same images through the same broker and store. Weft runs the engine"
          + " that is the fastest here, the others the float32 graph of the same version. They run in"
          + " turn, each in a process of its own, with its data in a temporary folder."
    })
public final class PeerCommand implements Callable<Integer> {
  private final CommandSession session;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "Folder of photographs to use. Default: generated drawings.")
  private Path photos;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "200",
      description = "Number of images per round at full load. Default: 200.")
  private int images;

  @Option(
      names = "--latency-images",
      paramLabel = "N",
      defaultValue = "40",
      description = "Number of images per round one at a time. Default: 40.")
  private int latencyImages;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "256",
      description = "Number of images before each round. Default: 256.")
  private int warmUp;

  @Option(
      names = "--unanswered",
      paramLabel = "N",
      defaultValue = "32",
      description = "Number of images without an answer at full load. Default: 32.")
  private int unanswered;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "4",
      description = "Maximum batch size of each. Default: 4.")
  private int batch;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Number of times that each is started and measured, in turn. Default: 2.")
  private int rounds;

  @Option(
      names = "--peer",
      paramLabel = "NAME",
      description =
          "Compare only with the plain consumer loop (loop), or only with the application on Quarkus"
              + " (quarkus). Default: with both.")
  private Peer peer;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = EngineOptions.AUTO,
      description =
          "Weft's engine; the others always run the float32 graph in ONNX Runtime. Default: auto,"
              + " which is what an installation uses; onnx-cpu compares on the same graph.")
  private String engine;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration property of Weft's services. Can be repeated.")
  private Map<String, String> more = new LinkedHashMap<>();

  public PeerCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--images", images, 8, 5000);
    Numbers.requireIn("--latency-images", latencyImages, 1, 5000);
    Numbers.requireIn("--warm-up", warmUp, 1, 5000);
    Numbers.requireIn("--unanswered", unanswered, 1, 1000);
    Numbers.requireIn("--batch", batch, 1, 256);
    Numbers.requireIn("--rounds", rounds, 1, 20);
    LibraryLogs.quiet();
    Map<String, String> settings = new LinkedHashMap<>(more);
    settings.putIfAbsent("weft.classifier.engine", engine);
    List<Peer> peers = peer == null ? List.of(Peer.values()) : List.of(peer);
    PeerPlan plan = new PeerPlan(images, latencyImages, warmUp, unanswered, batch, rounds, peers);
    BenchPhotos files = photos == null ? BenchPhotos.drawn(images) : BenchPhotos.of(photos, images);
    PeerResult result = new PeerBench(session, plan, settings).run(files);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }
}
