package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutState;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup of an installation under load is restored as it is, without the consumer offsets, and
 * then loses its changelogs. Each time all images have one answer, and no order is carried out
 * again.
 */
class BackupST {
  private static final Path ROOT = Path.of(System.getProperty("weft.root"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IMAGES = 240;
  private static final int ANSWERED_FIRST = 40;

  /** Makes the network slow enough for images to be in flight during the backup. */
  private static final int FILTERS = 500;

  private static final String[] SETTINGS = {
    "-Dweft.gateway.reconcile.interval=1S", "-Dweft.gateway.reconcile.grace=1S"
  };

  @TempDir Path folder;

  /** State of the installation before the backup. */
  private record Before(Set<String> answered, int revision, String labeled) {}

  @Test
  void threeRestorationsAnswerEachImageOnceAndRepeatNoOrder() throws Exception {
    Path backup = folder.resolve("backup");
    Before before = backUpUnderLoad(backup);

    Path restored = folder.resolve("restored");
    JsonNode report = weft("restore", backup.toString(), "--data", restored.toString());
    assertThat(report.path("missing").asInt()).isZero();
    assertThat(report.path("renumbered")).isEmpty();
    assertThat(report.path("waiting").asInt()).as("images were in flight").isPositive();
    assertWhole(restored, before);

    withoutOffsets(backup);
    Path offsetless = folder.resolve("offsetless");
    weft("restore", backup.toString(), "--data", offsetless.toString());
    assertWhole(offsetless, before, "-Dweft.classifier.lost-offsets=after-answers");

    loseChangelogs(restored);
    assertViewsAreIncomplete(restored);
    rebuildViews(restored);
    assertWhole(restored, before);
  }

  private Before backUpUnderLoad(Path backup) throws Exception {
    Path data = folder.resolve("weft");
    SmallModels.putColours(data, ColourNetwork.right().slowedBy(FILTERS));
    Map<String, byte[]> images = DrawnImages.named("backup", IMAGES);
    String first = images.keySet().iterator().next();
    try (WeftProcess weft = WeftProcess.allInOne(data);
        ResultLog log = new ResultLog(weft.awaitReady().bootstrapServers())) {
      CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> upload(weft, images));
      log.readUntil(ANSWERED_FIRST, TIMEOUT);
      Set<String> answered = new TreeSet<>(log.counts().keySet());
      await().atMost(TIMEOUT).until(() -> new Uploads(weft).label(first, "red").isEmpty());
      RolloutState pinned = new RolloutApi(weft, StarterModel.NAME).order(RolloutAction.PIN);

      JsonNode ready = ready(weft);
      weft(
          "backup",
          backup.toString(),
          "--data",
          data.toString(),
          "--kafka",
          ready.path("kafka").asText(),
          "--s3",
          ready.path("s3").asText());

      uploads.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      weft.kill();
      return new Before(answered, pinned.revision(), first);
    }
  }

  private static void upload(WeftProcess weft, Map<String, byte[]> images) {
    try {
      new Uploads(weft).untilAcknowledged(images, TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode ready(WeftProcess weft) throws IOException {
    String line =
        weft.logLines().stream()
            .filter(it -> it.startsWith("WEFT READY "))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(line.substring("WEFT READY ".length()));
  }

  /** Runs the command line, and returns the JSON that it prints at the end. */
  private static JsonNode weft(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("weft").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "json", "--quiet"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("WEFT_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s: %s", command, lines).isZero();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static void assertWhole(Path data, Before before, String... more) {
    List<String> settings = new ArrayList<>(List.of(SETTINGS));
    settings.addAll(List.of(more));
    try (WeftProcess weft = WeftProcess.allInOne(data, settings.toArray(String[]::new))) {
      weft.awaitReady();
      try (ResultLog log = new ResultLog(weft.bootstrapServers())) {
        log.readAll();
        assertThat(log.counts()).containsKeys(before.answered().toArray(String[]::new));
        assertThat(log.counts().values()).as("results per image").containsOnly(1);
        assertThat(log.rejections()).isEmpty();
      }
      await()
          .atMost(TIMEOUT)
          .until(() -> weft.weft().images().find(before.labeled()).orElseThrow().label() != null);
      RolloutState state = new RolloutApi(weft, StarterModel.NAME).state();
      assertThat(state.pinned()).isTrue();
      assertThat(state.revision()).as("no order is carried out again").isEqualTo(before.revision());
      // Offsets are committed at the end at the latest.
      assertThat(weft.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }
  }

  private static void withoutOffsets(Path backup) throws IOException {
    File manifest = backup.resolve("backup.json").toFile();
    ObjectNode json = (ObjectNode) JSON.readTree(manifest);
    assertThat(json.withArray("groups")).isNotEmpty();
    json.putArray("groups");
    JSON.writeValue(manifest, json);
  }

  /** Deletes changelogs and local state, but no offsets. */
  private static void loseChangelogs(Path data) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
        Admin admin = admin(broker)) {
      List<String> changelogs =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith("weft-gateway-") && topic.endsWith("-changelog"))
              .toList();
      assertThat(changelogs).isNotEmpty();
      admin.deleteTopics(changelogs).all().get();
    }
    delete(data.resolve("streams"));
  }

  private static void assertViewsAreIncomplete(Path data) {
    try (WeftProcess weft = WeftProcess.allInOne(data, SETTINGS)) {
      await()
          .atMost(TIMEOUT)
          .until(() -> weft.logLines().stream().anyMatch(BackupST::isIncomplete));
      assertThat(weft.stop()).isIn(0, 143);
    }
  }

  private static boolean isIncomplete(String line) {
    return line.contains("has records from offset 0, but the views have them only from offset");
  }

  /** As docs/operations.md describes for WeftViewsIncomplete. */
  private static void rebuildViews(Path data) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
        Admin admin = admin(broker)) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets("weft-gateway").partitionsToOffsetAndMetadata().get();
      offsets.replaceAll((partition, offset) -> new OffsetAndMetadata(0));
      assertThat(offsets).isNotEmpty();
      // Refused until the session of the stopped gateway has expired.
      await()
          .atMost(TIMEOUT)
          .ignoreException(ExecutionException.class)
          .until(
              () -> {
                admin.alterConsumerGroupOffsets("weft-gateway", offsets).all().get();
                return true;
              });
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
