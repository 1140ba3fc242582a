package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents of the services' images. */
class ImagesTest {

  private static final String FOLDER = "deploy/images/";

  private static List<String> lines(String file) {
    return Project.text(FOLDER + file).lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void eachPackageIsLockedToAVersionAndAHash() {
    List<String> locked = lines("packages.lock");

    assertThat(locked).allMatch(line -> line.matches("\\S+ \\S+ [0-9a-f]{64}"));
    assertThat(locked)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactlyInAnyOrderElementsOf(lines("packages"));
  }

  @Test
  void thereIsNoShell() {
    assertThat(lines("packages"))
        .isNotEmpty()
        .doesNotContain("bash", "dash", "busybox", "coreutils", "libc-bin", "perl-base");
  }

  @Test
  void aContainerIsNobodyInParticularAndStartsJava() {
    assertThat(lines("Containerfile"))
        .contains("FROM scratch", "USER 10001:10001")
        .noneMatch(line -> line.startsWith("RUN"))
        .anyMatch(line -> line.startsWith("ENTRYPOINT [\"/usr/lib/jvm/java/bin/java\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void settingsAreKeysOfTheConfiguration(String service) {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(Project.text(FOLDER + "config/" + service + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    assertThat(settings.stringPropertyNames())
        .extracting(ConfigurationKeys::variable)
        .isSubsetOf(ConfigurationKeys.variables());
    assertThat(settings.stringPropertyNames())
        .filteredOn(key -> key.startsWith("weft."))
        .isNotEmpty()
        .allMatch(key -> key.startsWith("weft." + service + "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void logLinesAreForPrograms(String service) {
    assertThat(lines("config/" + service + ".properties"))
        .contains("quarkus.log.console.json.enabled=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "classifier", "trainer", "rollout"})
  void memoryIsAShareOfWhatTheContainerHas(String service) {
    String options = Project.text(FOLDER + "jvm/" + service + ".options");
    double heap = number(options, "MaxRAMPercentage=(\\d+)") / 100;

    assertThat(heap).isBetween(0.25, 0.5);
    if (options.contains("javacpp")) {
      // JavaCPP's limit is a percentage of the heap; it amounts to about nine tenths of the
      // container's memory.
      double all = heap * number(options, "maxphysicalbytes=(\\d+)%") / 100;
      assertThat(all).isBetween(0.85, 0.95);
    }
  }

  private static double number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
