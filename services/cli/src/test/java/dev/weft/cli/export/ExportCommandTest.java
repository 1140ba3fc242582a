package dev.weft.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path dir;

  private FakeGateway gateway;
  private Path photos;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    photos = Files.createDirectories(dir.resolve("photos"));
    file("hat/1.jpg", "a");
    file("hat/2.jpg", "b");
    file("T-Shirt, red/3.jpg", "c");
    run(gateway, "label", photos.toString(), "--by", "ann");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatIsExportedIsImportedElsewhereUnderTheSameIdsWithTheSameLabels() throws IOException {
    for (String format : List.of("folder", "jsonl")) {
      Path out = dir.resolve(format);
      CliRun export = run(gateway, "export", out.toString(), "--format", format);
      assertThat(export.exitCode()).as(export.err()).isZero();
      assertThat(export.json().path("images").asInt()).isEqualTo(3);
    }
    Path out = dir.resolve("folder");
    try (FakeGateway other = new FakeGateway()) {
      CliRun imported = run(other, "label", out.resolve("labels.csv").toString());

      assertThat(imported.exitCode()).as(imported.err()).isZero();
      assertThat(other.uploads).containsExactlyInAnyOrderElementsOf(gateway.uploads);
      gateway.labeled.forEach(
          (id, said) -> {
            assertThat(other.labeled.get(id).path("label")).isEqualTo(said.path("label"));
            assertThat(other.labeled.get(id).path("by").asText()).isEqualTo("ann");
          });
    }
    List<String> lines = Files.readAllLines(dir.resolve("jsonl/labels.jsonl"));
    assertThat(lines)
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(Json.parse(line).path("image").asText())
                    .startsWith(gateway.url() + "/v1/images/")
                    .endsWith("/content"));
    assertThat(dir.resolve("jsonl").toFile().list()).containsExactly("labels.jsonl");
    CliRun again = run(gateway, "label", dir.resolve("jsonl/labels.jsonl").toString());
    assertThat(again.json().path("unchanged").asInt()).isEqualTo(3);
  }

  @Test
  void filtersChooseAndAListThatIsThereStays() {
    CliRun hats = run(gateway, "export", dir.resolve("hats").toString(), "--label", "hat");
    assertThat(hats.json().path("images").asInt()).isEqualTo(2);
    assertThat(dir.resolve("hats/hat")).isDirectoryContaining("glob:**.jpg");

    CliRun nobodys = run(gateway, "export", dir.resolve("none").toString(), "--by", "bob");
    assertThat(nobodys.json().path("images").asInt()).isZero();
    CliRun early =
        run(gateway, "export", dir.resolve("early").toString(), "--until", "2026-01-01T00:00:02Z");
    assertThat(early.json().path("images").asInt()).isZero();

    CliRun again = run(gateway, "export", dir.resolve("hats").toString());
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("labels.csv already exists");
  }

  @Test
  void theDefaultModelMayBeNamed() {
    CliRun named = run(gateway, "export", dir.resolve("all").toString(), "--model", "clothing");
    CliRun typo = run(gateway, "export", dir.resolve("none").toString(), "--model", "clothes");

    assertThat(named.exitCode()).as(named.err()).isZero();
    assertThat(named.json().path("images").asInt()).isEqualTo(3);
    assertThat(typo.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(typo.err()).contains("the model clothes does not exist");
    assertThat(dir.resolve("none")).doesNotExist();
  }

  @Test
  void anImageWhoseConnectionBreaksIsAskedForAgain() {
    gateway.brokenDownloads.set(4);

    CliRun export = run(gateway, "export", dir.resolve("all").toString());

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.json().path("images").asInt()).isEqualTo(3);
    assertThat(dir.resolve("all/T-Shirt, red")).isDirectoryContaining("glob:**.jpg");
  }

  @Test
  void aServerThatBreaksEachConnectionIsNoFaultOfTheFolder() {
    gateway.brokenDownloads.set(Integer.MAX_VALUE);

    CliRun export = run(gateway, "export", dir.resolve("all").toString());

    assertThat(export.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(export.err()).contains("no Weft server responds").doesNotContain("cannot write");
    assertThat(dir.resolve("all/labels.csv")).doesNotExist();
  }

  @Test
  void aNamedDataSetIsExportedAsItWas() throws IOException {
    String id = gateway.uploads.get(0);
    gateway.datasets.put("autumn", "{\"name\":\"autumn\",\"images\":1}");
    gateway.datasetLines =
        """
        {"imageId":"%s","object":{"bucket":"weft","key":"uploads/x","size":1},"label":"cap",\
        "source":"person","labeledBy":"bob","labeledAt":"2026-01-01T00:00:02Z","tags":{"a":"b"}}
        """
            .formatted(id);

    CliRun export = run(gateway, "export", dir.resolve("cap").toString(), "--dataset", "autumn");

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(Files.readAllLines(dir.resolve("cap/labels.csv")))
        .element(1)
        .asString()
        .startsWith(id + ",cap/" + id + ".jpg,cap,bob,person,2026-01-01T00:00:02Z,,");
    CliRun jsonl =
        run(
            gateway,
            "export",
            dir.resolve("list").toString(),
            "--dataset",
            "autumn",
            "--format",
            "jsonl");
    assertThat(jsonl.exitCode()).as(jsonl.err()).isZero();
    assertThat(
            Json.parse(Files.readString(dir.resolve("list/labels.jsonl"))).at("/tags/a").asText())
        .isEqualTo("b");

    CliRun filtered =
        run(gateway, "export", dir.resolve("x").toString(), "--dataset", "autumn", "--by", "bob");
    assertThat(filtered.exitCode()).isEqualTo(ExitCode.USAGE);
    CliRun unknown = run(gateway, "export", dir.resolve("x").toString(), "--dataset", "autum");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("the data set autum does not exist");
  }

  @Test
  void aLabelMakesAFolderThatNoSystemTakesForSomethingElse() {
    assertThat(ImageFolder.folderName("../a/b")).isEqualTo("%2E.%2Fa%2Fb");
    assertThat(ImageFolder.folderName("T-Shirt, red")).isEqualTo("T-Shirt, red");
    assertThat(ImageFolder.folderName("50 %*")).isEqualTo("50 %25%2A");
  }

  private void file(String name, String content) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static CliRun run(FakeGateway gateway, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString(), "--output", "json"));
    return CliRun.of(all.toArray(String[]::new));
  }
}
