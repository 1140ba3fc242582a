package dev.weft.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.ImageObject;
import dev.weft.trainer.dataset.DatasetResult.Ready;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void isReadAsItWasWrittenWithLabelsOfAnyKind() throws IOException {
    Labels labels = Labels.of("hat \"x\"\\", 40).and("Schühe\u2028 \uD83D\uDC5F", 40).and("a", 2);
    TrainingDataset dataset = ((Ready) labels.build(10, Map.of("a-1", "gone"))).dataset();
    Manifest.write(dataset, bytes);
    assertThat(Manifest.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(dataset);
    assertThat(bytes.toString(StandardCharsets.UTF_8).split("\n")).hasSize(82);
  }

  @Test
  void hasTheSameIdWhateverTheOrderOfTheLabels() throws IOException {
    Labels labels = Labels.of("hat", 40).and("shoes", 40);
    List<LabeledImage> images = labels.images;
    String id = Manifest.write(((Ready) labels.build(10)).dataset(), bytes);
    Collections.reverse(images);
    assertThat(Manifest.write(((Ready) labels.build(10)).dataset(), bytes))
        .isEqualTo(id)
        .matches("[0-9a-f]{64}");
  }

  @Test
  void tagsAreReadAsTheyWereWritten() throws IOException {
    var object = new ImageObject("weft", "images/a", 7, "%064x".formatted(1));
    TrainingDataset dataset =
        new TrainingDataset(
            List.of("hat"),
            List.of(
                new Sample("a", object, 0, Split.TEST, Map.of("camera", "door", "batch", "7")),
                new Sample("b", object, 0, Split.TEST)),
            List.of());
    Manifest.write(dataset, bytes);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList().get(0))
        .endsWith("\"side\":\"test\",\"tags\":{\"batch\":\"7\",\"camera\":\"door\"}}");
    assertThat(Manifest.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(dataset);
  }

  @Test
  void aClassThatNoImageShowsIsThereToo() throws IOException {
    Labels labels = Labels.of("hat", 40).and("shoes", 40);
    TrainingDataset dataset =
        ((Ready) labels.build(new ClassRules(10, Set.of("skirt"), Set.of()))).dataset();
    Manifest.write(dataset, bytes);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .endsWith("{\"label\":\"skirt\",\"images\":0}\n");
    assertThat(Manifest.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(dataset);
  }

  @Test
  void anythingElseIsNoManifest() {
    assertThatThrownBy(
            () -> Manifest.read(new ByteArrayInputStream("{".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a line of a manifest");
  }
}
