package dev.weft.cli.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.console.label.Labeler;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelCommandTest {
  @TempDir Path dir;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void foldersNameLabels() throws IOException {
    file("hat/1.jpg", "a");
    file("hat/2.jpg", "b");
    file("Not sure/deep/shirt/3.jpg", "c");
    file("README.txt", "does not name an image");

    CliRun run = label(dir, "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("uploaded").asInt()).isEqualTo(3);
    assertThat(run.json().path("labeled").asInt()).isEqualTo(3);
    assertThat(run.json().path("skipped").asInt()).isEqualTo(1);
    assertThat(run.json().path("classes").path("hat").asInt()).isEqualTo(2);
    assertThat(said("c").path("label").asText()).isEqualTo("shirt");
    assertThat(said("c").path("source").asText()).isEqualTo("folder");
  }

  @Test
  void aFolderThatCannotBeReadIsSkippedAndTheRestGoesOn() throws IOException {
    file("hat/1.jpg", "a");
    Files.createSymbolicLink(dir.resolve("hat/loop"), dir);

    CliRun run = label(dir);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("1 uploaded", "skipped: hat/loop: cannot be read: the link leads to a folder");
  }

  @Test
  void aModelThatIsNotThereIsCreatedIfThatIsAskedFor() throws IOException {
    file("hat/1.jpg", "a");
    CliRun run = label(dir, "--model", "tops", "--create");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests).containsExactly("POST /v1/models {\"name\":\"tops\"}");
    assertThat(gateway.uploads).singleElement().asString().startsWith("tops-");

    CliRun unnamed = label(dir, "--create");
    assertThat(unnamed.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unnamed.err()).contains("--model NAME");
  }

  @Test
  void aModelThatIsNotThereIsAnErrorBeforeTheFirstUpload() throws IOException {
    file("hat/1.jpg", "a");

    CliRun typo = label(dir, "--model", "clothes");

    assertThat(typo.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(typo.err())
        .contains("the model clothes does not exist", "the only model is clothing");
    assertThat(gateway.uploads).isEmpty();
    assertThat(label(dir, "--model", "clothing").exitCode()).isZero();
  }

  @Test
  void theSecondTimeNothingIsUploadedAndOnlyWhatChangedIsLabeled() throws IOException {
    file("hat/1.jpg", "a");
    file("hat/2.jpg", "b");
    label(dir);
    Files.createDirectories(dir.resolve("shirt"));
    Files.move(dir.resolve("hat/2.jpg"), dir.resolve("shirt/2.jpg"));

    CliRun run = label(dir, "--by", "ann", "--output", "json");

    assertThat(gateway.uploads).hasSize(2);
    assertThat(run.json().path("uploaded").asInt()).isZero();
    assertThat(run.json().path("unchanged").asInt()).isEqualTo(1);
    assertThat(run.json().path("labeled").asInt()).isEqualTo(1);
    assertThat(said("b").path("label").asText()).isEqualTo("shirt");
    assertThat(said("b").path("by").asText()).isEqualTo("ann");
  }

  @Test
  void peopleSeeTheCountsOfEachLabel() throws IOException {
    file("hat/1.jpg", "a");
    file("shirt/2.jpg", "b");

    CliRun run = label(dir);

    assertThat(run.out()).contains("hat", "shirt", "2 uploaded, 2 labeled, 0 unchanged");
  }

  @Test
  void aFolderWithoutFoldersIsItselfTheLabel() throws IOException {
    file("hat/1.jpg", "a");

    label(dir.resolve("hat"));

    assertThat(said("a").path("label").asText()).isEqualTo("hat");
  }

  @Test
  void onePictureUnderTwoLabelsIsAFailureUnderOneLabelTwiceNone() throws IOException {
    file("hat/1.jpg", "same");
    file("hat/2.jpg", "same");
    file("shirt/3.jpg", "same");

    CliRun run = label(dir, "--concurrency", "1", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(run.json().path("repeated").asInt()).isEqualTo(1);
    assertThat(run.json().path("failures").path(0).asText())
        .contains("shirt/3.jpg", "same image as hat/1.jpg, whose label is hat");
  }

  @Test
  void aCsvNamesFilesAndImages() throws IOException {
    file("photos/a b.jpg", "a");
    file("photos/c.jpg", "c");
    label(Files.createDirectories(dir.resolve("photos")));
    String known = Labeler.id("a".getBytes(StandardCharsets.UTF_8));
    Path csv =
        Files.writeString(
            dir.resolve("labels.csv"),
            "\uFEFFimage,sender_id,label,by\r\n\"a b.jpg\",1,\"T-Shirt, red\",ann\r\nc,2,Hat,\r\n"
                + "missing,3,Hat,\r\nc,4,,\r\n");

    CliRun run = label(csv, "--images", dir.resolve("photos").toString(), "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.labeled.get(known).path("label").asText()).isEqualTo("T-Shirt, red");
    assertThat(gateway.labeled.get(known).path("by").asText()).isEqualTo("ann");
    assertThat(said("c").path("label").asText()).isEqualTo("Hat");
    assertThat(run.json().path("skipped").asInt()).isEqualTo(2);

    Path ids =
        Files.writeString(dir.resolve("ids.csv"), "id;label\n" + known + ";Dress\nnone;Hat\n");
    CliRun byId = label(ids, "--output", "json");

    assertThat(byId.exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(gateway.labeled.get(known).path("label").asText()).isEqualTo("Dress");
    assertThat(byId.json().path("failures").path(0).asText()).contains("no image none");
  }

  @Test
  void whatSaysNoLabelsIsAUsageError() throws IOException {
    Path csv = Files.writeString(dir.resolve("a.csv"), "x,y,z\n1,2,3\n");
    Path json = Files.writeString(dir.resolve("a.json"), "{}");
    Path text = Files.writeString(dir.resolve("a.txt"), "");

    assertThat(label(csv).err()).contains("[x, y, z]", "file,label");
    assertThat(label(json).err()).contains("not a list of tasks");
    for (Path path : List.of(csv, json, text, dir.resolve("none"))) {
      assertThat(label(path).exitCode()).isEqualTo(ExitCode.USAGE);
    }
  }

  private void file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private JsonNode said(String content) {
    return gateway.labeled.get(Labeler.id(content.getBytes(StandardCharsets.UTF_8)));
  }

  private CliRun label(Path path, String... more) {
    List<String> args = new ArrayList<>(List.of("label", path.toString()));
    args.addAll(List.of("--server", gateway.url().toString()));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(String[]::new));
  }
}
