package dev.weft.cli.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.client.image.LabelSource;
import dev.weft.console.CliException;
import dev.weft.console.label.LabelEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStudioLabelsTest {
  @TempDir Path dir;

  @Test
  void anExportSaysTheNewestChoiceOfEachTask() throws IOException {
    Files.writeString(dir.resolve("shirt 1.jpg"), "");
    Files.createDirectories(dir.resolve("sub"));
    Files.writeString(dir.resolve("sub/2.jpg"), "");

    LabelList list =
        read(
            """
            [{"id": 1, "data": {"image": "/data/upload/3/0a1b2c3d-shirt%201.jpg"}, "annotations": [
               {"completed_by": {"id": 4, "email": "ann@example.org"}, "was_cancelled": false,
                "updated_at": "2026-11-02T09:00:00Z", "result": [{"type": "choices",
                "from_name": "choice", "to_name": "image", "value": {"choices": ["Shirt"]}}]},
               {"completed_by": 5, "updated_at": "2026-11-01T09:00:00Z",
                "result": [{"type": "choices", "value": {"choices": ["Dress"]}}]},
               {"was_cancelled": true, "updated_at": "2026-11-03T09:00:00Z", "result": []}]},
             {"id": 2, "data": {"picture": "/data/local-files/?d=sub/2.jpg"}, "annotations": [
               {"completed_by": 5, "result": [{"value": {"choices": ["Hat"]}}]}]},
             {"id": 3, "data": {"image": "http://gw:8080/v1/images/shirt-1/content"},
              "annotations": [{"result": [{"value": {"choices": ["Hat"]}}]}]},
             {"id": 4, "data": {"image": "s3://weft/uploads/shirt-2"},
              "annotations": [{"result": [{"value": {"choices": ["Hat"]}}]}]},
             {"id": 5, "data": {"image": "s3://weft/uploads/2026/11/28/13/shirt-3"},
              "annotations": [{"result": [{"value": {"choices": ["Hat"]}}]}]}]
            """);

    assertThat(list.source()).isEqualTo(LabelSource.LABEL_STUDIO);
    assertThat(list.skipped()).isEmpty();
    assertThat(list.entries())
        .extracting(LabelEntry::label, LabelEntry::by, LabelEntry::imageId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Shirt", "ann@example.org", null),
            org.assertj.core.groups.Tuple.tuple("Hat", "user 5", null),
            org.assertj.core.groups.Tuple.tuple("Hat", null, "shirt-1"),
            org.assertj.core.groups.Tuple.tuple("Hat", null, "shirt-2"),
            org.assertj.core.groups.Tuple.tuple("Hat", null, "shirt-3"));
    assertThat(list.entries().get(0).file()).hasFileName("shirt 1.jpg");
    assertThat(list.entries().get(1).file()).hasFileName("2.jpg");
  }

  @Test
  void theSmallExportIsReadToo() throws IOException {
    Files.writeString(dir.resolve("1.jpg"), "");

    LabelList list =
        read(
            "[{\"id\": 9, \"image\": \"/data/upload/1.jpg\", \"choice\": \"Hat\", \"annotator\":"
                + " 1}]");

    assertThat(list.entries()).hasSize(1);
    assertThat(list.entries().get(0).label()).isEqualTo("Hat");
    assertThat(list.entries().get(0).by()).isEqualTo("user 1");
  }

  @Test
  void whatCannotBeUsedIsLeftOutWithItsReason() throws IOException {
    Path outside = Files.writeString(dir.resolveSibling(dir.getFileName() + ".jpg"), "");

    LabelList list =
        read(
            """
            [{"id": 1, "data": {"image": "1.jpg"}, "annotations": []},
             {"id": 2, "data": {"image": "1.jpg"},
              "annotations": [{"result": [{"value": {"choices": ["a", "b"]}}]}]},
             {"id": 3, "data": {"image": "../%s"},
              "annotations": [{"result": [{"value": {"choices": ["a"]}}]}]},
             {"id": 4, "data": {}, "annotations": [{"result": [{"value": {"choices": ["a"]}}]}]},
             5]
            """
                .formatted(outside.getFileName()));
    Files.delete(outside);

    assertThat(list.entries()).isEmpty();
    assertThat(list.skipped())
        .satisfiesExactly(
            one -> assertThat(one).contains("task 1", "has no choice"),
            two -> assertThat(two).contains("several choices: [a, b]"),
            three -> assertThat(three).contains("no file for"),
            four -> assertThat(four).contains("does not name an image"),
            five -> assertThat(five).contains("has no choice"));
  }

  @Test
  void whatIsNoExportIsRefused() {
    assertThatThrownBy(() -> read("{}")).isInstanceOf(CliException.class);
    assertThatThrownBy(() -> read("["))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("JSON");
  }

  private LabelList read(String json) {
    return LabelStudioLabels.read("export.json", json, dir);
  }
}
