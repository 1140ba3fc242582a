package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each panel queries metrics that the services expose, describes them, and overlaps no other panel.
 */
class DashboardsTest {

  private static final int COLUMNS = 24;

  private final SourceMetrics metrics = new SourceMetrics();

  static List<Path> dashboards() {
    return Project.files("k8s/components/monitoring/dashboards", ".json");
  }

  private static List<JsonNode> panels(Path dashboard) {
    return Manifest.each(Project.json(dashboard).path("panels")).toList();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyMetricOfAPanelIsInTheSources(Path dashboard) {
    for (JsonNode panel : panels(dashboard)) {
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(SourceMetrics.in(target.path("expr").asText()))
            .as(panel.path("title").asText())
            .allMatch(metrics::has);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhichUnit(Path dashboard) {
    assertThat(panels(dashboard))
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotEmpty();
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelLiesOnAnother(Path dashboard) {
    List<String> taken = new ArrayList<>();
    for (JsonNode panel : panels(dashboard)) {
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").asInt() + place.path("w").asInt();
      assertThat(right).as(panel.path("title").asText()).isLessThanOrEqualTo(COLUMNS);
      for (int x = place.path("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          taken.add(x + "," + (place.path("y").asInt() + y));
        }
      }
    }
    assertThat(taken).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itsAddressIsTheFilesName(Path dashboard) {
    assertThat(Project.json(dashboard).path("uid").asText() + ".json")
        .isEqualTo(dashboard.getFileName().toString());
  }
}
