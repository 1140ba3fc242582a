package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Labels that were given a name, trained on again after others have come. */
class NamedDatasetST {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "tops";

  private static final String TRAINING =
      """
      {"dataset": "autumn", "recipe": {"minImagesPerClass": 3,
      "head": {"epochs": 10}, "fineTune": {"from": "none"}}}\
      """;

  @TempDir Path folder;

  @Test
  void theSameDataSetMakesTheSameVersionWhateverIsLabeledMeanwhile() throws Exception {
    try (WeftProcess weft =
        WeftProcess.allInOne(folder.resolve("data"), WeftProcess.FOR_TRAINING)) {
      weft.awaitReady();
      draw("first", List.of("hat", "pants"));
      run(weft, "label", folder.resolve("first").toString(), "--model", MODEL, "--create");
      run(weft, "dataset", "create", "autumn", "--model", MODEL);
      JsonNode made = get(weft, "/v1/datasets/autumn");
      assertThat(made.path("images").asInt()).isEqualTo(28);
      TrainingApi api = new TrainingApi(weft);

      JsonNode first = train(api, "first");
      assertThat(first.path("version").asInt()).isEqualTo(1);
      assertThat(first.path("model").asText()).isEqualTo(MODEL);
      JsonNode version = get(weft, "/v1/models/tops/versions/1");
      assertThat(version.at("/origin/training/named").asText()).isEqualTo("autumn");
      assertThat(api.report("first").at("/lineage/dataset").asText()).isEqualTo("autumn");

      draw("second", List.of("shoes"));
      run(weft, "label", folder.resolve("second").toString(), "--model", MODEL);
      JsonNode again = train(api, "again");

      // Its parent is version 1, of which nothing is taken over: it would be the same head.
      assertThat(again.path("version").asInt()).as("%s", again).isEqualTo(1);
      assertThat(again.at("/progress/detail").asText()).contains("nothing was trained");
      assertThat(api.report("again")).isEqualTo(api.report("first"));
      assertThat(api.versions(MODEL)).hasSize(1);
      assertThat(get(weft, "/v1/models/tops/versions/1")).isEqualTo(version);

      run(weft, "export", folder.resolve("exported").toString(), "--dataset", "autumn");
      assertThat(Files.readAllLines(folder.resolve("exported/labels.csv"))).hasSize(29);
      assertThat(folder.resolve("exported").toFile().list())
          .containsExactlyInAnyOrder("hat", "pants", "labels.csv");

      // What the data set lacks is there for a training on the labels that there are.
      api.request("all", TRAINING.replace("\"dataset\": \"autumn\"", "\"model\": \"tops\""));
      JsonNode all = api.awaitEnd("all");
      assertThat(api.report("all").at("/dataset/classes"))
          .as("%s", all)
          .extracting(each -> each.path("name").asText())
          .containsExactly("hat", "pants", "shoes");
    }
  }

  private static JsonNode train(TrainingApi api, String id) throws IOException {
    api.request(id, TRAINING);
    JsonNode end = api.awaitEnd(id);
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("published");
    return end;
  }

  private void draw(String name, List<String> labels) throws IOException {
    for (Map.Entry<String, Garment> each : DrawnImages.of(name, labels, 28).entrySet()) {
      Path label = Files.createDirectories(folder.resolve(name).resolve(each.getValue().label()));
      Files.write(label.resolve(each.getKey() + ".jpg"), each.getValue().jpeg());
    }
  }

  private static JsonNode get(WeftProcess weft, String path) throws Exception {
    return JSON.readTree(new Uploads(weft).get(path).body());
  }

  private void run(WeftProcess weft, String... arguments) throws Exception {
    Map<String, String> server = Map.of("WEFT_SERVER", weft.uri("/").toString());
    Answer answer = new CommandLine(folder, server).run(List.of(arguments));
    assertThat(answer.kind()).as(answer.says()).isEqualTo("exit 0");
  }
}
