package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.systemtests.badinput.Answer;
import dev.weft.systemtests.badinput.CommandLine;
import dev.weft.testsupport.garments.Garment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports the labeled images of one installation and imports them into another. */
class ExportST {
  private static final String MODEL = "tops";

  private static final TrainingRequest TRAINING =
      new TrainingRequest(MODEL, null, null, Recipes.headOnly(3, 10, null), null);

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
    ModelVersionDetail first;
    SmallModels.putStarterAndBase(folder.resolve("here"));
    try (WeftProcess here =
        WeftProcess.allInOne(folder.resolve("here"), WeftProcess.FOR_TRAINING)) {
      here.awaitReady();
      run(here, "label", photos.toString(), "--model", MODEL, "--create");
      first = train(here);
      run(here, "export", exported.toString(), "--model", MODEL);
    }
    ModelVersionDetail second;
    SmallModels.putStarterAndBase(folder.resolve("there"));
    try (WeftProcess there =
        WeftProcess.allInOne(folder.resolve("there"), WeftProcess.FOR_TRAINING)) {
      there.awaitReady();
      String list = exported.resolve("labels.csv").toString();
      run(there, "label", list, "--model", MODEL, "--create");
      second = train(there);
    }

    String weights = "weights.safetensors";
    String heldBack = "held-back.jsonl";
    assertThat(first.files().get(weights).sha256()).as("%s", first).hasSize(64);
    assertThat(second.files().get(weights)).isEqualTo(first.files().get(weights));
    assertThat(second.files().get(heldBack)).isEqualTo(first.files().get(heldBack));
  }

  private static ModelVersionDetail train(WeftProcess weft) {
    TrainingApi api = new TrainingApi(weft);
    api.request("first", TRAINING);
    Training end = api.awaitEnd("first");
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    return weft.weft().models().version(MODEL, "1").orElseThrow();
  }

  private void run(WeftProcess weft, String... arguments) throws Exception {
    Map<String, String> server = Map.of("WEFT_SERVER", weft.uri("/").toString());
    Answer answer = new CommandLine(folder, server).run(List.of(arguments));
    assertThat(answer.kind()).as(answer.says()).isEqualTo("exit 0");
  }
}
