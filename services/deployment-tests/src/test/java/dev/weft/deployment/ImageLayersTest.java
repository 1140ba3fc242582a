package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The assignment of files to layers of an image, and the weights in the trainer's image. */
class ImageLayersTest {

  private static final String BASE = "weft-imagenet-base";
  private static final String BASE_JAR = "dev.weft." + BASE + "-0.1.0-SNAPSHOT.jar";
  private static final Path BUILD = Project.file("deploy/images/build").toAbsolutePath();

  @TempDir Path dir;

  /** Runs the function of the build script on a service as Maven might have packaged it. */
  @Test
  @WithProgram("javac")
  void theBaseAndTheListLieWithOtherPeoplesClasses() throws Exception {
    Path app = dir.resolve("root/services/trainer/target/quarkus-app");
    for (String file :
        List.of(
            "lib/main/" + BASE_JAR,
            "lib/main/dev.weft.weft-xception-0.1.0-SNAPSHOT.jar",
            "lib/main/com.fasterxml.jackson.core.jackson-core-2.20.1.jar",
            "lib/main/org.nd4j.nd4j-native-1.0.0-M2.1.jar",
            "lib/boot/io.quarkus.quarkus-bootstrap-runner-3.33.2.jar",
            "app/weft-trainer-0.1.0-SNAPSHOT.jar",
            "quarkus/quarkus-application.dat",
            "quarkus-run.jar",
            "../bom.json")) {
      Path made = app.resolve(file).normalize();
      Files.createDirectories(made.getParent());
      Files.writeString(made, file);
    }

    lay("trainer");

    assertThat(laid("natives")).containsExactly("lib/main/org.nd4j.nd4j-native-1.0.0-M2.1.jar");
    assertThat(laid("libraries"))
        .containsExactly(
            "lib/boot/io.quarkus.quarkus-bootstrap-runner-3.33.2.jar",
            "lib/main/com.fasterxml.jackson.core.jackson-core-2.20.1.jar",
            "lib/main/" + BASE_JAR,
            "sbom.cdx.json");
    assertThat(laid("application"))
        .contains(
            "app/weft-trainer-0.1.0-SNAPSHOT.jar",
            "lib/main/dev.weft.weft-xception-0.1.0-SNAPSHOT.jar",
            "quarkus-run.jar");
    assertThat(Project.text("deploy/images/Containerfile"))
        .contains("COPY ${SERVICE}/natives/ /app/")
        .contains("COPY ${SERVICE}/libraries/ /app/")
        .contains("COPY ${SERVICE}/application/ /app/");
  }

  @Test
  void theTrainerIsPackagedWithTheBaseItsCardAndItsLicence() {
    Element dependency =
        children(pom("services/trainer/pom.xml"), "dependencies", "dependency").stream()
            .filter(each -> text(each, "artifactId").equals(BASE))
            .findFirst()
            .orElseThrow();
    assertThat(text(dependency, "scope")).as("of what it runs with").isEmpty();
    assertThat(text(dependency, "optional")).isEmpty();

    assertThat(Project.files("services/imagenet-base/src/main/resources", ""))
        .filteredOn(Files::isRegularFile)
        .extracting(file -> file.getFileName().toString())
        .contains(
            "xception_imagenet_weights_tf_dim_ordering_tf_kernels_notop.h5",
            "MODEL_CARD.md",
            "LICENSE-weights");
    assertThat(Project.text("services/imagenet-base/pom.xml")).doesNotContain("<exclude");
  }

  /** CycloneDX lists the licences of a component's pom, which are inherited if it has none. */
  @Test
  void theListSaysTheLicencesOfWeightsBesideThatOfTheCode() {
    assertThat(licences("services/imagenet-base/pom.xml")).containsExactly("Apache-2.0", "MIT");
    assertThat(licences("services/starter-model/pom.xml")).containsExactly("Apache-2.0", "CC0-1.0");
    assertThat(licences("pom.xml")).containsExactly("Apache-2.0");

    Element list =
        children(pom("pom.xml"), "profiles", "profile").stream()
            .filter(profile -> text(profile, "id").equals("sbom"))
            .findFirst()
            .orElseThrow();
    assertThat(list.getTextContent())
        .contains("cyclonedx-maven-plugin", "makeBom", "json")
        .doesNotContain("exclude");
    assertThat(Project.text(BUILD)).contains("options=(-Psbom)").contains("\"${options[@]}\"");
  }

  /** Runs {@code lay} of the build script with the test's root and context folders. */
  private void lay(String service) throws IOException, InterruptedException {
    String script =
        """
        set -euo pipefail
        build=$1 root=$2 context=$3 here=$(dirname "$1") cuda=
        die() { echo "$1" >&2; exit 1; }
        eval "$(sed -n '/^natives=/p;/^lay() {/,/^}/p' "$build")"
        lay "$4"
        """;
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                script,
                "lay",
                BUILD.toString(),
                dir.resolve("root").toString(),
                dir.resolve("context").toString(),
                service)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(dir.resolve("log"))).isZero();
  }

  private List<String> laid(String layer) throws IOException {
    Path folder = dir.resolve("context/trainer").resolve(layer);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> licences(String pom) {
    return children(pom(pom), "licenses", "license").stream()
        .map(licence -> text(licence, "name"))
        .toList();
  }

  private static Element pom(String file) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Project.file(file).toFile());
      return document.getDocumentElement();
    } catch (Exception e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /** Elements of a list that is a child of an element. */
  private static List<Element> children(Element parent, String list, String name) {
    return children(parent, list).stream().flatMap(each -> children(each, name).stream()).toList();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(each -> each.getTextContent().strip())
        .orElse("");
  }
}
