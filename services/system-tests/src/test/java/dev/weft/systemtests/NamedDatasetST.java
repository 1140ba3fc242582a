package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.dataset.Dataset;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.systemtests.badinput.Answer;
import dev.weft.systemtests.badinput.CommandLine;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on a named data set again after more images have been labeled. */
class NamedDatasetST {
  private static final String MODEL = "tops";

  private static final TrainingRecipe RECIPE = Recipes.headOnly(3, 10, null);
  private static final TrainingRequest TRAINING =
      new TrainingRequest(null, null, null, "autumn", RECIPE, null);

  @TempDir Path folder;

  @Test
  void theSameDataSetMakesTheSameVersionWhateverIsLabeledMeanwhile() throws Exception {
    SmallModels.putStarterAndBase(folder.resolve("data"));
    try (WeftProcess weft =
        WeftProcess.allInOne(folder.resolve("data"), WeftProcess.FOR_TRAINING)) {
      weft.awaitReady();
      draw("first", List.of("hat", "pants"));
      run(weft, "label", folder.resolve("first").toString(), "--model", MODEL, "--create");
      run(weft, "dataset", "create", "autumn", "--model", MODEL);
      Dataset made = weft.weft().datasets().find("autumn").orElseThrow();
      assertThat(made.images()).isEqualTo(28);
      TrainingApi api = new TrainingApi(weft);

      Training first = train(api, "first");
      assertThat(first.version()).isEqualTo(1);
      assertThat(first.model()).isEqualTo(MODEL);
      ModelVersionDetail version = version(weft);
      assertThat(version.origin().training().named()).isEqualTo("autumn");
      assertThat(api.report("first").at("/lineage/dataset").asText()).isEqualTo("autumn");

      draw("second", List.of("shoes"));
      run(weft, "label", folder.resolve("second").toString(), "--model", MODEL);
      Training again = train(api, "again");

      // Its parent is version 1, and training would only reproduce that version's head.
      assertThat(again.version()).as("%s", again).isEqualTo(1);
      assertThat(again.progress().detail()).contains("nothing was trained");
      assertThat(api.report("again")).isEqualTo(api.report("first"));
      assertThat(api.versions(MODEL)).hasSize(1);
      assertThat(version(weft))
          .as("but for what the rollout made of it")
          .usingRecursiveComparison()
          .ignoringFields("aliases", "serving", "candidate", "figures")
          .isEqualTo(version);

      run(weft, "export", folder.resolve("exported").toString(), "--dataset", "autumn");
      assertThat(Files.readAllLines(folder.resolve("exported/labels.csv"))).hasSize(29);
      assertThat(folder.resolve("exported").toFile().list())
          .containsExactlyInAnyOrder("hat", "pants", "labels.csv");

      // A training on all labels also has the images that the data set lacks.
      api.request("all", new TrainingRequest(MODEL, null, null, RECIPE, null));
      Training all = api.awaitEnd("all");
      assertThat(api.report("all").at("/dataset/classes"))
          .as("%s", all)
          .extracting(each -> each.path("name").asText())
          .containsExactly("hat", "pants", "shoes");
    }
  }

  private static Training train(TrainingApi api, String id) {
    api.request(id, TRAINING);
    Training end = api.awaitEnd(id);
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    return end;
  }

  private void draw(String name, List<String> labels) throws IOException {
    for (Map.Entry<String, Garment> each : DrawnImages.of(name, labels, 28).entrySet()) {
      Path label = Files.createDirectories(folder.resolve(name).resolve(each.getValue().label()));
      Files.write(label.resolve(each.getKey() + ".jpg"), each.getValue().jpeg());
    }
  }

  private static ModelVersionDetail version(WeftProcess weft) {
    return weft.weft().models().version(MODEL, "1").orElseThrow();
  }

  private void run(WeftProcess weft, String... arguments) throws Exception {
    Map<String, String> server = Map.of("WEFT_SERVER", weft.uri("/").toString());
    Answer answer = new CommandLine(folder, server).run(List.of(arguments));
    assertThat(answer.kind()).as(answer.says()).isEqualTo("exit 0");
  }
}
