package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The build of {@code ./weft}, which skips tests. */
class BuildWithoutTestsTest {

  /** It makes no test-jars, so on a machine where Weft was never installed there are none. */
  @Test
  void noModuleNeedsATestJarIfTestsAreSkipped() {
    List<String> needing =
        Project.files("services", "pom.xml").stream()
            .filter(pom -> !pom.toString().contains("target"))
            .filter(pom -> withoutTests(Project.text(pom)).contains("<type>test-jar</type>"))
            .map(Object::toString)
            .toList();
    assertThat(needing).isEmpty();
    assertThat(withoutTests(Project.text("services/trainer/pom.xml")))
        .doesNotContain("maven.test.skip")
        .contains("weft-features");
  }

  /** The module's model without profiles that are inactive if tests are skipped. */
  private static String withoutTests(String pom) {
    return pom.replaceAll(
        "(?s)<profile>(?:(?!</profile>).)*<name>maven.test.skip</name>\\s*<value>!true</value>"
            + ".*?</profile>",
        "");
  }
}
