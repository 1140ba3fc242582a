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

/** Labeled images of one installation, exported and imported on another. */
class ExportST {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "tops";

  private static final String TRAINING =
      """
      {"model": "tops", "recipe": {"minImagesPerClass": 3,
      "head": {"epochs": 10}, "fineTune": {"from": "none"}}}\
      """;

  @TempDir Path folder;

  @Test
  void theSameImagesMakeTheSameHeadElsewhere() throws Exception {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    for (Map.Entry<String, Garment> each :
        DrawnImages.of("exported", List.of("hat", "pants"), 28).entrySet()) {
      Path label = Files.createDirectories(photos.resolve(each.getValue().label()));
      Files.write(label.resolve(each.getKey() + ".jpg"), each.getValue().jpeg());
    }
    Path exported = folder.resolve("exported");
    JsonNode first;
    try (WeftProcess here =
        WeftProcess.allInOne(folder.resolve("here"), WeftProcess.FOR_TRAINING)) {
      here.awaitReady();
      run(here, "label", photos.toString(), "--model", MODEL, "--create");
      first = train(here);
      run(here, "export", exported.toString(), "--model", MODEL);
    }
    JsonNode second;
    try (WeftProcess there =
        WeftProcess.allInOne(folder.resolve("there"), WeftProcess.FOR_TRAINING)) {
      there.awaitReady();
      String list = exported.resolve("labels.csv").toString();
      run(there, "label", list, "--model", MODEL, "--create");
      second = train(there);
    }

    JsonNode weights = first.at("/files/weights.safetensors");
    assertThat(weights.path("sha256").asText()).as("%s", first).hasSize(64);
    assertThat(second.at("/files/weights.safetensors")).isEqualTo(weights);
    assertThat(second.at("/files/held-back.jsonl")).isEqualTo(first.at("/files/held-back.jsonl"));
  }

  private static JsonNode train(WeftProcess weft) throws IOException {
    TrainingApi api = new TrainingApi(weft);
    api.request("first", TRAINING);
    JsonNode end = api.awaitEnd("first");
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("published");
    return JSON.readTree(new Uploads(weft).get("/v1/models/tops/versions/1").body());
  }

  private void run(WeftProcess weft, String... arguments) throws Exception {
    Map<String, String> server = Map.of("WEFT_SERVER", weft.uri("/").toString());
    Answer answer = new CommandLine(folder, server).run(List.of(arguments));
    assertThat(answer.kind()).as(answer.says()).isEqualTo("exit 0");
  }
}
