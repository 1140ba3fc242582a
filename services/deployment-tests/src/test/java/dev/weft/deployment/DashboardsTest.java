package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each panel asks for what the services show. */
class DashboardsTest {

  private static final String FOLDER = "deploy/grafana/dashboards";

  private final SourceMetrics metrics = new SourceMetrics();

  private static List<JsonNode> dashboards() {
    List<Path> files = Project.files(FOLDER, ".json");
    return files.stream().map(file -> Manifest.parse(Project.text(file))).toList();
  }

  private static Stream<JsonNode> panels() {
    return dashboards().stream().flatMap(one -> Manifest.each(one.path("panels")));
  }

  @Test
  void every_metric_that_a_panel_asks_for_is_in_the_sources() {
    assertThat(panels())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            panel ->
                assertThat(panel.path("targets"))
                    .isNotEmpty()
                    .allSatisfy(
                        target ->
                            assertThat(SourceMetrics.in(target.path("expr").asText()))
                                .as(panel.path("title").asText())
                                .isNotEmpty()
                                .allMatch(metrics::has)));
  }

  @Test
  void every_panel_asks_the_prometheus_that_is_provisioned() {
    String uid =
        Project.yaml("deploy/grafana/provisioning/datasources/prometheus.yaml")
            .at("/datasources/0/uid")
            .asText();

    assertThat(panels())
        .allSatisfy(panel -> assertThat(panel.at("/datasource/uid").asText()).isEqualTo(uid));
  }

  @Test
  void every_dashboard_has_a_name_of_its_own_and_its_panels_numbers() {
    assertThat(dashboards())
        .extracting(one -> one.path("uid").asText())
        .doesNotHaveDuplicates()
        .hasSize(4);
    for (JsonNode dashboard : dashboards()) {
      assertThat(dashboard.path("panels"))
          .extracting(panel -> panel.path("id").asInt())
          .doesNotHaveDuplicates();
    }
  }
}
