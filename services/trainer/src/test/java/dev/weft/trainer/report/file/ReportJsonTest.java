package dev.weft.trainer.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
  @TempDir private Path directory;

  private JsonNode json(Report report) throws IOException {
    Path file = directory.resolve("report.json");
    ReportJson.write(report, file);
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void holdsWhatAReaderNeeds() throws IOException {
    JsonNode json = json(Reports.whole(10, 460).build().withVersion(4));

    assertThat(json.path("format").asInt()).isEqualTo(1);
    assertThat(json.path("state").asText()).isEqualTo("published");
    assertThat(json.path("version").asInt()).isEqualTo(4);
    assertThat(json.path("startedAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.at("/verdict/comparison/margin").asDouble()).isEqualTo(0.01);
    assertThat(json.at("/dataset/classes")).hasSize(10);
    assertThat(json.at("/dataset/classes/9/new").asBoolean()).isTrue();
    assertThat(json.at("/dataset/leftOut/byReason/twin_on_other_side").asInt()).isEqualTo(153);
    assertThat(json.at("/recipe/head/learningRate").asDouble()).isEqualTo(0.001);
    assertThat(json.path("fineTunedFrom").asText()).isEqualTo("block13");
    assertThat(json.at("/curves/freeze/epochs")).hasSize(27);
    assertThat(json.at("/curves/freeze/best").asInt()).isEqualTo(Reports.freeze(27).best());
    assertThat(json.at("/curves/fineTune/epochs/0/loss").isNull()).isTrue();
    assertThat(json.at("/evaluations/0/name").asText()).isEqualTo("serving");
    assertThat(json.at("/evaluations/0/version").asInt()).isEqualTo(3);
    assertThat(json.at("/evaluations/2/evaluation/accuracy").asDouble()).isBetween(0.9, 1.0);
    assertThat(json.at("/lineage/base").asText()).isEqualTo("xception-imagenet");
    assertThat(json.path("imagesThroughBase").asInt()).isEqualTo(3220);
  }

  @Test
  void isTheSameBytesForTheSameReport() throws IOException {
    Path first = directory.resolve("first.json");
    Path second = directory.resolve("second.json");
    ReportJson.write(Reports.whole(10, 460).build(), first);
    ReportJson.write(Reports.whole(10, 460).build(), second);

    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.readString(first)).contains("{\n  \"format\" : 1,\n").endsWith("}\n");
  }

  @Test
  void hasNullWhereAFigureIsNotFinite() throws IOException {
    History wild =
        History.EMPTY.and(new Epoch(1, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, 0.5, 1));
    JsonNode json = json(Reports.whole(2, 40).freeze(wild).build());

    JsonNode epoch = json.at("/curves/freeze/epochs/0");
    assertThat(epoch.get("loss").isNull()).isTrue();
    assertThat(epoch.get("accuracy").isNull()).isTrue();
    assertThat(epoch.get("validationLoss").isNull()).isTrue();
    assertThat(epoch.get("validationAccuracy").asDouble()).isEqualTo(0.5);
  }
}
