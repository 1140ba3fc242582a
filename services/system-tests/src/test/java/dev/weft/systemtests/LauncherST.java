package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.systemtests.badinput.Answer;
import dev.weft.systemtests.badinput.CommandLine;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that only send requests, for which the launcher shortens the class path: none of them
 * may need a library that is missing there.
 */
class LauncherST {
  private static final List<byte[]> IMAGES =
      List.copyOf(DrawnImages.named("launched", 100).values());

  @TempDir static Path folder;

  private static WeftProcess weft;
  private static CommandLine cli;

  @BeforeAll
  static void start() {
    Path data = folder.resolve("data");
    SmallModels.putColours(data, ColourNetwork.right());
    weft = WeftProcess.allInOne(data).awaitReady();
    cli = new CommandLine(folder, Map.of("WEFT_SERVER", weft.uri("/").toString()));
  }

  @AfterAll
  static void stop() {
    if (weft != null) {
      weft.close();
    }
  }

  /** Publishes one of the images and returns its id. */
  private static String publish(int number) throws Exception {
    Path file = folder.resolve(number + ".jpg");
    Files.write(file, IMAGES.get(number));
    Path results = folder.resolve(number + ".jsonl");
    succeeds("publish", file.toString(), "--wait", "--results", results.toString());
    return new ObjectMapper().readTree(Files.readString(results)).path("id").asText();
  }

  private static String succeeds(String... arguments) throws Exception {
    Answer answer = cli.run(List.of(arguments));
    assertThat(answer.kind()).as(answer.says()).isEqualTo("exit 0");
    return answer.says();
  }

  @Test
  void whatIsThereIsShown() throws Exception {
    assertThat(succeeds("status", "--output", "json")).contains("clothing");
    assertThat(succeeds("models")).contains("clothing");
    assertThat(succeeds("rollout", "status")).contains("clothing");
    assertThat(succeeds("trainings")).isNotEmpty();
    assertThat(succeeds("doubtful")).isNotEmpty();
    String image = publish(0);
    assertThat(succeeds("image", image)).contains(image);
    assertThat(succeeds("dataset", "list")).isNotEmpty();
  }

  @Test
  void labelsAreSetAndExportedAndMakeDataSets() throws Exception {
    Path labeled = Files.createDirectories(folder.resolve("red"));
    for (int number = 1; number <= 3; number++) {
      Files.write(labeled.resolve(number + ".jpg"), IMAGES.get(number));
    }

    assertThat(succeeds("label", labeled.toString())).contains("3");
    assertThat(succeeds("export", folder.resolve("exported").toString())).contains("3");
    assertThat(succeeds("dataset", "create", "launched")).contains("launched");
  }

  @Test
  void aTrainingIsRequestedAndShown() throws Exception {
    succeeds("train", "--id", "launched");

    assertThat(succeeds("trainings")).contains("launched");
    assertThat(cli.run(List.of("cancel-training", "unknown")).kind()).isEqualTo("exit 5");
  }

  @Test
  void predictionsAreWatched() throws Exception {
    CompletableFuture<Answer> watch =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return cli.run(List.of("watch", "--count", "1"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    // The command shows what arrives after it has subscribed.
    for (int number = 5; !watch.isDone() && number < IMAGES.size(); number++) {
      publish(number);
    }

    assertThat(watch.join().kind()).as(watch.join().says()).isEqualTo("exit 0");
  }

  @Test
  void anImageIsErased() throws Exception {
    succeeds("erase", publish(4));
  }
}
