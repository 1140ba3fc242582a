package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.terminal.Progress;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCalibrationTest {
  private static final int PHOTOS = 40;

  @TempDir private static Path directory;
  private static Path photos;
  private static ModelDraft draft;

  @BeforeAll
  static void draw() throws IOException {
    photos = directory.resolve("photos");
    for (Garment garment : (Iterable<Garment>) Garments.seeded(5).first(PHOTOS)::iterator) {
      Path folder = Files.createDirectories(photos.resolve(garment.label()));
      Files.write(folder.resolve(garment.name()), garment.jpeg());
    }
    Path work = Files.createDirectories(directory.resolve("import"));
    draft =
        KerasImport.draft(
            StarterModel.copyWeightsTo(work),
            "starter",
            StarterModel.classes(),
            Preprocessing.XCEPTION,
            work);
  }

  @Test
  void theGraphIsAddedIfItIsAsAccurateAndRunsWithItsGoldenCase() throws IOException {
    Path work = Files.createDirectories(directory.resolve("int8"));

    ImportCalibration.Result result =
        new ImportCalibration(photos).addTo(draft, work, Progress.silent());

    Path graph = work.resolve(QuantizedVariant.GRAPH);
    if (result.note().startsWith("with a graph")) {
      QuantizedVariant variant = QuantizedVariant.readFrom(work);
      assertThat(variant.images()).isEqualTo(PHOTOS / 2);
      assertThat(variant.right()).isGreaterThanOrEqualTo(variant.rightInFloat32());
      assertThat(result.draft().files())
          .containsEntry(QuantizedVariant.GRAPH, graph)
          .containsKey(QuantizedVariant.FILE);
    } else {
      assertThat(result.note()).contains("float32", "fewer are allowed");
      assertThat(result.draft()).isSameAs(draft);
    }
    try (Engine engine =
        Engines.load(files(graph), draft.golden(), new EngineOptions("onnx-cpu-int8", 0, 1, 0))) {
      assertThat(engine.info().name()).isEqualTo("onnx-cpu-int8");
    }
    try (var left = Files.list(work)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .isSubsetOf(QuantizedVariant.FILES);
    }
  }

  private static ModelFiles files(Path graph) {
    ModelFiles float32 = draft.float32Files();
    return float32.with(new ModelFiles.Quantized(graph, Engines.int8Golden(float32, graph)));
  }

  @Test
  void foldersThatAreNoClassesAreNamed() throws IOException {
    Path others = directory.resolve("others");
    List<Path> drawn;
    try (var files = Files.walk(photos)) {
      drawn = files.filter(Files::isRegularFile).toList();
    }
    Path folder = Files.createDirectories(others.resolve("polo"));
    for (int i = 0; i < drawn.size(); i++) {
      Files.copy(drawn.get(i), folder.resolve(i + ".jpg"));
    }

    assertThatThrownBy(
            () -> new ImportCalibration(others).addTo(draft, directory, Progress.silent()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("the folder polo, which is not a class of the model");
  }
}
